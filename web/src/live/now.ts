// The server's time as the page knows it, ticking while there is a connection and standing still while there is none, so
// that old figures do not look alive. Not here: how time is shown.

/** Often enough that no second is seen late, seldom enough to cost nothing. */
const tickMs = 250;

export interface ServerTime {
  /** What the server's clock shows now; when the connection is lost, what it showed when it was last heard. */
  readonly now: () => number;
  /** Calls `tick` a few times a second; returns what ends it. */
  readonly subscribe: (tick: () => void) => () => void;
  /** The server's clock showed `at` when its message came. */
  readonly heard: (at: number) => void;
  /** A new line: what was known of its delay is forgotten. */
  readonly begin: () => void;
  readonly freeze: () => void;
}

/** A server's time measured against `monotonic`, milliseconds from a source that is never set. */
export function serverTime(monotonic: () => number): ServerTime {
  const ticks = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | null = null;
  // The message that was least delayed knows best, so the largest difference counts.
  let offset = -Infinity;
  let lastAt = 0;
  let state: 'ticking' | 'frozen' = 'frozen';
  return {
    now: () => (state === 'frozen' ? lastAt : monotonic() + offset),
    subscribe: (tick) => {
      ticks.add(tick);
      timer ??= setInterval(() => {
        for (const one of ticks) one();
      }, tickMs);
      return () => {
        ticks.delete(tick);
        if (ticks.size > 0 || timer === null) return;
        clearInterval(timer);
        timer = null;
      };
    },
    heard: (at) => {
      offset = Math.max(offset, at - monotonic());
      lastAt = at;
      state = 'ticking';
    },
    begin: () => {
      offset = -Infinity;
    },
    freeze: () => {
      state = 'frozen';
    },
  };
}
