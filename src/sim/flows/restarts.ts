// Whether a controller that dies changes what anybody hears: each test again with a restart behind each of its lines, and behind
// all of them; what happened must be the same. Not here: what a restart does (flow-call.ts).

import { type Happening, happeningText } from './happening.ts';
import type { Bench } from './bench.ts';
import { type TestRun, runTest } from './run-test.ts';

/** A restart that changed something. */
export interface RestartFinding {
  readonly title: string;
  readonly file: string;
  /** Behind which line of the file; null: behind every line. */
  readonly line: number | null;
  /** The first thing that happened otherwise. */
  readonly expected: string;
  readonly found: string;
}

/** What restarts change of a test that passes; nothing, if all is well. */
export function restartFindings(plain: TestRun, bench: Bench): readonly RestartFinding[] {
  const { test } = plain;
  if (plain.outcome.kind === 'failed') return [];
  const variants: readonly (number | null)[] = [null, ...test.lines.keys()];
  return variants.flatMap((only) => {
    const run = runTest(test, bench, { restartAfter: (index) => only === null || index === only });
    const difference = firstDifference(plain.happened, run);
    if (difference === null) return [];
    const line = only === null ? null : (test.lines[only]?.span.line ?? null);
    return [{ title: test.title, file: test.span.file, line, ...difference }];
  });
}

function firstDifference(plain: readonly Happening[], run: TestRun): Pick<RestartFinding, 'expected' | 'found'> | null {
  const [before, after] = [plain, run.happened].map((happened) => happened.map(happeningText));
  if (before === undefined || after === undefined) return null;
  const length = Math.max(before.length, after.length);
  for (let index = 0; index < length; index += 1) {
    if (before[index] !== after[index])
      return { expected: before[index] ?? 'nothing', found: after[index] ?? 'nothing' };
  }
  return run.outcome.kind === 'failed' ? { expected: 'the test passes', found: run.outcome.message } : null;
}
