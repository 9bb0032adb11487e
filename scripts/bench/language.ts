// How fast the compiler reads and the engine decides: large projects, one `advance` at a time, and whole calls on one core,
// without telephone, disk or clock. Not here: calls on a real Asterisk (ivr.ts).

import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { callId, legId } from '../../src/base/ids.ts';
import {
  type Program,
  type ProjectHost,
  type SourceFile,
  checkProject,
  compileProject,
  renderAll,
} from '../../src/dsl/index.ts';
import {
  type Frame,
  type IvrEffect,
  type IvrEvent,
  type World,
  advance,
  newFrame,
  worldOf,
} from '../../src/ivr/index.ts';
import { flowDirectory } from '../../src/prompts/index.ts';
import { openProject, runTests } from '../../src/sim/index.ts';
import { percentile, shown, table } from './figures.ts';
import { inOneFile, lineCountOf, manyTimes } from './large-project.ts';

/** What was measured; times in microseconds. */
export interface LanguageResult {
  readonly advance: { readonly count: number; readonly p50Us: number; readonly p99Us: number; readonly maxUs: number };
  readonly calls: { readonly count: number; readonly advancesPerCall: number; readonly perMinute: number };
  readonly frameBytesMax: number;
  /** Of the flows that ship, compiling not counted. */
  readonly tests: { readonly count: number; readonly tookMs: number };
  readonly checks: Checks;
}

/** The compiler when it has read before, as an editor or a watch has it. */
interface Checks {
  /** A project of the flows that ship, many times over. */
  readonly project: { readonly lineCount: number; readonly maxMs: number };
  /** All of them in one file. */
  readonly file: { readonly lineCount: number; readonly p50Ms: number; readonly p99Ms: number };
}

const sizes = {
  quick: { warmup: 2_000, calls: 5_000, fileChecks: 100 },
  full: { warmup: 10_000, calls: 50_000, fileChecks: 500 },
} as const;

/** Runs whole calls of the definition's bank through the engine, first to warm up, then timed. */
export async function benchLanguage(checkout: string, size: 'quick' | 'full'): Promise<LanguageResult> {
  const program = await exampleProgram(path.join(checkout, 'test/corpus/examples/banque'));
  const world: World = {
    ...worldOf(program),
    queues: { conseillers: { estimateMs: 60_000, agentCount: 2, callerCount: 1 } },
  };
  const { warmup, calls, fileChecks } = sizes[size];
  const flows = path.join(checkout, 'flows');
  const checks = await compilerSpeed(flows, fileChecks);
  for (let count = 0; count < warmup; count += 1) oneCall(world, count, () => undefined);
  const startedAt = performance.now();
  let advanceCount = 0;
  for (let count = 0; count < calls; count += 1) advanceCount += oneCall(world, count, () => undefined);
  const tookMs = performance.now() - startedAt;
  // Timed one by one in a second run: reading the clock twice costs about as much as a small decision.
  const times: number[] = [];
  let frameBytesMax = 0;
  for (let count = 0; count < calls / 5; count += 1) {
    oneCall(world, count, (frame, tookUs) => {
      times.push(tookUs);
      if (count < 100) frameBytesMax = Math.max(frameBytesMax, JSON.stringify(frame).length);
    });
  }
  return {
    advance: {
      count: times.length,
      p50Us: percentile(times, 0.5),
      p99Us: percentile(times, 0.99),
      maxUs: percentile(times, 1),
    },
    calls: { count: calls, advancesPerCall: advanceCount / calls, perMinute: (calls / tookMs) * 60_000 },
    frameBytesMax,
    tests: await shippedTests(flows),
    checks,
  };
}

/** The result for people, beside what is asked for. */
export const languageReport = ({ advance: one, calls, frameBytesMax, tests, checks }: LanguageResult): string =>
  table(
    ['language', 'measured', 'target'],
    [
      [`${checks.project.lineCount} lines checked, warm`, `${shown(checks.project.maxMs / 1000, 2)} s`, '< 1 s'],
      [`a file of ${checks.file.lineCount} lines checked again, p50`, `${shown(checks.file.p50Ms)} ms`, ''],
      [`a file of ${checks.file.lineCount} lines checked again, p99`, `${shown(checks.file.p99Ms)} ms`, '< 50 ms'],
      ['advance, p50', `${shown(one.p50Us)} us`, ''],
      ['advance, p99', `${shown(one.p99Us)} us`, '< 50 us'],
      ['simulated calls a minute on one core', shown(calls.perMinute, 0), '>= 50000'],
      ['decisions of a call', shown(calls.advancesPerCall), ''],
      ['largest frame', `${frameBytesMax} bytes`, '< 8192'],
      [`all ${tests.count} tests of flows/`, `${shown(tests.tookMs / 1000, 2)} s`, '< 2 s'],
    ],
  );

/** Runs the tests of the flows that ship, as `carillon test` does. */
async function shippedTests(directory: string): Promise<LanguageResult['tests']> {
  const opened = await openProject(flowDirectory(directory));
  if (opened.kind === 'refused') throw new Error('The flows that ship do not compile.');
  const startedAt = performance.now();
  const { runs } = runTests(opened.project);
  return { count: runs.length, tookMs: performance.now() - startedAt };
}

const projectLineCountMin = 10_000;
/** Runs before the first that counts: the machine's compiler needs them. */
const warmUpCount = 3;
const projectCheckCount = 5;

/** The slowest check of a large project, and how long those of one file take. */
async function compilerSpeed(directory: string, fileCheckCount: number): Promise<Checks> {
  const host = flowDirectory(directory);
  const files = await host.readFiles();
  const { model } = await checkProject(host);
  if (model === null) throw new Error('The flows that ship do not compile.');
  const project = manyTimes(files, model, projectLineCountMin);
  const file = inOneFile(files);
  const projectMs = await checkTimes(host, project, projectCheckCount);
  const fileMs = await checkTimes(host, file, fileCheckCount);
  return {
    project: { lineCount: lineCountOf(project), maxMs: percentile(projectMs, 1) },
    file: { lineCount: lineCountOf(file), p50Ms: percentile(fileMs, 0.5), p99Ms: percentile(fileMs, 0.99) },
  };
}

/** How long each check took; refuses files with errors, which would be read only in part. */
async function checkTimes(host: ProjectHost, files: readonly SourceFile[], count: number): Promise<readonly number[]> {
  const times: number[] = [];
  for (let run = -warmUpCount; run < count; run += 1) {
    const startedAt = performance.now();
    const { diagnostics } = await checkProject({ ...host, readFiles: () => Promise.resolve(files) });
    if (run >= 0) times.push(performance.now() - startedAt);
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) throw new Error(renderAll(errors.slice(0, 3), files));
  }
  return times;
}

type Note = (frame: Frame | null, tookUs: number) => void;

/** More events than any call of the example has. */
const eventsMax = 500;

/** Lives one call to its end; gives how many decisions it took. */
function oneCall(world: World, count: number, note: Note): number {
  const caller = `+336${String(10_000_000 + (count % 1_000))}`;
  let frame: Frame | null = newFrame({
    ...{ call: callId(`C${count}`), leg: legId('L'), caller, called: '+33180001122' },
    ...{ program: world.program, flow: 'accueil_banque', now: tuesdayAt },
  });
  const keys = Array.from('11234567897#');
  let events: IvrEvent[] = [{ kind: 'begin' }];
  let now = tuesdayAt;
  for (let at = 0; at < eventsMax; at += 1) {
    const event = events[0];
    if (event === undefined) return at;
    now += 700;
    const begunAt = performance.now();
    const decision = advance(world, frame, event, now);
    note(decision.state, (performance.now() - begunAt) * 1_000);
    frame = decision.state;
    if (frame === null) return at + 1;
    events = [nextEvent(frame, decision.effects, keys)];
  }
  throw new Error('A simulated call came to no end.');
}

/** 6 January 2026, 10:00 in Paris: the bank is open. */
const tuesdayAt = Date.UTC(2026, 0, 6, 9);

const client = {
  ...{ id: '1234567897', civilite: 'Madame', nom: 'Durand', segment: 'premium' },
  ...{ solde: { amount: '1250.40', currency: 'EUR' }, telephone: '+33612345678', email: 'durand@example.org' },
};

/** What a caller, the line and the services do next. */
function nextEvent({ wait }: Frame, effects: readonly IvrEffect[], keys: string[]): IvrEvent {
  if ('prompt' in wait) return { kind: 'promptEnded', prompt: wait.prompt, end: 'finished' };
  if (wait.kind === 'input') return { kind: 'digit', digit: (keys.shift() ?? '0') as '0' };
  if (wait.kind === 'request') {
    return { kind: 'requestEnded', request: wait.request, result: { kind: 'answered', value: client } };
  }
  if (wait.kind !== 'queue') return { kind: 'legEnded', reason: { result: 'network', code: 'hangup' } };
  if (wait.stage.kind === 'greeting') return { kind: 'promptEnded', prompt: wait.stage.prompt, end: 'finished' };
  if (wait.stage.kind === 'talking') return { kind: 'conversationEnded', next: { kind: 'flow' } };
  if (wait.stage.kind === 'bridging') return { kind: 'queue', outcome: 'connected' };
  return effects.length === 0
    ? { kind: 'legEnded', reason: { result: 'network', code: 'lost' } }
    : { kind: 'agentAnswered', agent: 'alice' };
}

async function exampleProgram(folder: string): Promise<Program> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.fil'));
  const files = names.map((file) => ({ file, text: readFileSync(path.join(folder, file), 'utf8') }));
  const result = await compileProject({
    readFiles: () => Promise.resolve(files),
    audioInfo: () =>
      Promise.resolve({ kind: 'wav', sampleRateHz: 8000, channelCount: 1, bitsPerSample: 16, lengthMs: 3000 }),
    hash: (text) => createHash('sha256').update(text).digest('hex'),
  });
  if (result.kind === 'failed') throw new Error(renderAll(result.failure, files));
  return result.value.program;
}
