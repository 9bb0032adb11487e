// What the engine asks for and this release does not perform on calls: one place that says so to the flow, which then takes
// its own outcome or `on error`. Not here: what is performed (perform.ts).

import type { IvrEffect } from './effects.ts';
import type { IvrEvent } from './frame.ts';

const kinds = ['updateQueue', 'bridge', 'tell', 'schedule', 'openScript', 'askAgent', 'offerObjections'] as const;

/** The effects that only tests and simulations perform. */
export type UnavailableEffect = Extract<IvrEffect, { kind: (typeof kinds)[number] }>;

/** Whether nobody performs this on calls. */
export const isUnavailable = (effect: IvrEffect): effect is UnavailableEffect =>
  kinds.some((kind) => kind === effect.kind);

/** The code by which a flow's trace tells these faults. */
export const notAvailable = 'notAvailable';

/** What the flow hears instead. */
export function refusal(effect: UnavailableEffect): IvrEvent {
  if (effect.kind === 'tell') return { kind: 'promptEnded', prompt: effect.prompt, end: 'failed' };
  return { kind: 'failed', code: notAvailable };
}
