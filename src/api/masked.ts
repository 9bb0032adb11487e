// A caller's number as it may be shown to everybody who sees calls. Not here: who may see it in full.

/** Enough to tell two callers apart, not enough to call back: `+33 ... 78`. */
const shownAtStart = 3;
const shownAtEnd = 2;

/** The caller's number with its middle hidden; a short one is hidden whole. */
export function masked(caller: string | null): string | null {
  if (caller === null) return null;
  const hiddenCount = caller.length - shownAtStart - shownAtEnd;
  if (hiddenCount < shownAtStart) return '•'.repeat(caller.length);
  return `${caller.slice(0, shownAtStart)}${'•'.repeat(hiddenCount)}${caller.slice(-shownAtEnd)}`;
}
