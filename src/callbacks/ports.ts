// What callbacks need from others. The wiring plugs these.

import type { Clock, Instant } from '../base/clock.ts';
import type { CallId, LegId, QueueName } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import type { Entry } from '../base/machine.ts';
import type { CallbackFact } from '../call/index.ts';
import type { Judgement } from './callback.ts';

export interface CallbackPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly record: (entry: Entry<CallbackFact>) => void;
  /** Whether this number may be called now. */
  readonly judge: (to: string) => Judgement;
  readonly line: CallbackLine;
  readonly numbers: CallbackNumbers;
}

/** The waiting lines. What becomes of a place arrives as `line`. */
export interface CallbackLine {
  /** Safe to repeat for the same visit: the place is kept. An agent’s answer is told, and they wait for `join`. */
  readonly join: (request: {
    readonly call: CallId;
    readonly to: string;
    readonly queue: QueueName;
    readonly since: Instant | null;
    readonly visit: number;
    readonly leg: LegId | null;
  }) => void;
  readonly leave: (call: CallId, why: 'abandoned' | 'flow') => void;
  /** Puts the agent who answered and this leg together; safe to repeat. */
  readonly connect: (call: CallId, leg: LegId) => void;
  /** Music for whoever waits on this leg. Safe to repeat; never rejects. */
  readonly entertain: (leg: LegId, queue: QueueName) => Promise<void>;
  /** The same for the agent who has answered for this call, if they are still there. */
  readonly entertainAgent: (call: CallId, queue: QueueName) => Promise<void>;
}

/** Numbers outside. What becomes of a call arrives as `answered`, then `dialEnded`, or as the latter alone. */
export interface CallbackNumbers {
  /** Safe to repeat: one id, one call. */
  readonly dial: (request: { readonly id: string; readonly call: CallId; readonly to: string }) => void;
  readonly hangUp: (id: string) => void;
}
