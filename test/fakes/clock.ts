// A clock that moves only when told. Timers fire in order of their time, ties in order of arming.

import type { Cancel, Clock, Instant } from '../../src/base/clock.ts';

export interface FakeClock extends Clock {
  /** Moves to `instant`, firing what is due on the way. */
  readonly moveTo: (instant: Instant) => void;
  readonly pass: (ms: number) => void;
  readonly pendingCount: () => number;
}

interface Timer {
  readonly at: Instant;
  readonly order: number;
  readonly task: () => void;
}

export function fakeClock(start: Instant = 0): FakeClock {
  let now = start;
  let order = 0;
  const timers = new Set<Timer>();
  const after = (delayMs: number, task: () => void): Cancel => {
    const timer = { at: now + Math.max(0, delayMs), order: (order += 1), task };
    timers.add(timer);
    return () => timers.delete(timer);
  };
  const nextDue = (limit: Instant): Timer | undefined =>
    [...timers].filter((timer) => timer.at <= limit).sort((a, b) => a.at - b.at || a.order - b.order)[0];
  const moveTo = (instant: Instant): void => {
    for (let timer = nextDue(instant); timer !== undefined; timer = nextDue(instant)) {
      timers.delete(timer);
      now = Math.max(now, timer.at);
      timer.task();
    }
    now = Math.max(now, instant);
  };
  return { now: () => now, after, moveTo, pass: (ms) => moveTo(now + ms), pendingCount: () => timers.size };
}
