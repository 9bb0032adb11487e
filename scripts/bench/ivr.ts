// `bench ivr`: the same dialogue by each variant under a rising load of SIPp: what it holds, what a call costs, and how long
// a caller waits after a key. Not here: how it is told (ivr-report.ts).

import path from 'node:path';
import { loadavg } from 'node:os';
import { type Bench, type Cost, costOf } from './bench-stack.ts';
import { type ProbeOutcome, probe } from './probe.ts';
import type { Program } from './programs.ts';
import { quiet } from './quiet.ts';
import { type Step, heldRate, judge, nextRate } from './ramp.ts';
import { type LoadOutcome, runLoad } from './sipp.ts';
import { type Variant, variants } from './variants.ts';

export interface IvrStep extends Step {
  readonly load: LoadOutcome;
  readonly cost: Cost;
  readonly loadAverage: number;
}

/** Callers measured at half of what the variant holds. */
export interface HalfLoad {
  readonly perSecond: number;
  readonly load: LoadOutcome;
  readonly probes: ProbeOutcome;
  readonly cost: Cost;
}

export type IvrResult =
  | { readonly kind: 'notBuilt'; readonly variant: Variant }
  | {
      readonly kind: 'measured';
      readonly variant: Variant;
      readonly steps: readonly IvrStep[];
      readonly heldPerSecond: number;
      /** null when no load was held. */
      readonly half: HalfLoad | null;
    };

interface Size {
  /** Calls per second, step by step. */
  readonly rates: readonly number[];
  readonly stepSeconds: number;
  /** The ramp ends when it knows the limit this closely, in calls per second. */
  readonly refineFrom: number;
  readonly halfSeconds: number;
  readonly probesPerSecond: number;
  readonly warmUp: { readonly perSecond: number; readonly seconds: number };
}

const sizes: Readonly<Record<'quick' | 'full', Size>> = {
  quick: {
    rates: [10],
    stepSeconds: 2,
    refineFrom: 1000,
    halfSeconds: 2,
    probesPerSecond: 3,
    warmUp: { perSecond: 5, seconds: 0.4 },
  },
  full: {
    rates: [20, 40, 60, 80, 100, 120, 140, 160, 180, 200, 220, 240, 260, 280, 300],
    stepSeconds: 8,
    refineFrom: 10,
    halfSeconds: 25,
    probesPerSecond: 8,
    warmUp: { perSecond: 20, seconds: 4 },
  },
};

function sizeOf({ options }: Bench): Size {
  const size = sizes[options.size];
  return options.rates.length === 0 ? size : { ...size, rates: options.rates };
}

/** The variants one after the other on one stack. */
export async function benchIvr(bench: Bench): Promise<readonly IvrResult[]> {
  const { only } = bench.options;
  const results: IvrResult[] = [];
  for (const variant of variants) {
    if (only.length > 0 && !only.includes(variant.name)) continue;
    if (variant.start === null) results.push({ kind: 'notBuilt', variant });
    else results.push(await measure(bench, variant, variant.start));
  }
  return results;
}

async function measure(bench: Bench, variant: Variant, start: NonNullable<Variant['start']>): Promise<IvrResult> {
  bench.tell(`\n${variant.title}`);
  const program = await start(bench);
  try {
    const at: Measuring = { bench, variant, pids: program === null ? [] : [program.pid], size: sizeOf(bench) };
    await load(at, { ...at.size.warmUp, name: 'warm-up' });
    const steps = await ramp(at);
    const heldPerSecond = heldRate(steps);
    const half = heldPerSecond === 0 ? null : await halfLoad(at, heldPerSecond / 2);
    return { kind: 'measured', variant, steps, heldPerSecond, half };
  } finally {
    await stopped(program);
  }
}

const stopped = async (program: Program | null): Promise<void> => program?.stop();

interface Measuring {
  readonly bench: Bench;
  readonly variant: Variant;
  readonly pids: readonly number[];
  readonly size: Size;
}

async function ramp(at: Measuring): Promise<readonly IvrStep[]> {
  const { bench, size } = at;
  const steps: IvrStep[] = [];
  for (;;) {
    const perSecond = nextRate(size.rates, steps, size.refineFrom);
    if (perSecond === null) return steps;
    const loadAverage = loadavg()[0] ?? 0;
    const name = `step-${steps.length + 1}`;
    await quiet(bench);
    const { value, cost } = await costOf(bench, at.pids, () =>
      load(at, { perSecond, seconds: size.stepSeconds, name }),
    );
    const step = { perSecond, verdict: judge({ perSecond, ...value }), load: value, cost, loadAverage };
    steps.push(step);
    bench.tell(stepLine(step));
  }
}

async function halfLoad(at: Measuring, perSecond: number): Promise<HalfLoad> {
  const { bench, variant, size } = at;
  const probesPerSecond = Math.min(size.probesPerSecond, perSecond / 2);
  const seconds = size.halfSeconds;
  const { service } = variant;
  await quiet(bench);
  const { value, cost } = await costOf(bench, at.pids, () =>
    Promise.all([
      load(at, { perSecond: Math.max(1, perSecond - probesPerSecond), seconds, name: 'half' }),
      probe({ service, perSecond: probesPerSecond, seconds, server: bench.server, signal: bench.signal }),
    ]),
  );
  const [outcome, probes] = value;
  bench.tell(`  half load ${perSecond}/s: ${probes.samples.length} probes measured, ${probes.failures.length} failed`);
  return { perSecond, load: outcome, probes, cost };
}

const load = (
  { bench, variant }: Measuring,
  step: { readonly perSecond: number; readonly seconds: number; readonly name: string },
): Promise<LoadOutcome> =>
  runLoad({
    ...step,
    service: variant.service,
    server: bench.server,
    localPort: bench.stack.plan.ports.load,
    directory: path.join(bench.directory, `sipp-${variant.name}`),
    signal: bench.signal,
  });

function stepLine({ perSecond, verdict, load: made, cost, loadAverage }: IvrStep): string {
  const { offeredCount, failedCount } = made;
  const perCall = (ms: number): string => (ms / Math.max(1, offeredCount)).toFixed(1);
  return (
    `  ${String(perSecond).padStart(3)}/s ${verdict.padEnd(15)} ${failedCount} of ${offeredCount} failed, begun ${made.begunPerSecond.toFixed(0)}/s, ` +
    `ms per call: Asterisk ${perCall(cost.asteriskMs)} Node ${perCall(cost.nodeMs)} PostgreSQL ${perCall(cost.postgresMs)}; ` +
    `SIPp ${(made.sippCpuRatio * 100).toFixed(0)} %, load average ${loadAverage.toFixed(1)}`
  );
}
