// What the engine may look at besides the call itself: the program, and what its environment says at this moment. Data only.
// Not here: where it comes from.

import type { Address, Program } from '../dsl/index.ts';

/** A queue at this moment. */
export interface QueueView {
  /** For one who joins now. */
  readonly estimateMs: number;
  /** Signed in. */
  readonly agentCount: number;
  /** Waiting. */
  readonly callerCount: number;
}

/** All that a decision depends on apart from frame, event and time. Plain data. */
export interface World {
  readonly program: Program;
  /** `config("key")`. */
  readonly config: Readonly<Record<string, string>>;
  /** The environment's own telephone numbers, E.164, by name. */
  readonly numbers: Readonly<Record<string, string>>;
  readonly queues: Readonly<Record<string, QueueView>>;
  /** Branches that are taken whatever the value, by the split's name: for tests. */
  readonly splits: Readonly<Record<string, string>>;
  /** Settings that are never written down. */
  readonly secretNames?: readonly string[];
  /** Told of each statement as it begins, for coverage. */
  readonly passed?: (flow: string, address: Address) => void;
}

/** A program in an environment of which nothing is known. */
export const worldOf = (program: Program): World => ({ program, config: {}, numbers: {}, queues: {}, splits: {} });
