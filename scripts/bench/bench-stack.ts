// The private stack that every benchmark runs on, what it holds, and who uses the processor in it.
// Not here: what is measured.

import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { livingDaemon } from '../stack/daemon.ts';
import type { Instance } from '../stack/asterisk.ts';
import { ProvisioningFault, startStack } from '../stack/index.ts';
import type { Stack } from '../stack/index.ts';
import { pidsOf } from '../stack/places.ts';
import { machineBusyMs, treeCpuMs, usedSince } from './cpu.ts';
import type { Usage } from './cpu.ts';
import { writeFlows, writePrompts } from './sounds.ts';

/** What a benchmark works with. */
export interface Bench {
  readonly stack: Stack;
  readonly pbx: Instance;
  readonly asteriskVersion: string;
  /** Where SIP calls go. */
  readonly server: { readonly host: string; readonly port: number };
  /** For files of this run: flows, journals, SIPp's statistics, profiles. */
  readonly directory: string;
  readonly flows: string;
  readonly signal: AbortSignal;
  readonly options: BenchOptions;
  readonly tell: (line: string) => void;
}

export interface BenchOptions {
  readonly size: 'quick' | 'full';
  /** Whether Node writes profiles of the programs it runs. */
  readonly profile: 'no' | 'yes';
  /** The variants to run; all when empty. */
  readonly only: readonly string[];
  /** Calls per second of `ivr`, step by step; its own when empty. */
  readonly rates: readonly number[];
}

/** Starts the stack and makes prompts and flows. */
export async function openBench(options: BenchOptions, signal: AbortSignal): Promise<Bench> {
  const tell = (line: string): void => {
    console.error(line);
  };
  const stack = await startStack('bench', { log: tell });
  try {
    const { asterisk } = stack.servers;
    if (asterisk === 'given')
      throw new ProvisioningFault('Benchmarks need an Asterisk of their own; unset CARILLON_ARI_URL.');
    const directory = path.join(stack.plan.directory, 'run');
    mkdirSync(directory, { recursive: true });
    const flows = path.join(directory, 'flows');
    await writeFlows(flows);
    await writePrompts(path.join(asterisk.pbx.host, 'sounds'));
    const server = { host: '127.0.0.1', port: stack.plan.ports.sip };
    const shared = { stack, server, directory, flows, signal, options, tell };
    return { ...shared, pbx: asterisk.pbx, asteriskVersion: asterisk.version };
  } catch (fault) {
    await stack.stop();
    throw fault;
  }
}

/** What a piece of work cost: processor time by who used it, and how long it took, in milliseconds. */
export interface Cost {
  readonly tookMs: number;
  readonly asteriskMs: number;
  /** The variant's own programs. */
  readonly nodeMs: number;
  readonly postgresMs: number;
  /** This process: probes and bookkeeping. */
  readonly benchMs: number;
  /** Everything on the machine, so that what is left over can be seen. */
  readonly machineMs: number;
}

/** Does `work` and says what it cost; `pids` are the variant's own programs. */
export async function costOf<Value>(
  bench: Bench,
  pids: readonly number[],
  work: () => Promise<Value>,
): Promise<{ readonly value: Value; readonly cost: Cost }> {
  const before = usage(bench, pids);
  const startedAt = performance.now();
  const value = await work();
  const used = usedSince(before, usage(bench, pids));
  const { asteriskMs = 0, nodeMs = 0, postgresMs = 0, benchMs = 0, machineMs = 0 } = used;
  return { value, cost: { tookMs: performance.now() - startedAt, asteriskMs, nodeMs, postgresMs, benchMs, machineMs } };
}

function usage({ stack }: Bench, pids: readonly number[]): Usage {
  const of = (name: string): number => {
    const daemon = livingDaemon(pidsOf(stack.plan), name);
    return daemon === 'gone' ? 0 : treeCpuMs(daemon.pid);
  };
  const own = process.cpuUsage();
  return {
    asteriskMs: of('pbx'),
    postgresMs: of('postgres'),
    nodeMs: pids.reduce((sum, pid) => sum + treeCpuMs(pid), 0),
    benchMs: (own.user + own.system) / 1000,
    machineMs: machineBusyMs(),
  };
}
