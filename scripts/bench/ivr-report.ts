// What `bench ivr` found, as a table with the targets beside it. Not here: measuring (ivr.ts).

import { percentile, shown, table } from './figures.ts';
import type { HalfLoad, IvrResult, IvrStep } from './ivr.ts';
import { missedRate } from './ramp.ts';

type Measured = Extract<IvrResult, { readonly kind: 'measured' }>;

/** Of the bare script: how much of its load Carillon must hold, and how much more of Node it may use for a call. */
export const targets = { heldRatioMin: 0.8, nodeRatioMax: 2.5, keyToPromptMsMax: 60 } as const;

const headings = [
  'variant',
  'calls/s held',
  'ended by',
  'Asterisk ms/call',
  'Node ms/call',
  'PostgreSQL ms/call',
  'SIPp CPU %',
  'others CPU %',
  'key->prompt p50 ms',
  'p99 ms',
  'at calls/s',
  'probes',
];

/** The table, and one line for each target: met or missed. */
export function ivrReport(results: readonly IvrResult[]): string {
  const rows = results.map((result) =>
    result.kind === 'notBuilt' ? [result.variant.title, 'not built', ...headings.slice(2).map(() => '')] : row(result),
  );
  return `${table(headings, rows)}\n\n${[...judgements(results), ...notes(results)].join('\n')}`;
}

function row(result: Measured): string[] {
  const { variant, steps, heldPerSecond, half } = result;
  const best = stepAt(steps, heldPerSecond);
  return [
    variant.title,
    `${missedRate(steps) === null ? '>= ' : ''}${heldPerSecond}`,
    endedBy(steps),
    ...(['asteriskMs', 'nodeMs', 'postgresMs'] as const).map((who) => shown(perCall(best, who))),
    shown((best?.load.sippCpuRatio ?? Number.NaN) * 100, 0),
    shown(othersRatio(best) * 100, 0),
    ...keyCells(half),
  ];
}

function endedBy(steps: readonly IvrStep[]): string {
  const limit = missedRate(steps);
  if (limit === null) return 'end of ramp';
  const missed = steps.filter(({ perSecond, verdict }) => perSecond === limit && verdict !== 'held');
  return missed.every(({ verdict }) => verdict === 'farEndSaturated') ? 'far end' : 'failed calls';
}

function keyCells(half: HalfLoad | null): string[] {
  const times = half?.probes.samples.map(({ keyToPromptMs }) => keyToPromptMs) ?? [];
  const failed = half?.probes.failures.length ?? 0;
  const count = `${times.length}${failed === 0 ? '' : ` (${failed} failed)`}`;
  return [shown(percentile(times, 0.5)), shown(percentile(times, 0.99)), shown(half?.perSecond, 0), count];
}

const stepAt = (steps: readonly IvrStep[], perSecond: number): IvrStep | undefined =>
  steps.findLast((step) => step.perSecond === perSecond && step.verdict === 'held');

const perCall = (step: IvrStep | undefined, who: 'asteriskMs' | 'nodeMs' | 'postgresMs'): number =>
  step === undefined ? Number.NaN : step.cost[who] / step.load.offeredCount;

/** The part of one processor that neither the stack nor the load used: the machine's other work, kernel included. */
function othersRatio(step: IvrStep | undefined): number {
  if (step === undefined) return Number.NaN;
  const { machineMs, asteriskMs, nodeMs, postgresMs, benchMs, tookMs } = step.cost;
  return Math.max(0, machineMs - asteriskMs - nodeMs - postgresMs - benchMs - step.load.sippCpuMs) / tookMs;
}

interface Judgement {
  readonly what: string;
  readonly found: number;
  readonly target: number;
  readonly better: 'more' | 'less';
}

function judgements(results: readonly IvrResult[]): string[] {
  const bare = find(results, 'bare');
  return ['carillon', 'carillon-ari-client', 'carillon-websocket'].flatMap((name) => {
    const ours = find(results, name);
    if (ours === undefined) return [];
    const all = [...(bare === undefined ? [] : comparison(ours, bare)), wait(ours)];
    return all.map((one) => `${ours.variant.title}: ${sentence(one)}`);
  });
}

function comparison(ours: Measured, bare: Measured): Judgement[] {
  const same = commonRate(ours.steps, bare.steps);
  const nodeMs = ({ steps }: Measured): number => perCall(stepAt(steps, same), 'nodeMs');
  return [
    {
      what: 'calls/s held, against the bare script',
      found: ours.heldPerSecond / bare.heldPerSecond,
      target: targets.heldRatioMin,
      better: 'more',
    },
    {
      what: `Node per call, against the bare script, both at ${same} calls/s`,
      found: nodeMs(ours) / nodeMs(bare),
      target: targets.nodeRatioMax,
      better: 'less',
    },
  ];
}

function wait({ half }: Measured): Judgement {
  const times = half?.probes.samples.map(({ keyToPromptMs }) => keyToPromptMs) ?? [];
  const found = percentile(times, 0.99);
  return { what: 'key-to-prompt p99 at half load, ms', found, target: targets.keyToPromptMsMax, better: 'less' };
}

/** The highest load that both were measured at and held; 0 for none. */
function commonRate(ours: readonly IvrStep[], theirs: readonly IvrStep[]): number {
  const both = ours
    .map(({ perSecond }) => perSecond)
    .filter((rate) => stepAt(ours, rate) !== undefined && stepAt(theirs, rate) !== undefined);
  return Math.max(0, ...both);
}

function sentence({ what, found, target, better }: Judgement): string {
  const met = better === 'more' ? found >= target : found <= target;
  const word = Number.isNaN(found) ? 'NO FIGURE' : met ? 'met' : 'MISSED';
  return `${what}: ${shown(found, 2)} (target ${better === 'more' ? 'at least' : 'at most'} ${target}): ${word}`;
}

const find = (results: readonly IvrResult[], name: string): Measured | undefined =>
  results.find((result): result is Measured => result.kind === 'measured' && result.variant.name === name);

/** What a reader must know before believing the figures. */
function notes(results: readonly IvrResult[]): string[] {
  return results.flatMap((result) => {
    if (result.kind === 'notBuilt') return [];
    const lags = result.half?.probes.samples.map(({ lagMs }) => lagMs) ?? [];
    const lost = result.half?.probes.failures[0];
    const missed = result.steps.filter(({ verdict: one }) => one !== 'held').map(({ perSecond }) => `${perSecond}/s`);
    return [
      ...(percentile(lags, 0.99) > 10
        ? [`${result.variant.title}: the observer itself stood still for up to ${shown(Math.max(...lags))} ms`]
        : []),
      ...(missed.length > 0 ? [`${result.variant.title}: not held: ${missed.join(', ')}`] : []),
      ...(lost === undefined ? [] : [`${result.variant.title}: a probe failed: ${lost.slice(0, 300)}`]),
    ];
  });
}
