// What processes and the machine have used, as the kernel counts it. Not here: which processes count as what (ivr.ts).

import { readFileSync, readdirSync } from 'node:fs';
import os from 'node:os';

/** Linux counts processor time for user space in hundredths of a second, whatever its own clock. */
const tickMs = 10;

/** Processor time of a process, its living descendants and those that have ended, in milliseconds; 0 when it is gone. */
export function treeCpuMs(pid: number): number {
  return [pid, ...descendants(pid)].reduce((sum, one) => sum + ownCpuMs(one), 0);
}

/** User and system time of one process and of its children that ended, in milliseconds; 0 when it is gone. */
export function ownCpuMs(pid: number): number {
  // Fields 14 to 17 of proc(5), counted after the name, which may hold spaces.
  return statOf(pid)
    .slice(11, 15)
    .reduce((sum, ticks) => sum + Number(ticks) * tickMs, 0);
}

/** Children, their children and so on. */
export function descendants(pid: number): number[] {
  const parents = new Map(processes().map((one) => [one, Number(statOf(one)[1] ?? 0)]));
  const below = (parent: number): number[] =>
    [...parents].flatMap(([child, of]) => (of === parent ? [child, ...below(child)] : []));
  return below(pid);
}

const processes = (): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);

/** The fields after the name: state, parent, ... Empty for a process that is gone. */
function statOf(pid: number): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    // It ended between being listed and being looked at.
    return [];
  }
}

/** Processor time that all of the machine's processors were busy since it started, in milliseconds. */
export function machineBusyMs(): number {
  const [, ...ticks] = (readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? '').split(/\s+/);
  // user, nice, system, irq, softirq, steal; what guests used stands in user already.
  return [0, 1, 2, 5, 6, 7].reduce((sum, index) => sum + Number(ticks[index] ?? 0) * tickMs, 0);
}

/** What was used since `from`, by name; names that are new count from nothing. */
export const usedSince = (from: Usage, to: Usage): Usage =>
  Object.fromEntries(Object.entries(to).map(([name, ms]) => [name, ms - (from[name] ?? 0)]));

/** Milliseconds of processor time by who used it. */
export type Usage = Readonly<Record<string, number>>;

export interface MachineReport {
  readonly processor: string;
  readonly processorCount: number;
  readonly memoryMb: number;
  readonly kernel: string;
  readonly node: string;
  readonly loadAverage: readonly number[];
}

/** The machine and how busy it is now. */
export const machineReport = (): MachineReport => ({
  processor: os.cpus()[0]?.model ?? 'unknown',
  processorCount: os.cpus().length,
  memoryMb: Math.round(os.totalmem() / 1e6),
  kernel: os.release(),
  node: process.version,
  loadAverage: os.loadavg().map((load) => Math.round(load * 100) / 100),
});
