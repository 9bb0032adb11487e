// A test that was run, as text: what was heard and done, the lines of the test where they took effect, and where the call went
// another way. Not here: other formats.

import type { SourceFile, TestLine } from '../../dsl/index.ts';
import { localTime, timeText } from '../../ivr/index.ts';
import { type Happening, happeningText } from './happening.ts';
import type { TestRun } from './run-test.ts';

export interface Shown {
  readonly timezone: string;
  /** Where the lines of tests are read from. */
  readonly sources: readonly SourceFile[];
}

/** A failed test: what was expected, and the call up to there with the diverging line marked. */
export function failureText(run: TestRun, shown: Shown): string {
  const { test, outcome } = run;
  if (outcome.kind === 'passed') return '';
  const { file, line } = outcome.line?.span ?? test.span;
  const path = run.happened.flatMap(({ kind, name }) => (kind === 'step' ? [name] : []));
  return [
    `FAILED  ${test.title}`,
    `  ${file}:${String(line)}: ${outcome.message}`,
    ...(path.length === 0 ? [] : [`  Path: ${path.join(' > ')}`]),
    ...transcript(run, shown).map((each) => `  ${each}`),
  ].join('\n');
}

/** The whole call with the lines of its test, one line each. */
export function transcript({ happened, marks, outcome }: TestRun, { timezone, sources }: Shown): readonly string[] {
  const failedLine = outcome.kind === 'failed' ? outcome.line : null;
  const lines: string[] = [];
  let next = 0;
  const upTo = (position: number): void => {
    for (const happening of happened.slice(next, position)) lines.push(happeningLine(happening, timezone));
    next = Math.max(next, position);
  };
  for (const { line, position } of marks) {
    upTo(position);
    lines.push(
      `${line === failedLine ? '>>' : '  '} ${String(line.span.line).padStart(4)} | ${sourceOf(line, sources)}`,
    );
  }
  upTo(happened.length);
  return lines;
}

/** One thing that happened, with the time of day. */
export function happeningLine(happening: Happening, timezone: string): string {
  const { minute } = localTime(happening.at, timezone);
  const seconds = ((happening.at % 60_000) / 1_000).toFixed(1).padStart(4, '0');
  return `          ${timeText(minute)}:${seconds}  ${happeningText(happening)}`;
}

function sourceOf({ span }: TestLine, sources: readonly SourceFile[]): string {
  const text = sources.find(({ file }) => file === span.file)?.text ?? '';
  return text.slice(span.offset, span.endOffset).replaceAll(/\s+/g, ' ');
}
