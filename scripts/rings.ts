// The rings of tests as programs to run. Not here: the stack that some of them need (stack/), counting (tally.ts).

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { type Tally, checkout, count } from './tally.ts';

export const rings = ['static', 'unit', 'simulation', 'contract', 'live', 'fault', 'screen'] as const;
export type Ring = (typeof rings)[number];

/** The rings that need nothing but this checkout; the others need PostgreSQL, Redis and Asterisk. */
export const isAlone = (ring: Ring): boolean => ring === 'static' || ring === 'unit' || ring === 'simulation';

/** The ring that looks at the live page. */
export const needsPage = (ring: Ring): boolean => ring === 'screen';

type Step = readonly [name: string, program: string, ...args: string[]];

/** What the last run found out about files that have not changed since; by their content, so it may be kept or lost. */
const kept = (name: string): string => path.join('var', 'check', name);
const incremental = (name: string): string[] => ['--incremental', '--tsBuildInfoFile', kept(`${name}.tsbuildinfo`)];
const byContent = ['--cache', '--cache-strategy', 'content', '--cache-location'];

/** The steps of the static ring: each passes or fails as a whole. Two lanes, for the types take as long as all the rest. */
const lanes: readonly (readonly Step[])[] = [
  [['types', 'tsc', '--noEmit', '-p', '.', ...incremental('types')]],
  [
    ['lint', 'oxlint', '.'],
    ['types of the page', 'tsc', '--noEmit', '-p', 'web', ...incremental('page')],
    ['types of the page’s tests', 'tsc', '--noEmit', '-p', 'test/screen', ...incremental('screen')],
    ['format', 'prettier', '--check', '--log-level', 'warn', ...byContent, kept('format'), '.'],
    ['layers', 'depcruise', '--config', '.dependency-cruiser.cjs', 'src', 'web/src'],
  ],
];

/** The files of tests of the live ring, long ones first: what begins last should not be what takes longest. */
export function liveFiles(): readonly string[] {
  const names = readdirSync(path.join(checkout, 'test'), { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.live.test.ts'))
    .map((name) => path.join('test', name))
    .map((name) => ({ name, size: statSync(path.join(checkout, name)).size }))
    .toSorted((one, other) => other.size - one.size)
    .map(({ name }) => name);
}

/** Runs types, lint, format and layers; all of them, even after a failure. What a step says is shown when it has ended. */
export async function runStatic(): Promise<Tally> {
  const failures = (await Promise.all(lanes.map(failuresOf))).flat();
  return { passed: lanes.flat().length - failures.length, failures };
}

async function failuresOf(lane: readonly Step[]): Promise<readonly string[]> {
  const failures: string[] = [];
  for (const [name, program, ...args] of lane) {
    const { code, output } = await runKept(program, args);
    console.log(`\n== ${name}${code === 0 ? '' : ' failed'}\n${output}`.trimEnd());
    if (code !== 0) failures.push(`static: ${name}`);
  }
  return failures;
}

export interface RingOptions {
  /** More arguments for vitest: words that choose files. */
  readonly more?: readonly string[];
  /** `atItsEnd`: for what runs beside something else, so that the lines of the two are not mixed. */
  readonly shown?: 'atOnce' | 'atItsEnd';
}

/** Runs one ring of vitest with the stack's environment added to ours. */
export async function runRing(
  ring: Ring,
  env: Readonly<Record<string, string>>,
  { more = [], shown = 'atOnce' }: RingOptions = {},
): Promise<Tally> {
  if (ring === 'static') return runStatic();
  const title = `\n== ${[ring, ...more].join(' ')}`;
  const report = path.join(
    checkout,
    'var',
    'test',
    'reports',
    `${[ring, ...more].join('-').replaceAll('/', '-')}.json`,
  );
  mkdirSync(path.dirname(report), { recursive: true });
  rmSync(report, { force: true });
  const args = [
    'run',
    '--project',
    ring,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...more,
  ];
  if (shown === 'atOnce') {
    console.log(title);
    return count(ring, report, await ended(spawnTool('vitest', args, env, 'inherit')));
  }
  const { code, output } = await runKept('vitest', args, env);
  console.log(`${title}\n${output}`.trimEnd());
  return count(ring, report, code);
}

/** Runs a tool of node_modules/.bin in the checkout and keeps its output. */
async function runKept(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ code: number; output: string }> {
  const child = spawnTool(program, args, env, 'pipe');
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return { code: await ended(child), output };
}

function spawnTool(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  output: 'inherit' | 'pipe',
): ChildProcess {
  const bin = path.join(checkout, 'node_modules', '.bin');
  return spawn(path.join(bin, program), [...args], {
    cwd: checkout,
    stdio: ['inherit', output, output],
    // First our own Node 24, whatever the system's is.
    env: { ...process.env, ...env, PATH: `${bin}:${process.env['PATH'] ?? ''}` },
  });
}

function ended(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    const end = (signal: NodeJS.Signals): void => {
      child.kill(signal);
    };
    process.once('SIGINT', end).once('SIGTERM', end);
    child.once('error', reject);
    child.once('close', (code) => {
      process.off('SIGINT', end).off('SIGTERM', end);
      resolve(code ?? 130);
    });
  });
}
