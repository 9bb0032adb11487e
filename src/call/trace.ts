// What is kept of a call so that it can be followed step by step afterwards: every event that reached its flow, and what the
// flow could read besides. It may hold keys and answers, so it is kept apart from the facts, and not for ever. Data only. Not
// here: what an event means (src/ivr), which ones are noted (src/ivr/tracing.ts), following a trace (src/sim/traces).

import type { Instant } from '../base/clock.ts';
import type { CallId } from '../base/ids.ts';

/** What a journal entry says for the trace of a call besides its own event. Every part is plain JSON. */
export interface TraceNote {
  readonly call: CallId;
  /** The frame of a call that nothing has happened to: with its first event only. */
  readonly opening?: object;
  /** What the flow reads of its environment: with the first event of a process, and where it has changed. */
  readonly world?: object;
  /** Events since the entry before that changed nothing, and so have no entry of their own. */
  readonly quiet?: readonly TimedEvent[];
}

export interface TimedEvent {
  readonly at: Instant;
  readonly event: unknown;
}

/** One entry of a call's trace as it is stored. `body` is the JSON text of the event and of its note. */
export interface StoredTrace {
  readonly journal: string;
  readonly seq: number;
  readonly at: Instant;
  readonly call: CallId;
  readonly body: string;
}
