// The outcomes of every statement: each way that a call can go on from it. What tests are to have taken at least once. Pure.
// Not here: which ones a call took (taken.ts).

import { type FlowCode, type Op, type Program, type ProjectModel, type Span, statementsOf } from '../../dsl/index.ts';

/** One way on from one statement. */
export interface Outcome {
  /** Unique in a program. */
  readonly id: string;
  readonly flow: string;
  readonly step: string;
  /** In words: `menu principal: key 1`. */
  readonly label: string;
  readonly span: Span;
}

/** The name of an outcome of the statement at an address. */
export const outcomeId = (flow: string, address: number, way: string): string => `${flow}/${String(address)}/${way}`;

/** The name of a handler of a flow. */
export const handlerId = (flow: string, handler: string): string => `${flow}//${handler}`;

/** Every outcome of a program, in the order of its text. `open` holds the choices that have an `otherwise` (openChoices). */
export const outcomesOf = (program: Program, open: ReadonlySet<string>): readonly Outcome[] =>
  Object.values(program.flows).flatMap((code) => ofFlow(code, { program, open }));

/** The choices whose author wrote `otherwise`; the others cover everything, and what stands behind them is never reached from them. */
export const openChoices = ({ flows }: ProjectModel): ReadonlySet<string> =>
  new Set(
    flows.flatMap(({ node }) =>
      statementsOf(node).flatMap(({ statement }) =>
        statement.kind === 'choose' && statement.cases.some(({ patterns }) => patterns === null)
          ? [placeOf(statement.keyword)]
          : [],
      ),
    ),
  );

const placeOf = ({ file, offset }: Span): string => `${file}:${String(offset)}`;

interface About {
  readonly program: Program;
  readonly open: ReadonlySet<string>;
}

function ofFlow(code: FlowCode, about: About): readonly Outcome[] {
  let step = '';
  const ways = code.ops.flatMap((op, address): readonly Outcome[] => {
    if (op.op === 'step') step = op.name;
    const all = waysOf(op).filter((way) => isReal(op, way, about));
    return all.map((way) => ({
      ...{ id: outcomeId(code.name, address, way), flow: code.name, step, span: op.span },
      label: `${nameOf(op)}: ${way}`,
    }));
  });
  return [...ways, ...handlersOf(code, about)];
}

/** Whether a call can go this way at all. */
function isReal(op: Op, way: string, { program, open }: About): boolean {
  if (way === 'otherwise') return open.has(placeOf(op.span));
  return (
    way !== 'error' ||
    op.op !== 'run' ||
    (program.flows[op.subflow]?.ops ?? []).some((inner) => canFail(inner, program))
  );
}

function handlersOf(code: FlowCode, { program }: About): readonly Outcome[] {
  const { name, onHangup, onError, onLimit, onAnsweringMachine } = code;
  const handlers = [
    ...(onHangup === null ? [] : [{ handler: 'on hangup', address: onHangup }]),
    ...(onError === null || !code.ops.some((op) => canFail(op, program))
      ? []
      : [{ handler: 'on error', address: onError }]),
    ...(onLimit === null ? [] : [{ handler: 'on limit', address: onLimit.target }]),
    ...(onAnsweringMachine === null ? [] : [{ handler: 'on answering_machine', address: onAnsweringMachine }]),
  ];
  return handlers.flatMap(({ handler, address }) => {
    const span = code.ops[address]?.span;
    if (span === undefined) return [];
    return [{ id: handlerId(name, handler), flow: name, step: '', label: `${name}: ${handler}`, span }];
  });
}

/** Whether a test can make this statement fail. What only a broken system brings about is no outcome of a flow's own. */
function canFail(op: Op, program: Program): boolean {
  if (op.op === 'request') return op.timeout === null || op.failure === null;
  if (op.op === 'transfer') return op.busy === null || op.noAnswer === null || op.failure === null;
  if (op.op !== 'run' || op.error !== null) return false;
  return (program.flows[op.subflow]?.ops ?? []).some((inner) => canFail(inner, program));
}

const straight = [
  ...([
    'step',
    'say',
    'tell',
    'announce',
    'set',
    'setField',
    'jump',
    'hangup',
    'return',
    'again',
    'resumeWait',
  ] as const),
  ...(['track', 'language', 'recording', 'wait', 'send', 'schedule', 'consent', 'openScript', 'forEach'] as const),
];

/** A statement that can go on in one way only. */
type Straight = Extract<Op, { op: (typeof straight)[number] }>;

const isStraight = (op: Op): op is Straight => straight.some((name) => name === op.op);

/** The ways on from a statement, as tests count them; none where there is only one. */
export function waysOf(op: Op): readonly string[] {
  if (isStraight(op)) return [];
  switch (op.op) {
    case 'menu':
      return [...op.keys.map(({ key }) => `key ${key}`), 'no input', 'no match'];
    case 'collect':
      return ['answered', 'no input', 'no match'];
    case 'ask':
      return ['answered', ...(op.noInput === null ? [] : ['no input']), ...(op.noMatch === null ? [] : ['no match'])];
    case 'voicemail':
      return ['left', ...(op.noInput === null ? [] : ['no input'])];
    case 'request':
      return ['answered', ...(op.timeout === null ? [] : ['timeout']), ...(op.failure === null ? [] : ['failure'])];
    case 'run':
      return ['returned', ...(op.error === null ? [] : ['error'])];
    case 'transfer':
      return [
        ...['completed', ...(op.busy === null ? [] : ['busy'])],
        ...[...(op.noAnswer === null ? [] : ['no answer']), ...(op.failure === null ? [] : ['failure'])],
      ];
    case 'queue':
      return [
        ...['answered', 'closed', 'no agent', ...(op.full === op.noAgent ? [] : ['full']), 'after'],
        ...op.meanwhile.map((_, index) => `after ${String(index + 1)}`),
        ...op.every.map((_, index) => `every ${String(index + 1)}`),
        ...op.offers.flatMap(({ name, keys }) => keys.map(({ key }) => `offer ${name} key ${key}`)),
        ...(op.connect === null ? [] : ['connect']),
      ];
    case 'jumpUnless':
      return ['then', 'else'];
    case 'choose':
      return [...op.cases.map((_, index) => `case ${String(index + 1)}`), 'otherwise'];
    case 'split':
      return op.branches.map(({ name }) => name);
    case 'repeat':
      return ['all rounds'];
    case 'objections':
      return [...op.objections.map(({ text }) => `"${text}"`), 'continue'];
  }
}

function nameOf(op: Op): string {
  if ('name' in op) return `${op.op} ${op.name}`;
  if (op.op === 'ask') return `ask ${op.question}`;
  if (op.op === 'request') return `request ${op.service}.${op.operation}`;
  if (op.op === 'run') return `run ${op.subflow}`;
  if (op.op === 'queue') return `queue ${op.queue}`;
  return op.op === 'jumpUnless' ? 'if' : op.op;
}
