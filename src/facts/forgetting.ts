// Removes traces that are older than they are kept: a little at a time, so that no statement is long, and again and again, since
// time goes on. A database that is down is asked again later. Not here: SQL, and how long they are kept (src/config.ts).

import type { Cancel, Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { TraceRecord } from './ports.ts';

/** Between two looks at a record in which nothing is too old: a day's limit need not be met to the minute. */
export const restMs = 10 * 60_000;
/** Between two removals while there is more to remove, so that others get their turn. */
const breathMs = 200;
/** Entries removed by one statement: far below its time limit. */
const forgottenCountMax = 2_000;

export interface ForgettingParts {
  readonly traces: Pick<TraceRecord, 'forget'>;
  /** 0: none is kept. */
  readonly keptMs: number;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Forgetting {
  /** Removes no more; resolves when nothing is under way. */
  readonly stop: () => Promise<void>;
}

/** Removes what is too old from now on. */
export function startForgetting({ traces, keptMs, clock, log }: ForgettingParts): Forgetting {
  let phase: 'running' | 'stopped' = 'running';
  let timer: Cancel = () => undefined;
  let work: Promise<void> = Promise.resolve();
  const look = (): void => {
    work = forget().then((restsMs) => {
      if (phase === 'running') timer = clock.after(restsMs, look);
    });
  };
  const forget = async (): Promise<number> => {
    try {
      const count = await traces.forget(clock.now() - keptMs, forgottenCountMax);
      return count < forgottenCountMax ? restMs : breathMs;
    } catch (fault) {
      log.warn('Old traces could not be removed; it is tried again.', { fault });
      return restMs;
    }
  };
  look();
  return {
    stop: () => {
      phase = 'stopped';
      timer();
      return work;
    },
  };
}
