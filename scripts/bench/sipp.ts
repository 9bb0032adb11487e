// One step of load by SIPp: so many calls a second for so long, and what became of them. Bounded in count and in time.
// Not here: the dialogue (scenario.ts), which steps there are (ramp.ts).

import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ownCpuMs } from './cpu.ts';
import { scenario } from './scenario.ts';

/** The address that the load comes from: the bench stack's trunk. */
export const loadHost = '127.0.0.5';

/** Calls up at a time; Asterisk's range of audio ports has room for 500. */
const callCountMax = 450;

/** How long SIPp may take beyond the time in which it begins calls, in seconds. */
const graceSeconds = 15;

/** How often SIPp writes down where it stands, and how often its processor time is read, in milliseconds. */
const everyMs = 100;

export interface LoadRequest {
  readonly service: string;
  readonly perSecond: number;
  readonly seconds: number;
  readonly server: { readonly host: string; readonly port: number };
  readonly localPort: number;
  /** Where SIPp's files go; what it wrote stays there. */
  readonly directory: string;
  readonly name: string;
  readonly signal: AbortSignal;
}

export interface LoadOutcome {
  readonly offeredCount: number;
  readonly failedCount: number;
  /** How fast calls were really begun. */
  readonly begunPerSecond: number;
  readonly peakCount: number;
  readonly retransmissionCount: number;
  readonly answerMsMean: number;
  readonly sippCpuMs: number;
  /** Of one processor, over the step. */
  readonly sippCpuRatio: number;
  readonly exitCode: number | null;
}

/** Runs one step. Rejects when SIPp wrote no statistics at all, or when `signal` ended it. */
export async function runLoad(request: LoadRequest): Promise<LoadOutcome> {
  const files = layOut(request);
  const wanted = Math.max(1, Math.round(request.perSecond * request.seconds));
  const child = spawn('sipp', argumentsOf(request, files, wanted), { stdio: 'ignore', cwd: request.directory });
  const cpu = watchCpu(child.pid ?? 0);
  const limit = setTimeout(() => child.kill('SIGKILL'), (request.seconds + graceSeconds + 5) * 1000);
  const stop = (): void => void child.kill('SIGKILL');
  request.signal.addEventListener('abort', stop);
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  }).finally(() => {
    clearTimeout(limit);
    request.signal.removeEventListener('abort', stop);
    cpu.stop();
  });
  request.signal.throwIfAborted();
  return { ...outcomeOf(readFileSync(files.statistics, 'utf8')), ...cpu.used(), exitCode };
}

interface Files {
  readonly scenario: string;
  readonly statistics: string;
  readonly errors: string;
}

function layOut({ directory, name }: LoadRequest): Files {
  mkdirSync(directory, { recursive: true });
  const files = {
    scenario: path.join(directory, 'ivr.xml'),
    statistics: path.join(directory, `${name}.csv`),
    errors: path.join(directory, `${name}.errors`),
  };
  writeFileSync(files.scenario, scenario);
  // SIPp adds to a file that is there, and appends to what a former run said.
  writeFileSync(files.statistics, '');
  return files;
}

function argumentsOf(request: LoadRequest, files: Files, wanted: number): string[] {
  const { server, localPort, service, perSecond, seconds } = request;
  return [
    ...[`${server.host}:${server.port}`, '-sf', files.scenario, '-s', service, '-i', loadHost, '-mi', loadHost],
    ...['-p', String(localPort), '-m', String(wanted), '-r', String(perSecond), '-l', String(callCountMax)],
    ...['-timeout', `${seconds + graceSeconds}s`, '-nostdin', '-trace_stat', '-stf', files.statistics],
    ...['-fd', `${everyMs}ms`, '-trace_err', '-error_file', files.errors, '-deadcall_wait', '0'],
  ];
}

/** Reads the processor time of a process until it ends, since nobody can ask afterwards. */
function watchCpu(pid: number): {
  readonly stop: () => void;
  readonly used: () => Pick<LoadOutcome, 'sippCpuMs' | 'sippCpuRatio'>;
} {
  const startedAt = performance.now();
  let last = { cpuMs: 0, at: startedAt + 1 };
  const timer = setInterval(() => {
    const cpuMs = ownCpuMs(pid);
    if (cpuMs > 0) last = { cpuMs, at: performance.now() };
  }, everyMs);
  return {
    stop: () => {
      clearInterval(timer);
    },
    used: () => ({ sippCpuMs: last.cpuMs, sippCpuRatio: last.cpuMs / (last.at - startedAt) }),
  };
}

/** What SIPp's statistics say: one line every so often, the last one with the totals. */
export function outcomeOf(csv: string): Omit<LoadOutcome, 'exitCode' | 'sippCpuMs' | 'sippCpuRatio'> {
  const [heading = '', ...lines] = csv.trim().split('\n');
  const names = heading.split(';');
  const rows = lines.map((line) => {
    const cells = line.split(';');
    return (name: string): string => cells[names.indexOf(name)] ?? '';
  });
  const last = rows.at(-1);
  if (last === undefined) throw new Error('SIPp wrote no statistics.');
  const offeredCount = Number(last('TotalCallCreated'));
  const allBegun = rows.find((row) => Number(row('TotalCallCreated')) === offeredCount) ?? last;
  return {
    offeredCount,
    failedCount: Math.max(Number(last('FailedCall(C)')), offeredCount - Number(last('SuccessfulCall(C)'))),
    // The last call was begun somewhere between this line and the one before.
    begunPerSecond: offeredCount / (epochOf(allBegun('CurrentTime')) - epochOf(allBegun('StartTime')) - everyMs / 2000),
    peakCount: Math.max(...rows.map((row) => Number(row('CurrentCall')))),
    retransmissionCount: Number(last('Retransmissions(C)')),
    answerMsMean: millisecondsOf(last('ResponseTime1(C)')),
  };
}

/** Of a date, a time and seconds since 1970, with tabs between them, the last. */
const epochOf = (text: string): number => Number(text.split('\t').at(-1));

/** `00:00:03:250000` or `00:00:03`: hours, minutes, seconds, microseconds. */
function millisecondsOf(text: string): number {
  const [hours = 0, minutes = 0, seconds = 0, micros = 0] = text.split(':').map(Number);
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + micros / 1000;
}
