// A call's trace as it can be followed: the frame it began with, and everything that reached its flow, in order. Data only. Not
// here: where it comes from (decode-trace.ts, simulated.ts), following it (follow.ts).

import type { Instant } from '../../base/clock.ts';
import type { Frame, IvrEvent, World } from '../../ivr/index.ts';

export interface CallTrace {
  readonly opening: Frame;
  readonly inputs: readonly TracedInput[];
  /** `cut`: an input after these is not known, or is not kept. */
  readonly rest: 'none' | 'cut';
}

export interface TracedInput {
  readonly at: Instant;
  /** 0: the call's own flow; n: the nth script that it opened. */
  readonly of: number;
  readonly event: IvrEvent;
  /** `masked`: a key of a secret; a zero stands for it. */
  readonly key: 'plain' | 'masked';
  /** What the flow could read of its environment at that moment. */
  readonly world: TracedWorld;
  /** The record of the journal that tells of it; null: it changed nothing, or was simulated. */
  readonly record: { readonly journal: string; readonly seq: number } | null;
}

export type TracedWorld = Pick<World, 'config' | 'numbers' | 'queues' | 'splits'>;

/** What stands for a key of a secret. */
export const placeholder = '0';
