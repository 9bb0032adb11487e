// The programs that answer calls in a benchmark: Carillon as it is served, and the bare script.
// Not here: when each is started (variants.ts, hold.ts).

import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { must } from '../stack/command.ts';
import { lastLines } from '../stack/daemon.ts';
import { ProvisioningFault } from '../stack/index.ts';
import { ariUser } from '../stack/asterisk.ts';
import type { Bench } from './bench-stack.ts';

/** A program that answers calls. */
export interface Program {
  readonly pid: number;
  readonly stop: () => Promise<void>;
}

export interface ServedCarillon extends Program {
  /** A request to its HTTP interface; rejects when it refuses. */
  readonly api: (method: string, path: string, body?: unknown) => Promise<unknown>;
}

/** How long a program may take to be ready, and to end, in milliseconds. */
const limitMs = { ready: 30_000, end: 12_000 } as const;

/** Carillon's own `serve` with an empty journal; `driver` null is the default one. */
export async function serveCarillon(bench: Bench, name: string, driver: string | null): Promise<ServedCarillon> {
  const { stack, directory } = bench;
  const data = path.join(directory, `data-${name}`);
  rmSync(data, { recursive: true, force: true });
  const env = {
    ...stack.env,
    CARILLON_FLOWS_DIR: bench.flows,
    CARILLON_DATA_DIR: data,
    CARILLON_ENV_FILE: '/dev/null',
    ...(driver === null ? {} : { CARILLON_ARI_DRIVER: driver }),
  };
  const launcher = path.join(stack.plan.checkout, 'bin', 'carillon');
  await must('Making the tables', process.execPath, [launcher, 'migrate'], { env, cwd: stack.plan.checkout });
  const program = start(bench, name, [launcher, 'serve'], env);
  const base = `http://127.0.0.1:${stack.plan.ports.api}`;
  await program.until(async () => (await fetch(`${base}/readyz`)).ok);
  const token = readFileSync(stack.env['CARILLON_API_TOKEN_FILE'] ?? '', 'utf8').trim();
  return { ...program, api: (method, place, body) => ask(base + place, { method, token, body }) };
}

/** The bare script; `way` is how it sends its requests. */
export async function startBareScript(bench: Bench, name: string, way: 'http' | 'websocket'): Promise<Program> {
  const { pbx } = bench;
  const script = path.join(import.meta.dirname, 'bare-ari.ts');
  const args = [script, pbx.ariUrl, ariUser, pbx.passwordFile, `${pbx.seen}/sounds`, way];
  const program = start(bench, name, args, {});
  await program.until(() => Promise.resolve(lastLines(program.log, 1)[0] === 'ready'));
  return program;
}

interface Started extends Program {
  readonly log: string;
  /** Asks until the answer is yes; rejects with the log's last lines when the program ends or takes too long. */
  readonly until: (ask: () => Promise<boolean>) => Promise<void>;
}

function start(bench: Bench, name: string, args: readonly string[], env: Readonly<Record<string, string>>): Started {
  const log = path.join(bench.directory, `${name}.log`);
  const output = createWriteStream(log);
  const profile = { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${path.join(bench.directory, `profile-${name}`)}` };
  const child = spawn(process.execPath, [...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // As a service is started: in a session of its own, which is what some kernels share the processors out among.
    detached: true,
    env: { ...process.env, ...env, ...(bench.options.profile === 'yes' ? profile : {}) },
  });
  child.stdout.pipe(output, { end: false });
  child.stderr.pipe(output, { end: false });
  return {
    pid: child.pid ?? 0,
    log,
    stop: async () => {
      await end(child);
      output.end();
    },
    until: async (ask) => {
      const endAt = performance.now() + limitMs.ready;
      while (!(await ask().catch(() => false))) {
        if (isRunning(child) && performance.now() < endAt && !bench.signal.aborted) await pause(100);
        else {
          await end(child);
          bench.signal.throwIfAborted();
          throw new ProvisioningFault(`${name} was not ready; its log is ${log}.`, { detail: lastLines(log, 15) });
        }
      }
    },
  };
}

const isRunning = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null;

async function end(child: ChildProcess): Promise<void> {
  const endAt = performance.now() + limitMs.end;
  child.kill('SIGTERM');
  while (isRunning(child)) {
    if (performance.now() > endAt) child.kill('SIGKILL');
    await pause(50);
  }
}

interface Asked {
  readonly method: string;
  readonly token: string;
  readonly body: unknown;
}

async function ask(url: string, { method, token, body }: Asked): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const init = body === undefined ? { method, headers: { authorization: headers.authorization } } : { method, headers };
  const reply = await fetch(url, body === undefined ? init : { ...init, body: JSON.stringify(body) });
  const text = await reply.text();
  if (!reply.ok) throw new Error(`${method} ${url}: ${reply.status} ${text}`);
  return text === '' ? null : (JSON.parse(text) as unknown);
}
