// What a run of a ring came to, counted from the JSON report of vitest. Not here: running it (rings.ts).

import { readFileSync } from 'node:fs';
import path from 'node:path';

export const checkout = path.resolve(import.meta.dirname, '..');

export interface Tally {
  readonly passed: number;
  /** What failed, each in a line that finds it. */
  readonly failures: readonly string[];
}

/** Says what became of all of them, failures again at the very end, for thousands of lines may stand above; gives the exit code. */
export function conclude(tallies: readonly Tally[]): 0 | 1 {
  const failures = tallies.flatMap((tally) => tally.failures);
  const passed = tallies.reduce((total, tally) => total + tally.passed, 0);
  console.log(['', ...failures.map((failure) => `FAILED  ${failure}`)].join('\n'));
  console.log(`${passed} passed, ${failures.length} failed`);
  return failures.length === 0 && passed > 0 ? 0 : 1;
}

/** What a JSON report of vitest says. A skipped test and a file that could not be loaded are failures: they prove nothing. */
export function count(ring: string, report: string, code: number): Tally {
  const files = readReport(report).testResults;
  const failures = files.flatMap((file) => failuresIn(file).map((failure) => `${ring}: ${failure}`));
  const passed = files.flatMap((file) => file.assertionResults).filter(({ status }) => status === 'passed').length;
  const isUnexplained = code !== 0 && failures.length === 0;
  return { passed, failures: isUnexplained ? [`${ring}: an error outside of any test, or no test at all`] : failures };
}

function failuresIn({ name, status, assertionResults }: FileReport): readonly string[] {
  const file = path.relative(checkout, name);
  if (status === 'failed' && assertionResults.length === 0) return [`${file} could not be loaded`];
  return assertionResults
    .filter((test) => test.status !== 'passed')
    .map((test) => `${file} > ${test.fullName}: ${reasonOf(test)}`);
}

const reasonOf = ({ status, failureMessages }: TestReport): string =>
  failureMessages?.[0]?.split('\n', 1)[0] ?? (status === 'failed' ? 'failed' : 'skipped, which counts as failed');

interface Report {
  readonly testResults: readonly FileReport[];
}
interface FileReport {
  readonly name: string;
  readonly status: string;
  readonly assertionResults: readonly TestReport[];
}
interface TestReport {
  readonly status: string;
  readonly fullName: string;
  readonly failureMessages?: readonly string[];
}

function readReport(report: string): Report {
  try {
    return JSON.parse(readFileSync(report, 'utf8')) as Report;
  } catch {
    // vitest ended before it wrote one; its exit code then counts as the failure.
    return { testResults: [] };
  }
}
