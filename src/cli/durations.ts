// Durations as people write them, with the units of Fil. Not here: calendars.

const unitsMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, min: 60_000, h: 3_600_000 };

/** `15s` as milliseconds; null when it is no duration with one unit of ms, s, min, h. */
export function durationMs(text: string): number | null {
  const [, count, unit] = /^(\d{1,9})(ms|s|min|h)$/.exec(text) ?? [];
  const unitMs = unitsMs[unit ?? ''];
  return count === undefined || unitMs === undefined ? null : Number(count) * unitMs;
}

/** Milliseconds as `4s`, `3min 20s`, `2h 05min`: for reading, rounded down. */
export function shownDuration(lengthMs: number): string {
  const seconds = Math.max(0, Math.floor(lengthMs / 1000));
  if (seconds < 60) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}min ${String(seconds % 60).padStart(2, '0')}s`;
  return `${Math.floor(minutes / 60)}h ${String(minutes % 60).padStart(2, '0')}min`;
}

/** Milliseconds as a call's own clock shows them: `3.410`, `2:03.410`, `1:02:03.410`; a negative one has its sign. */
export function shownOffset(offsetMs: number): string {
  const size = Math.abs(Math.round(offsetMs));
  const [hours, minutes] = [Math.floor(size / 3_600_000), Math.floor(size / 60_000) % 60];
  const seconds = ((size % 60_000) / 1_000).toFixed(3);
  const two = (text: string, length: number): string => text.padStart(length, '0');
  const shown =
    hours > 0
      ? `${hours}:${two(String(minutes), 2)}:${two(seconds, 6)}`
      : minutes > 0
        ? `${minutes}:${two(seconds, 6)}`
        : seconds;
  return offsetMs < 0 ? `-${shown}` : shown;
}
