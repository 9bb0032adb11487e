// Programs that stay: started in a session of their own, known by process id and start time, ended by id only.
// Not here: what the programs are.

import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { systemPath } from './command.ts';
import { ProvisioningFault } from './fault.ts';

/** A process told apart from any later one with the same number. */
export interface Identity {
  readonly pid: number;
  /** In clock ticks since the machine started. */
  readonly startedTicks: number;
}

export interface DaemonSpec {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly log: string;
  readonly owner?: { readonly uid: number; readonly gid: number };
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts a program that outlives us and notes who it is in `pids`. Ctrl+C at our terminal does not reach it. */
export async function startDaemon(pids: string, spec: DaemonSpec): Promise<Identity> {
  await mkdir(pids, { recursive: true });
  const log = openSync(spec.log, 'a', 0o640);
  const child = spawn(spec.program, [...spec.args], {
    cwd: spec.cwd,
    detached: true,
    stdio: ['ignore', log, log],
    ...(spec.owner === undefined ? {} : { uid: spec.owner.uid, gid: spec.owner.gid }),
    env: { PATH: systemPath(), LC_ALL: 'C.UTF-8', ...spec.env },
  });
  closeSync(log);
  await new Promise((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  child.unref();
  const identity = child.pid === undefined ? 'gone' : identify(child.pid);
  if (identity === 'gone') {
    throw new ProvisioningFault(`${spec.name} ended at once; see ${spec.log}.`, { detail: lastLines(spec.log, 15) });
  }
  writeFileSync(pidFile(pids, spec.name), JSON.stringify(identity));
  return identity;
}

/** The noted process of that name, if it still lives. */
export function livingDaemon(pids: string, name: string): Identity | 'gone' {
  const noted = readIdentity(pidFile(pids, name));
  return noted !== 'gone' && lives(noted) ? noted : 'gone';
}

/** Ends the noted process of that name and waits until it is gone; harmless when it is. */
export async function stopDaemon(pids: string, name: string, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  const identity = livingDaemon(pids, name);
  if (identity !== 'gone') await endProcess(identity, signal);
  rmSync(pidFile(pids, name), { force: true });
}

/** Ends one process: asks, waits ten seconds, then insists. */
export async function endProcess(identity: Identity, signal: NodeJS.Signals): Promise<void> {
  send(identity, signal);
  if (await goneWithin(identity, 10_000)) return;
  send(identity, 'SIGKILL');
  if (!(await goneWithin(identity, 5000))) {
    throw new ProvisioningFault(`Process ${identity.pid} does not end, not even when killed; look at it by hand.`);
  }
}

/** Who has this process number now; 'gone' for none, and for one that only waits to be collected. */
export function identify(pid: number): Identity | 'gone' {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field, the name, stands in brackets and may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? 'gone' : { pid, startedTicks: Number(fields[19]) };
  } catch {
    // No such file: no such process.
    return 'gone';
  }
}

/** Whether exactly this process still lives. */
export function lives(identity: Identity): boolean {
  const now = identify(identity.pid);
  return now !== 'gone' && now.startedTicks === identity.startedTicks;
}

export interface Readiness {
  readonly name: string;
  readonly limitMs: number;
  readonly log: string;
  readonly identity: Identity;
  readonly ask: () => Promise<boolean>;
}

/** Asks until the answer is yes; a ProvisioningFault with the log's last lines when it ends or takes too long. */
export async function untilReady(wait: Readiness): Promise<void> {
  const limitAt = performance.now() + wait.limitMs;
  for (;;) {
    if (await wait.ask()) return;
    const died = !lives(wait.identity);
    if (died || performance.now() > limitAt) {
      const what = died ? 'ended while starting' : `was not ready after ${wait.limitMs / 1000} s`;
      throw new ProvisioningFault(`${wait.name} ${what}; its log is ${wait.log}.`, { detail: lastLines(wait.log, 15) });
    }
    await pause(100);
  }
}

/** The last lines of a log, none if there is no log. */
export function lastLines(file: string, count: number): string[] {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count);
  } catch {
    // A program that died before its first word has left no log.
    return [];
  }
}

/** Reads an identity that somebody noted. */
export function readIdentity(file: string): Identity | 'gone' {
  try {
    const noted: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof noted !== 'object' || noted === null || !('pid' in noted) || !('startedTicks' in noted)) return 'gone';
    return { pid: Number(noted.pid), startedTicks: Number(noted.startedTicks) };
  } catch {
    // Never noted, or cut short by a crash: nothing that could be trusted.
    return 'gone';
  }
}

/** The process whose number stands alone in `file`, provided its command line holds `marker`. */
export async function markedProcess(file: string, marker: string): Promise<Identity | 'gone'> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const pid = Number(text.split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 1) return 'gone';
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return line.includes(marker) ? identify(pid) : 'gone';
}

const pidFile = (pids: string, name: string): string => path.join(pids, `${name}.json`);

function send(identity: Identity, signal: NodeJS.Signals): void {
  if (!lives(identity)) return;
  try {
    process.kill(identity.pid, signal);
  } catch (fault) {
    // It ended between the look and the signal.
    if (lives(identity)) throw fault;
  }
}

async function goneWithin(identity: Identity, limitMs: number): Promise<boolean> {
  const limitAt = performance.now() + limitMs;
  while (lives(identity)) {
    if (performance.now() > limitAt) return false;
    await pause(50);
  }
  return true;
}
