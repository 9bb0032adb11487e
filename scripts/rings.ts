// The rings of tests as programs to run, and how their results are counted.
// Not here: the stack that some of them need (stack/).

import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

export const rings = ['static', 'unit', 'simulation', 'contract', 'live', 'fault', 'screen'] as const;
export type Ring = (typeof rings)[number];

/** The rings that need PostgreSQL, Redis and Asterisk. */
export const needsStack = (ring: Ring): boolean => ring !== 'static' && ring !== 'unit';

/** The ring that looks at the live page. */
export const needsPage = (ring: Ring): boolean => ring === 'screen';

const checkout = path.resolve(import.meta.dirname, '..');

/** The steps of the static ring: each passes or fails as a whole. */
const steps = [
  ['types', 'tsc', '--noEmit', '-p', '.'],
  ['types of the page', 'tsc', '--noEmit', '-p', 'web'],
  ['types of the page’s tests', 'tsc', '--noEmit', '-p', 'test/screen'],
  ['lint', 'eslint', '.'],
  ['format', 'prettier', '--check', '--log-level', 'warn', '.'],
  ['layers', 'depcruise', '--config', '.dependency-cruiser.cjs', 'src', 'web/src'],
] as const;

/** Runs types, lint, format and layers; all of them, even after a failure. */
export async function runStatic(): Promise<Tally> {
  let passed = 0;
  for (const [name, program, ...args] of steps) {
    console.log(`\n== ${name}`);
    if ((await runTool(program, args, {})) === 0) passed += 1;
    else console.log(`== ${name} failed`);
  }
  return { passed, failed: steps.length - passed };
}

/** Runs one ring of vitest with the stack's environment added to ours, and with more arguments for vitest. */
export async function runRing(
  ring: Ring,
  env: Readonly<Record<string, string>>,
  more: readonly string[] = [],
): Promise<Tally> {
  if (ring === 'static') return runStatic();
  console.log(`\n== ${ring}`);
  const report = path.join(checkout, 'var', 'test', 'reports', `${ring}.json`);
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
  const code = await runTool('vitest', args, env);
  return count(report, code);
}

/** What a JSON report of vitest says. A skipped test and a file that could not be loaded are failures: they prove nothing. */
function count(report: string, code: number): Tally {
  const { testResults } = readReport(report);
  const tests = testResults.flatMap((file) => file.assertionResults);
  const passed = tests.filter((test) => test.status === 'passed').length;
  const broken = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
  const skipped = tests.filter((test) => test.status !== 'passed' && test.status !== 'failed').length;
  if (skipped > 0) console.log(`== ${skipped} skipped, counted as failed`);
  const failed = tests.length - passed + broken;
  // An error outside of any test, or no test at all.
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed };
}

interface Report {
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

function readReport(report: string): Report {
  try {
    return JSON.parse(readFileSync(report, 'utf8')) as Report;
  } catch {
    // vitest ended before it wrote one; its exit code then counts as the failure.
    return { testResults: [] };
  }
}

/** Runs a tool of node_modules/.bin in the checkout with its output on ours; its exit code. */
function runTool(program: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<number> {
  const bin = path.join(checkout, 'node_modules', '.bin');
  return new Promise((resolve, reject) => {
    const child = spawn(path.join(bin, program), [...args], {
      cwd: checkout,
      stdio: 'inherit',
      // First our own Node 24, whatever the system's is.
      env: { ...process.env, ...env, PATH: `${bin}:${process.env['PATH'] ?? ''}` },
    });
    const end = (signal: NodeJS.Signals): void => {
      child.kill(signal);
    };
    process.once('SIGINT', end).once('SIGTERM', end);
    child.once('error', reject);
    child.once('exit', (code) => {
      process.off('SIGINT', end).off('SIGTERM', end);
      resolve(code ?? 130);
    });
  });
}
