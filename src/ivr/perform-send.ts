// `send` on a call: the intent is recorded with the flow's own step, then the outbox has the message. Not here: sending.

import type { CallId } from '../base/ids.ts';
import type { Changes } from '../base/machine.ts';
import type { IvrEffect } from './effects.ts';
import type { FlowMessage, FlowOutbox } from './ports.ts';

type SendEffect = Extract<IvrEffect, { kind: 'send' }>;

/** What is stored with a step that asks for messages, so that none is lost when we die right after it. */
export function intentsOf(outbox: FlowOutbox, call: CallId, effects: readonly IvrEffect[]): Changes {
  const asked = effects.flatMap((effect) => (effect.kind === 'send' ? [outbox.intent(messageOf(call, effect))] : []));
  return Object.assign({}, ...asked) as Changes;
}

/** The outbox sends it from now on. */
export const performSend = (outbox: FlowOutbox, call: CallId, effect: SendEffect): void =>
  outbox.take(messageOf(call, effect));

const messageOf = (call: CallId, { key, medium, to, text }: SendEffect): FlowMessage => ({
  key,
  call,
  medium,
  to,
  text,
});
