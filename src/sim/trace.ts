// What happened in a simulation, line by line, and one hash over all of it: the same seed must give the same hash.
// Not here: what is worth a line.

import type { Instant } from '../base/clock.ts';

export interface Trace {
  /** Adds one line; `at` counts from the beginning of the simulation. */
  readonly note: (at: Instant, line: string) => void;
  readonly lines: () => readonly string[];
  /** 16 hexadecimal digits over every line so far. */
  readonly hash: () => string;
}

/** The most lines that are kept; the hash goes on beyond them. */
export const traceLineCountMax = 500_000;

export function openTrace(): Trace {
  const lines: string[] = [];
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  return {
    note: (at, line) => {
      const text = `${(at / 1_000).toFixed(3).padStart(9)} ${line}`;
      if (lines.length < traceLineCountMax) lines.push(text);
      for (let index = 0; index < text.length; index += 1) {
        const code = text.charCodeAt(index);
        high = Math.imul(high ^ code, 0x9e3779b1);
        low = Math.imul(low ^ code, 0x5f356495);
        high ^= low >>> 13;
        low ^= high >>> 16;
      }
    },
    lines: () => lines,
    hash: () => [high, low].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join(''),
  };
}
