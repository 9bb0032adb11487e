// Waiting for something that an event will tell, with a limit. Not here: what is waited for.

import type { Clock } from '../base/clock.ts';

/** Waits by key; several may wait for one key, and a signal without anybody waiting is lost. */
export interface Waits {
  /** Resolves at the next signal of this key, or as 'late' after `withinMs`. */
  readonly next: (key: string, withinMs: number) => Promise<'signalled' | 'late'>;
  readonly signal: (key: string) => void;
}

export function makeWaits(clock: Clock): Waits {
  const waiting = new Map<string, Set<() => void>>();
  return {
    next: (key, withinMs) =>
      new Promise((resolve) => {
        const all = waiting.get(key) ?? new Set();
        waiting.set(key, all);
        const settle = (outcome: 'signalled' | 'late'): void => {
          cancel();
          all.delete(wake);
          if (all.size === 0 && waiting.get(key) === all) waiting.delete(key);
          resolve(outcome);
        };
        const wake = (): void => {
          settle('signalled');
        };
        const cancel = clock.after(withinMs, () => {
          settle('late');
        });
        all.add(wake);
      }),
    signal: (key) => {
      for (const wake of [...(waiting.get(key) ?? [])]) wake();
    },
  };
}

/** Runs one task per key at a time: who asks again meanwhile gets the same outcome. */
export function makeOnce<Outcome>(): (key: string, task: () => Promise<Outcome>) => Promise<Outcome> {
  const underWay = new Map<string, Promise<Outcome>>();
  return (key, task) => {
    const before = underWay.get(key);
    if (before !== undefined) return before;
    const now = task().finally(() => {
      underWay.delete(key);
    });
    underWay.set(key, now);
    return now;
  };
}
