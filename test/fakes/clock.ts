// A clock that moves only when told. Timers fire in order of their time, ties in order of arming.

import type { Cancel, Clock, Instant } from '../../src/base/clock.ts';

export interface FakeClock extends Clock {
  /** Moves to `instant`, firing what is due on the way. */
  readonly moveTo: (instant: Instant) => void;
  readonly pass: (ms: number) => void;
  readonly pendingCount: () => number;
  /** Moves to the next timer and fires it alone; false when none is armed. */
  readonly fireNext: () => boolean;
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
  const nextDue = (limit: Instant): Timer | undefined => {
    let next: Timer | undefined;
    for (const timer of timers) if (timer.at <= limit && (next === undefined || isBefore(timer, next))) next = timer;
    return next;
  };
  const fire = (timer: Timer): void => {
    timers.delete(timer);
    now = Math.max(now, timer.at);
    timer.task();
  };
  const moveTo = (instant: Instant): void => {
    for (let timer = nextDue(instant); timer !== undefined; timer = nextDue(instant)) fire(timer);
    now = Math.max(now, instant);
  };
  const fireNext = (): boolean => {
    const timer = nextDue(Infinity);
    if (timer !== undefined) fire(timer);
    return timer !== undefined;
  };
  return { now: () => now, after, moveTo, pass: (ms) => moveTo(now + ms), pendingCount: () => timers.size, fireNext };
}

const isBefore = (one: Timer, other: Timer): boolean =>
  one.at < other.at || (one.at === other.at && one.order < other.order);
