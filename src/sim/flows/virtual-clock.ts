// Time in a simulated call: it moves from one timer to the next, and only when told. Ties fire in the order of arming.
// Not here: what is done at any time.

import type { Cancel, Instant } from '../../base/clock.ts';

interface Timer {
  readonly at: Instant;
  readonly order: number;
  readonly task: () => void;
}

/** A clock that moves only when told. */
export class VirtualClock {
  #now: Instant;
  #order = 0;
  readonly #timers = new Set<Timer>();

  constructor(start: Instant) {
    this.#now = start;
  }

  now(): Instant {
    return this.#now;
  }

  /** Runs `task` once, `delayMs` from now. */
  after(delayMs: number, task: () => void): Cancel {
    this.#order += 1;
    const timer = { at: this.#now + Math.max(0, delayMs), order: this.#order, task };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Moves to the next timer that is due until `limit` and fires it alone; false, and the clock at `limit`, when there is none. */
  step(limit: Instant): boolean {
    let next: Timer | null = null;
    for (const timer of this.#timers) {
      if (timer.at <= limit && (next === null || isBefore(timer, next))) next = timer;
    }
    if (next === null) {
      if (limit > this.#now) this.#now = limit;
      return false;
    }
    this.#timers.delete(next);
    this.#now = Math.max(this.#now, next.at);
    next.task();
    return true;
  }

  /** Whether anything is going to happen by itself. */
  isIdle(): boolean {
    return this.#timers.size === 0;
  }
}

const isBefore = (one: Timer, other: Timer): boolean =>
  one.at < other.at || (one.at === other.at && one.order < other.order);
