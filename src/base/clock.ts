// Time as an argument. Machines receive `now`; runners receive a Clock. The real one is in real-clock.ts,
// the virtual one in test/fakes. Not here: calendars and legal hours.

/** Milliseconds since 1970, from a source that never steps back while the process lives. */
export type Instant = number;

/** Stops what it was returned for; harmless when called twice or too late. */
export type Cancel = () => void;

export interface Clock {
  readonly now: () => Instant;
  /** Runs `task` once, `delayMs` from now at the earliest. */
  readonly after: (delayMs: number, task: () => void) => Cancel;
}

/** A wait as it is stored: when it ends and how long it was meant to be, so that a clock jump cannot stretch it. */
export interface Deadline {
  readonly at: Instant;
  readonly lengthMs: number;
}

/** A wait of `lengthMs` that begins now. */
export const deadline = (now: Instant, lengthMs: number): Deadline => ({ at: now + lengthMs, lengthMs });

/** What is left of a stored wait: never negative, never more than it was at first. */
export const remainingMs = (wait: Deadline, now: Instant): number =>
  Math.min(Math.max(wait.at - now, 0), wait.lengthMs);
