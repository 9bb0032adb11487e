// How late the event loop is: what a caller notices as slow keys. Measured all the time, told since the last scrape.

import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Gauge, type Registry } from 'prom-client';

/** How often it is looked at, in milliseconds. */
const resolutionMs = 10;

const quantiles = { '0.5': 50, '0.99': 99, '1': 100 } as const;

/** Registers the gauge and begins to measure; the function that was returned ends it. */
export function loopLag(registry: Registry): () => void {
  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  delay.enable();
  new Gauge({
    name: 'carillon_event_loop_lag_seconds',
    help: 'How late the event loop was since the last scrape; quantile 1 is the worst.',
    ...{ labelNames: ['quantile'], registers: [registry] },
    collect() {
      for (const [quantile, percentile] of Object.entries(quantiles))
        this.set({ quantile }, delay.count === 0 ? 0 : lateSeconds(delay.percentile(percentile)));
      delay.reset();
    },
  });
  return () => void delay.disable();
}

/** The histogram holds the whole time between two looks, in nanoseconds; only what is above the time set is lateness. */
const lateSeconds = (betweenNs: number): number => Math.max(0, betweenNs / 1e9 - resolutionMs / 1_000);
