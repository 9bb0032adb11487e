// A followed call as a test in Fil that passes: lines are drafted from what happened, then run in the simulator; what it does not
// do again is left out, and said. Not here: the lines (draft.ts).

import { type Program, type TestNode, readFile } from '../../dsl/index.ts';
import { type Frame, instantOf, localTime, timeText } from '../../ivr/index.ts';
import type { Bench } from '../flows/bench.ts';
import { runTest } from '../flows/run-test.ts';
import { type DraftLine, draftOf } from './draft.ts';
import type { Followed, FollowedStep } from './follow.ts';
import { queuesAtFirst } from './lines-of-queues.ts';
import { type Writing, literalOf, textOf, valueOfLiteral } from './literal.ts';
import type { CallTrace } from './trace.ts';

export interface ExportedTest {
  /** A file of tests with this one in it. */
  readonly text: string;
  /** Lines that the simulator did not meet, or cannot read, and that were left out. */
  readonly leftOut: readonly string[];
  /** `cut`: from some line on the simulator goes another way than the call did, or the trace ends. */
  readonly rest: 'none' | 'cut';
}

/** The most lines that are tried without: each costs a run. */
const triesMax = 60;

/** The call as a test; null: not even its first line can be written. */
export function asTest(trace: CallTrace, { steps, departed }: Followed, program: Program, title: string): ExportedTest {
  const { opening } = trace;
  const where = { program, beganAt: begunAt(opening, program) };
  const head = `test ${textOf(title)} for ${opening.flow}${argumentsOf(opening, where)}`;
  const first = givensOf(trace, steps, program).map((text): DraftLine => ({ kind: 'given', text, note: null }));
  let lines = [...first, ...draftOf(steps, where, opening.flow)];
  const bench = benchOf(program, trace);
  const leftOut: string[] = [];
  let rest: ExportedTest['rest'] = departed === null && trace.rest === 'none' ? 'none' : 'cut';
  for (let tries = 0; tries < triesMax; tries += 1) {
    const index = firstFailing(head, lines, bench);
    const line = index === null ? undefined : lines[index];
    if (index === null || line === undefined) break;
    if (line.kind !== 'act') {
      leftOut.push(line.text);
      lines = lines.toSpliced(index, 1);
    } else {
      rest = 'cut';
      lines = lines.slice(0, index);
    }
  }
  return { text: fileText(head, lines, rest), leftOut, rest };
}

function fileText(head: string, lines: readonly DraftLine[], rest: ExportedTest['rest']): string {
  const body = lines.map(({ text, note }) => `  ${text}${note === null ? '' : `  // ${note}`}`);
  const end = rest === 'cut' ? ['  // The call went on; from here the simulator does not follow it.'] : [];
  return [`${head} {`, ...body, ...end, '}', ''].join('\n');
}

/** Which line fails; null: none. A test without an act or expectation does not begin its call. */
function firstFailing(head: string, lines: readonly DraftLine[], bench: Bench): number | null {
  const test = parsed(fileText(head, lines, 'none'));
  if (test === null) return lines.length > 0 ? firstUnreadable(head, lines) : null;
  const { outcome } = runTest(test, bench);
  if (outcome.kind === 'passed' || outcome.line === null) return null;
  return test.lines.indexOf(outcome.line);
}

const firstUnreadable = (head: string, lines: readonly DraftLine[]): number =>
  Math.max(
    0,
    lines.findIndex((_line, index) => parsed(fileText(head, lines.slice(0, index + 1), 'none')) === null),
  );

function parsed(text: string): TestNode | null {
  const { module, diagnostics } = readFile({ file: 'call.test.fil', text });
  if (diagnostics.some(({ severity }) => severity === 'error')) return null;
  return module?.tests[0] ?? null;
}

/** The numbers are those of the environment then; what runs the test elsewhere has its own. */
const benchOf = (program: Program, { inputs: [first] }: CallTrace): Bench => ({
  program,
  environment: { config: first?.world.config ?? {}, numbers: first?.world.numbers ?? {} },
  reference: Object.keys(program.prompts)[0] ?? '',
  valueOf: valueOfLiteral,
  manner: 'strict',
  reload: () => null,
});

function argumentsOf({ flow, variables }: Frame, where: Writing): string {
  const parameters = where.program.flows[flow]?.parameters ?? [];
  const written = parameters.flatMap(({ name, type }) => {
    const text = literalOf(variables[name] ?? null, type, where);
    return text === null || (text === 'none' && type.kind === 'optional') ? [] : [`${name}: ${text}`];
  });
  return written.length === 0 ? '' : `(${written.join(', ')})`;
}

function givensOf({ opening, inputs }: CallTrace, steps: readonly FollowedStep[], program: Program): readonly string[] {
  const splits = steps.flatMap(({ decision }) =>
    decision.facts.flatMap((fact) => (fact.kind === 'splitTaken' ? [`given split ${fact.split} ${fact.branch}`] : [])),
  );
  const config = Object.entries(inputs[0]?.world.config ?? {});
  return [
    givenCall(opening, program),
    ...(inputs[0]?.event.kind === 'answeringMachine' ? ['given answering_machine'] : []),
    ...config.map(([key, value]) => `given config ${textOf(key)} = ${textOf(value)}`),
    ...new Set(splits),
    ...queuesAtFirst(steps),
  ];
}

/** When the call of the test begins: on the minute. */
const begunAt = ({ startedAt }: Frame, { timezone }: Program): number =>
  instantOf(localTime(startedAt, timezone), timezone);

/** Who called whom, and when; a number that is none of the network's, such as an extension, is left to what is usual. */
function givenCall({ caller, called, startedAt, flow }: Frame, program: Program): string {
  const isInbound = (program.flows[flow]?.entries ?? []).length > 0;
  const [from, to] = isInbound ? [caller ?? 'anonymous', called] : [called, caller ?? ''];
  const { date, minute } = localTime(startedAt, program.timezone);
  return [
    'given call',
    ...(isNumber(from) || from === 'anonymous' ? [`from ${textOf(from)}`] : []),
    ...(isNumber(to) ? [`to ${textOf(to)}`] : []),
    `at ${date} ${timeText(minute)}`,
  ].join(' ');
}

const isNumber = (text: string): boolean => /^\+[1-9]\d{6,14}$/.test(text);
