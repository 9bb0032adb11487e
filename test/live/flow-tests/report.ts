// What came of flow tests on real calls, for people and for programs: every difference with both lines side by side, and what was
// not tried counted apart. Pure. Not here: comparing (compare.ts).

import type { Difference } from './compare.ts';
import type { LiveResult } from './run-live.ts';

/** For people. `tookMs` is of the whole. */
export function liveReport(results: readonly LiveResult[], tookMs: number): string {
  const { same, different, notYet } = sorted(results);
  return [
    ...different.map((result) => `${differenceText(result)}\n`),
    ...notYet.map(
      ({ test, compared }) =>
        `NOT ON CALLS YET  ${test.title}  (${compared.kind === 'not yet' ? compared.what.join(', ') : ''})`,
    ),
    `${same.length} the same on calls and in the simulator, ${different.length} different, ${notYet.length} not on calls yet: ${results.length} tests in ${(tookMs / 1_000).toFixed(0)} s.`,
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
        ...(compared.kind === 'not yet' ? { what: compared.what } : {}),
      })),
    },
    null,
    2,
  );

/** Whether every test that calls can perform passed, and as in the simulator. */
export const isFine = (results: readonly LiveResult[]): boolean =>
  results.every(
    ({ compared, simulated }) =>
      compared.kind === 'not yet' || (compared.kind === 'same' && simulated.outcome.kind === 'passed'),
  );

interface Sorted {
  readonly same: readonly LiveResult[];
  readonly different: readonly LiveResult[];
  readonly notYet: readonly LiveResult[];
}

function sorted(results: readonly LiveResult[]): Sorted {
  const of = (kind: LiveResult['compared']['kind']) => results.filter(({ compared }) => compared.kind === kind);
  return { same: of('same'), different: of('different'), notYet: of('not yet') };
}

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
