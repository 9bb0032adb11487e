// How long the recent calls of a queue took, as a mean that forgets. Pure. Not here: what is estimated from it (estimate.ts).

/** How long a call of a queue keeps its agent: talk and the wrap-up granted after it, over the recent ones. */
export interface Handling {
  /** How many calls `meanMs` stands for, up to the limit. */
  readonly count: number;
  readonly meanMs: number;
}

/** A call counts for a twentieth once so many have passed: an hour of a small queue, a few minutes of a busy one. */
const recentCountMax = 20;

/** The mean with one more call. */
export function handled(before: Handling | undefined, handlingMs: number): Handling {
  const { count: known, meanMs } = before ?? { count: 0, meanMs: 0 };
  const count = Math.min(known + 1, recentCountMax);
  return { count, meanMs: meanMs + (Math.max(0, handlingMs) - meanMs) / count };
}
