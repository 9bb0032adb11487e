// The results of a project's tests in three forms: for people, for CI servers (JUnit's XML), for programs (JSON). Not here:
// running tests, where the text goes.

import type { SourceFile } from '../../dsl/index.ts';
import { type Coverage, type Covered, percentOf } from './coverage.ts';
import type { RestartFinding } from './restarts.ts';
import type { TestResults } from './run-project.ts';
import type { TestRun } from './run-test.ts';
import { type Shown, failureText, transcript } from './transcript.ts';

/** What a report is made from. */
export interface Reported {
  readonly results: TestResults;
  readonly timezone: string;
  readonly sources: readonly SourceFile[];
  /** How long it took, in milliseconds. */
  readonly tookMs: number;
}

/** How many of what is missed are listed. */
const missedMax = 20;

/** For people: what failed, with its transcript, then one line of numbers and what was covered. */
export function textReport(reported: Reported): string {
  const { results, tookMs } = reported;
  const failures = failuresOf(results);
  const callMs = results.runs.reduce((total, run) => total + run.callMs, 0);
  const passedCount = results.runs.length - failures.length;
  return [
    ...failures.map((run) => `${failureText(run, reported)}\n`),
    ...results.restartFindings.map((finding) => `${restartText(finding)}\n`),
    `${String(passedCount)} passed, ${String(failures.length)} failed: ${minutesOf(callMs)} minutes of calls in ${(tookMs / 1000).toFixed(1)} s.`,
    ...coverageLines(results.coverage),
  ].join('\n');
}

const minutesOf = (ms: number): string => (ms / 60_000).toFixed(0);

const failuresOf = ({ runs }: TestResults): readonly TestRun[] =>
  runs.filter(({ outcome }) => outcome.kind === 'failed');

function restartText({ title, file, line, expected, found }: RestartFinding): string {
  const where = line === null ? 'behind every line' : `behind line ${String(line)}`;
  return `RESTART  ${title}\n  ${file}: a restart ${where} changes the call.\n  without: ${expected}\n  with:    ${found}`;
}

/** What was covered, and what was not. */
export function coverageLines({ steps, outcomes, prompts }: Coverage): readonly string[] {
  const share = (what: string, covered: Covered): string =>
    `${what} ${String(percentOf(covered))} % (${String(covered.coveredCount)} of ${String(covered.count)})`;
  const listed = [...steps.missed.map((each) => `step ${each}`), ...outcomes.missed];
  const rest = listed.length - missedMax;
  return [
    `Covered: ${[share('steps', steps), share('outcomes', outcomes), share('prompts in their languages', prompts)].join(', ')}.`,
    ...listed.slice(0, missedMax).map((each) => `  not covered: ${each}`),
    ...(rest > 0 ? [`  and ${String(rest)} more.`] : []),
  ];
}

/** For CI servers: the XML of JUnit, a suite for each file. */
export function junitReport({ results, timezone, sources, tookMs }: Reported): string {
  const files = [...new Set(results.runs.map(({ test }) => test.span.file))];
  const suites = files.map((file) => {
    const runs = results.runs.filter(({ test }) => test.span.file === file);
    const cases = runs.map((run) => junitCase(run, { timezone, sources }));
    return `  <testsuite name="${xml(file)}" tests="${String(runs.length)}" failures="${String(failureCount(runs))}">\n${cases.join('\n')}\n  </testsuite>`;
  });
  const totals = `tests="${String(results.runs.length)}" failures="${String(failureCount(results.runs))}" time="${(tookMs / 1000).toFixed(3)}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${totals}>\n${suites.join('\n')}\n</testsuites>`;
}

const failureCount = (runs: readonly TestRun[]): number =>
  runs.filter(({ outcome }) => outcome.kind === 'failed').length;

function junitCase(run: TestRun, shown: Shown): string {
  const { test, outcome } = run;
  const head = `    <testcase name="${xml(test.title)}" classname="${xml(test.flow.text)}" file="${xml(test.span.file)}" line="${String(test.span.line)}"`;
  if (outcome.kind === 'passed') return `${head} />`;
  return `${head}>\n      <failure message="${xml(outcome.message)}">${xml(failureText(run, shown))}</failure>\n    </testcase>`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const xml = (text: string): string =>
  text
    .replaceAll(/[&<>"]/g, (letter) => entities[letter] ?? letter)
    .replaceAll(/[\p{Cc}]/gu, (letter) => (letter === '\n' ? '\n' : '?'));

/** For programs. */
export function jsonReport({ results, timezone, sources, tookMs }: Reported): string {
  const tests = results.runs.map((run) => ({
    title: run.test.title,
    flow: run.test.flow.text,
    file: run.test.span.file,
    line: run.test.span.line,
    outcome: run.outcome.kind,
    ...(run.outcome.kind === 'failed'
      ? {
          message: run.outcome.message,
          failedLine: run.outcome.line?.span.line ?? run.test.span.line,
          transcript: transcript(run, { timezone, sources }),
        }
      : {}),
    callMs: run.callMs,
  }));
  const failed = failuresOf(results).length;
  const { coverage, restartFindings } = results;
  return JSON.stringify({ passed: tests.length - failed, failed, tookMs, tests, coverage, restartFindings }, null, 2);
}
