// One test of a flow, line by line: the clock moves only while a line runs. Not here: what lines do to the call (test-call.ts),
// how a failure is shown (transcript.ts).

import type { TestLine, TestNode } from '../../dsl/index.ts';
import type { Bench } from './bench.ts';
import type { DecidedStep } from './flow-call.ts';
import type { Happening } from './happening.ts';
import { TestCall } from './test-call.ts';

export interface RunOptions {
  /** Whether the controller dies and starts again behind the line of that number. */
  readonly restartAfter?: (line: number) => boolean;
  readonly onDecision?: (decided: DecidedStep) => void;
}

/** A test that was run. */
export interface TestRun {
  readonly test: TestNode;
  readonly outcome:
    | { readonly kind: 'passed' }
    /** `line` is where the call went another way. */
    | { readonly kind: 'failed'; readonly line: TestLine | null; readonly message: string };
  readonly happened: readonly Happening[];
  /** For each line that was run, how much had happened before. */
  readonly marks: readonly { readonly line: TestLine; readonly position: number }[];
  /** Of the largest frame, where one was stored. */
  readonly byteCountMax: number;
  readonly callMs: number;
}

/** Runs a test from its first line to its last, or to the one that fails. */
export function runTest(test: TestNode, bench: Bench, options: RunOptions = {}): TestRun {
  const call = new TestCall(test, bench, options.onDecision);
  const marks: { line: TestLine; position: number }[] = [];
  const done = (line: TestLine | null, message: string | null): TestRun => ({
    test,
    outcome: message === null ? { kind: 'passed' } : { kind: 'failed', line, message },
    happened: call.happened(),
    marks,
    byteCountMax: call.byteCountMax(),
    callMs: call.lengthMs(),
  });
  for (const [index, line] of test.lines.entries()) {
    marks.push({ line, position: call.happened().length });
    const problem = guarded(() => call.take(line) ?? afterLine(call, index, options));
    if (problem !== null) return done(line, problem);
  }
  return done(test.lines.at(-1) ?? null, test.lines.length === 0 ? 'The test has no lines.' : null);
}

function afterLine(call: TestCall, index: number, { restartAfter }: RunOptions): string | null {
  if (restartAfter?.(index) === true) call.restart();
  return null;
}

/** What makes a call impossible to go on with is a failure of its test. */
function guarded(task: () => string | null): string | null {
  try {
    return task();
  } catch (fault) {
    if (fault instanceof Error) return `The call could not go on: ${fault.message}`;
    throw fault;
  }
}
