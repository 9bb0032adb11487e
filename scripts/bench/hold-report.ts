// What `bench hold` found, as a table with the target below it. Not here: measuring (hold.ts).

import { percentile, shown, table } from './figures.ts';
import type { HoldResult } from './hold.ts';
import { gapClass } from './leg-protocol.ts';
import type { LegGaps } from './leg-protocol.ts';

/** How much longer than on plain dialplan 99 of 100 gaps may be, in milliseconds. */
export const gapMsMoreMax = 10;

const headings = [
  'variant',
  'round',
  'legs',
  'gap p50 ms',
  'p99 ms',
  'p99.9 ms',
  'longest ms',
  'worst leg p99 ms',
  'with own stalls ms',
  'own stalls',
  'Asterisk CPU %',
  'Node CPU %',
  'new calls failed',
  'load average',
];

/** The table, and whether the target is met, taken over all rounds of each variant. */
export function holdReport(results: readonly HoldResult[]): string {
  return `${table(headings, results.map(row))}\n\n${judgement(results)}`;
}

function row(result: HoldResult): string[] {
  const { legs, cost, load, stalls } = result;
  const ofOneProcessor = (ms: number): string => shown((ms / cost.tookMs) * 100, 0);
  return [
    result.variant === 'carillon' ? 'Carillon' : 'plain dialplan',
    String(result.round),
    String(legs.length),
    ...[0.5, 0.99, 0.999].map((ratio) => shown(gapAt(legs, ratio))),
    shown(Math.max(...legs.map(({ longestMs }) => longestMs))),
    shown(Math.max(...legs.map((leg) => gapAt([leg], 0.99)))),
    shown(Math.max(...legs.map(({ longestRawMs }) => longestRawMs))),
    stalls.length === 0 ? 'none' : `${stalls.length}, longest ${shown(Math.max(...stalls), 0)} ms`,
    ofOneProcessor(cost.asteriskMs),
    ofOneProcessor(cost.nodeMs),
    `${load.failedCount} of ${load.offeredCount}`,
    shown(result.loadAverage),
  ];
}

/** The gap that this part of all gaps of these legs does not exceed, in milliseconds; NaN when nothing arrived. */
export function gapAt(legs: readonly Pick<LegGaps, 'classes'>[], ratio: number): number {
  const counts = new Map<number, number>();
  for (const [index, count] of legs.flatMap(({ classes }) => classes))
    counts.set(index, (counts.get(index) ?? 0) + count);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  let seen = 0;
  for (const [index, count] of [...counts].sort(([one], [other]) => one - other)) {
    seen += count;
    if (seen >= total * ratio) return (index + 1) * gapClass.ms;
  }
  return Number.NaN;
}

function judgement(results: readonly HoldResult[]): string {
  const of = (variant: HoldResult['variant']): number =>
    gapAt(
      results.filter((result) => result.variant === variant).flatMap(({ legs }) => legs),
      0.99,
    );
  const more = of('carillon') - of('dialplan');
  const word = Number.isNaN(more) ? 'NO FIGURE' : more <= gapMsMoreMax ? 'met' : 'MISSED';
  const failed = percentile(
    results.map(({ load }) => load.failedCount / load.offeredCount),
    1,
  );
  return [
    `gap p99 on Carillon ${shown(of('carillon'))} ms, on plain dialplan ${shown(of('dialplan'))} ms: ${shown(more)} ms more (target ${gapMsMoreMax} at most): ${word}`,
    `new calls that failed, worst round: ${shown(failed * 100)} %`,
  ].join('\n');
}
