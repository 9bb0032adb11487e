// What came of flow tests on real calls, for people and for programs: every difference with both lines side by side.
// Pure. Not here: comparing (compare.ts).

import type { Difference } from './compare.ts';
import type { LiveResult } from './run-live.ts';

/** For people. `tookMs` is of the whole. */
export function liveReport(results: readonly LiveResult[], tookMs: number): string {
  const different = results.filter(({ compared }) => compared.kind === 'different');
  return [
    ...different.map((result) => `${differenceText(result)}\n`),
    `${results.length - different.length} the same on calls and in the simulator, ${different.length} different: ${results.length} tests in ${(tookMs / 1_000).toFixed(0)} s.`,
  ].join('\n');
}

/** For programs. */
export const liveJson = (results: readonly LiveResult[], tookMs: number): string =>
  JSON.stringify(
    {
      tookMs,
      tests: results.map(({ test, compared, real }) => ({
        ...{ title: test.title, flow: test.flow.text, file: test.span.file, line: test.span.line },
        ...{ compared: compared.kind, tookMs: Math.round(real.tookMs), lineCount: real.happened.length },
        ...(compared.kind === 'different' ? { verdicts: compared.verdicts, lines: compared.lines } : {}),
      })),
    },
    null,
    2,
  );

/** Whether every test passed, and as in the simulator. */
export const isFine = (results: readonly LiveResult[]): boolean =>
  results.every(({ compared, simulated }) => compared.kind === 'same' && simulated.outcome.kind === 'passed');

/** One test that went another way: both verdicts, and each line that differs, side by side. */
export function differenceText({ test, compared }: LiveResult): string {
  if (compared.kind !== 'different') return '';
  const [simulated, real] = compared.verdicts;
  return [
    `DIFFERENT  ${test.title}`,
    `  ${test.span.file}:${test.span.line}`,
    `  simulator: ${simulated}`,
    `  call:      ${real}`,
    ...compared.lines.flatMap(lineText),
  ].join('\n');
}

const lineText = ({ line, simulated, real }: Difference): readonly string[] => [
  `  ${String(line).padStart(4)} | simulator: ${simulated ?? '-'}`,
  `       | call:      ${real ?? '-'}`,
];
