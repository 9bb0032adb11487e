// A telephone without a network: what a person types is a line of a test, or short for one, and what they would hear is written
// down. Not here: reading a terminal.

import { failed, ok, type Result } from '../../base/result.ts';
import { type TestNode, readFile, renderAll } from '../../dsl/index.ts';
import { type Happening, valueText } from './happening.ts';
import type { CallableProject } from './run-project.ts';
import { TestCall } from './test-call.ts';
import { happeningLine } from './transcript.ts';

/** How long a caller who does nothing waits for something to happen. */
const patienceMs = 15 * 60_000;

export const telephoneHelp: readonly string[] = [
  '1 2# *      press keys                 (empty)   wait until something happens',
  '+30s +2min  let time pass              s 5s      speak',
  'h           hang up                    q         stop',
  'a           an agent answers           b         the agent hangs up',
  'test        this call as a test        given request crm.x returns none, agent input q = 5, restart... : any line of a test',
];

export interface Telephone {
  /** What happened up to now. */
  readonly begin: () => readonly string[];
  /** Does what was typed, and says what happened then. */
  readonly type: (line: string) => readonly string[];
  readonly isOver: () => boolean;
  /** The call as a test in Fil. */
  readonly asTest: () => string;
}

/** A call to a flow. `head` is the flow, with its arguments in parentheses if it has any; `given` lines of tests that hold from the beginning. Fails with what to write instead. */
export function openTelephone(
  { program, bench }: CallableProject,
  head: string,
  given: readonly string[],
): Result<Telephone, string> {
  const read = readTest(head, given);
  if (read.kind === 'failed') return read;
  const test = read.value;
  if (program.flows[test.flow.text] === undefined) {
    return failed(`There is no flow ${test.flow.text}: there are ${Object.keys(program.flows).join(', ')}.`);
  }
  const call = new TestCall(test, { ...bench, manner: 'lenient' }, undefined);
  const typed: { readonly line: string; readonly before: number }[] = given.map((line) => ({ line, before: 0 }));
  const told = (before: number, problem: string | null): readonly string[] => [
    ...call
      .happened()
      .slice(before)
      .map((each) => happeningLine(each, program.timezone).trimStart()),
    ...(problem === null ? [] : [`! ${problem}`]),
    ...(call.isOver() ? ['The call is over.'] : []),
  ];
  return ok({
    begin: () => {
      for (const line of test.lines) call.take(line);
      call.runOn(patienceMs);
      return told(0, null);
    },
    type: (text) => {
      const before = call.happened().length;
      const line = longFor(text.trim());
      if (line === '') {
        call.runOn(patienceMs);
        return told(before, null);
      }
      const parsed = readTest(head, [line]);
      if (parsed.kind === 'failed') return [`! ${parsed.failure}`];
      typed.push({ line, before });
      const problems = parsed.value.lines.map((each) => call.take(each));
      return told(before, problems.find((problem) => problem !== null) ?? null);
    },
    isOver: () => call.isOver(),
    asTest: () => testText(head, typed, call.happened()),
  });
}

const short: Readonly<Record<string, string>> = { h: 'hang up', a: 'agent answer', b: 'agent hang up' };

/** The line of a test that a short word stands for. */
function longFor(text: string): string {
  if (/^[0-9*#]+$/.test(text)) return `press "${text}"`;
  if (/^\+\d+(ms|s|min|h)$/.test(text)) return `wait ${text.slice(1)}`;
  if (/^s \d+(ms|s|min)$/.test(text)) return `speak ${text.slice(2)}`;
  return short[text] ?? text;
}

function readTest(head: string, lines: readonly string[]): Result<TestNode, string> {
  const source = { file: 'telephone.test.fil', text: `test "telephone" for ${head} {\n${lines.join('\n')}\n}` };
  const { module, diagnostics } = readFile(source);
  const [test] = module?.tests ?? [];
  return test === undefined ? failed(renderAll(diagnostics, [source]).trimEnd()) : ok(test);
}

/** What was typed, and behind each line what the caller then heard or what was done. */
function testText(
  head: string,
  typed: readonly { readonly line: string; readonly before: number }[],
  happened: readonly Happening[],
): string {
  const isGiven = (line: string): boolean => line.startsWith('given');
  const firstAt = typed.find(({ line }) => !isGiven(line))?.before ?? happened.length;
  const acts = typed.filter(({ line }) => !isGiven(line));
  const lines = acts.flatMap(({ line, before }, index) => {
    const seen = happened.slice(before, acts[index + 1]?.before ?? happened.length);
    // A line waits until somebody listens: what happened until then is expected before it.
    const done = seen.findIndex(({ kind }) => kind === 'caller' || kind === 'agent');
    return [
      ...seen.slice(0, Math.max(0, done)).flatMap(expectationOf),
      line,
      ...seen.slice(Math.max(0, done)).flatMap(expectationOf),
    ];
  });
  const given = typed.flatMap(({ line }) => (isGiven(line) ? [line] : []));
  const all = [...given, ...happened.slice(0, firstAt).flatMap(expectationOf), ...lines];
  return [`test "..." for ${head} {`, ...all.map((line) => `  ${line}`), '}'].join('\n');
}

const expected: readonly Happening['kind'][] = [
  ...([
    'say',
    'announce',
    'tell',
    'offer',
    'track',
    'request',
    'sms',
    'email',
    'callback',
    'transfer',
    'hangup',
  ] as const),
];

function expectationOf({ kind, name, values }: Happening): readonly string[] {
  if (!expected.includes(kind) || name === 'text' || name === 'keys') return [];
  if (kind === 'callback' || kind === 'transfer') return [`expect ${kind} to "${name}"`];
  const given = Object.entries(values)
    .filter(([, value]) => typeof value === 'string' || typeof value === 'boolean')
    .map(([key, value]) => `${key}: ${valueText(value)}`);
  const head = ['expect', kind, name].filter((word) => word !== '').join(' ');
  return [given.length === 0 || kind !== 'track' ? head : `${head}(${given.join(', ')})`];
}
