// One call along one path: the caller and the agent do what was chosen, and otherwise as little as they can. Not here: which
// paths are walked (explore.ts).

import type { Program } from '../../dsl/index.ts';
import { instantOf } from '../../ivr/index.ts';
import { type DecidedStep, EndlessCall, FlowCall } from './flow-call.ts';
import { valueText } from './happening.ts';
import { ExploredOutside } from './explored-outside.ts';
import { digitsOf, listensToKeys, statementOf } from './listening.ts';
import type { Environment } from './mocks.ts';
import type { Path } from './path.ts';
import type { RunningFlow } from './running-flow.ts';
import { digitsFor, keysFor, variantsOf } from './variants.ts';

/** Longer than any call of a caller who does nothing: such a call goes on without end. */
const callMsMax = 24 * 3_600_000;

/** How a walk ended: the call is over, or it would go on for ever. */
export type WalkEnd = 'over' | 'endless';

export interface Walk {
  readonly program: Program;
  readonly flow: string;
  readonly environment: Environment;
  readonly reference: string;
  readonly onDecision: (decided: DecidedStep) => void;
}

const moments = [
  { label: 'a Tuesday at 10:00', date: '2026-03-17', minute: 600 },
  { label: 'the same day at 22:00', date: '2026-03-17', minute: 1_320 },
  { label: 'a Sunday at 10:00', date: '2026-03-15', minute: 600 },
  { label: 'the first of May', date: '2026-05-01', minute: 600 },
] as const;

/** Walks one path to its end. Throws what the engine throws. */
export function walk(about: Walk, path: Path): WalkEnd {
  const call = beginning(about, path);
  const limit = call.clock.now() + callMsMax;
  try {
    call.begin();
    while (!call.isOver()) {
      if (call.clock.now() >= limit) return 'endless';
      if (!act(call, path)) runOn(call, limit);
    }
  } catch (fault) {
    if (fault instanceof EndlessCall) return 'endless';
    throw fault;
  }
  return 'over';
}

function beginning({ program, flow, environment, reference, onDecision }: Walk, path: Path): FlowCall {
  const code = program.flows[flow];
  const isInbound = (code?.entries.length ?? 0) > 0;
  const chosen = path.choose(
    'the call comes',
    moments.map(({ label }) => label),
    'answer',
  );
  const moment = moments[chosen] ?? moments[0];
  const parties = ['from a number', 'withheld'];
  const caller = isInbound && path.choose('caller', parties, 'answer') === 1 ? null : '+33600000000';
  const hasMachine = code?.onAnsweringMachine !== null && code?.kind === 'flow' && !isInbound;
  const answerer = hasMachine ? path.choose('answered by', ['a person', 'a machine'], 'answer') : 0;
  const given = (code?.parameters ?? []).map(({ name, type }) => {
    const values = variantsOf(type, program);
    return [name, values[path.choose(`parameter ${name}`, values.map(valueText), 'answer')] ?? null] as const;
  });
  return new FlowCall({
    ...{ program, flow, caller, onDecision, called: code?.entries[0] ?? '+33100000000', language: reference },
    startsAt: instantOf(moment, program.timezone),
    arguments: Object.fromEntries(given),
    begins: answerer === 1 ? 'answeringMachine' : 'begin',
    outside: new ExploredOutside(program, flow, environment, path),
  });
}

/** Lets the call go on until something is different. */
function runOn(call: FlowCall, limit: number): void {
  const before = stateOf(call);
  call.run(limit, () => stateOf(call) !== before);
}

/** What a choice depends on. */
function stateOf(call: FlowCall): string {
  const waits = call.flows().map(({ frame, task }) => {
    if (frame === null) return '';
    const { wait } = frame;
    const stage = 'stage' in wait ? wait.stage.kind : '';
    const tries = wait.kind === 'input' ? `${String(wait.noInputCount)}/${String(wait.noMatchCount)}` : '';
    return [frame.flow, frame.address, wait.kind, stage, tries, task?.kind ?? '', frame.stack.length].join(' ');
  });
  return `${waits.join(' + ')} ${call.line.agent} ${String(call.isRecording())}`;
}

/** Whether there was anything to choose; the choice is made. */
function act(call: FlowCall, path: Path): boolean {
  const busy = call.flows().findLast(({ task }) => task !== null);
  if (busy !== undefined) {
    fillIn(call, busy, path);
    return true;
  }
  if (call.line.agent === 'talking') {
    talk(call, path);
    return true;
  }
  const { frame, program } = call.main;
  if (frame === null) return false;
  if (frame.wait.kind === 'queue' && call.line.isWaiting()) {
    wait(call, path);
    return true;
  }
  if (frame.wait.kind === 'voicemail' && call.isRecording()) {
    speak(call, path);
    return true;
  }
  if (frame.wait.kind !== 'input' || !listensToKeys(frame, program, '')) return false;
  answer(call, path);
  return true;
}

function whereOf({ frame, program }: RunningFlow): string {
  if (frame === null) return 'the end';
  const op = statementOf(frame, program);
  const name =
    op === null ? '' : 'name' in op ? op.name : op.op === 'ask' ? op.question : op.op === 'queue' ? op.queue : '';
  const line = op === null ? '' : ` (line ${String(op.span.line)})`;
  return `${frame.flow}, ${op?.op ?? ''} ${name}${line}`;
}

/** The agent's form, or the buttons of objections. */
function fillIn(call: FlowCall, flow: RunningFlow, path: Path): void {
  const { task, program } = flow;
  if (task === null) return;
  const { field } = task;
  if (task.kind === 'objections') {
    const options = ['continue', ...task.texts];
    const chosen = path.choose(whereOf(flow), options, 'act');
    const isObjection = chosen > 0;
    return call.agentDoes(
      flow,
      isObjection ? { kind: 'objection', field, objection: chosen - 1 } : { kind: 'continued', field },
    );
  }
  const type = program.questions[task.question]?.type;
  const values = type === undefined ? [] : variantsOf(type, program);
  const options = [...values.map(valueText), 'the caller hangs up'];
  const chosen = path.choose(whereOf(flow), options, 'answer');
  if (chosen >= values.length) return call.hangUp();
  call.agentDoes(flow, { kind: 'fieldGiven', field, value: values[chosen] ?? null });
}

const talkMs = 60_000;

function talk(call: FlowCall, path: Path): void {
  const chosen = path.choose(`${whereOf(call.main)}, talking`, ['the agent hangs up', 'the caller hangs up'], 'act');
  call.run(call.clock.now() + talkMs, () => call.isOver());
  if (call.isOver()) return;
  if (chosen === 0) call.agentHangsUp();
  else call.hangUp();
}

function wait(call: FlowCall, path: Path): void {
  const { frame, program } = call.main;
  if (frame === null || frame.wait.kind !== 'queue') return;
  const { stage } = frame.wait;
  const op = statementOf(frame, program);
  const offer = op?.op === 'queue' && 'offer' in stage ? op.offers[stage.offer] : undefined;
  const keys = (offer?.keys ?? []).map(({ key }) => key);
  const options = ['waits', 'an agent answers', 'the caller hangs up', ...keys.map((key) => `press ${key}`)];
  const where = `${whereOf(call.main)}, ${stage.kind}${offer === undefined ? '' : ` ${offer.name}`}`;
  const chosen = path.choose(where, options, 'act');
  if (chosen === 1) call.agentAnswers();
  else if (chosen === 2) call.hangUp();
  else if (chosen > 2) press(call, keys[chosen - 3] ?? '');
  else runOn(call, call.clock.now() + callMsMax);
}

function speak(call: FlowCall, path: Path): void {
  const options = ['speaks', 'says nothing', 'the caller hangs up'];
  const chosen = path.choose(whereOf(call.main), options, 'act');
  if (chosen === 0) call.speak(5_000);
  if (chosen === 2) call.hangUp();
  runOn(call, call.clock.now() + callMsMax);
}

/** A key that no menu lists. */
const wrongKey = '*';

function answer(call: FlowCall, path: Path): void {
  const { frame, program } = call.main;
  if (frame === null || frame.wait.kind !== 'input') return;
  const op = statementOf(frame, program);
  const question = op?.op === 'ask' ? program.questions[op.question] : undefined;
  const keys =
    op?.op === 'menu'
      ? op.keys.map(({ key }) => key)
      : op?.op === 'collect'
        ? digitsFor(op, op.type)
        : question === undefined
          ? []
          : keysFor(question);
  const { noInputCount, noMatchCount } = frame.wait;
  const options = ['silence', ...keys.map((key) => `press ${key}`), `press ${wrongKey}`, 'the caller hangs up'];
  const where = `${whereOf(call.main)}, try ${String(noInputCount + noMatchCount + 1)}`;
  // What is typed in is an answer: what follows may depend on it.
  const chosen = path.choose(where, options, op?.op === 'menu' ? 'act' : 'typed');
  if (chosen === options.length - 1) return call.hangUp();
  const before = inputOf(call);
  if (chosen > 0) press(call, [...keys, wrongKey][chosen - 1] ?? wrongKey);
  call.run(call.clock.now() + callMsMax, () => inputOf(call) !== before);
}

/** The question that the caller is at, and its tries. */
function inputOf({ main: { frame } }: FlowCall): string {
  if (frame?.wait.kind !== 'input' || frame.wait.stage.kind === 'parting') return 'none';
  const { noInputCount, noMatchCount } = frame.wait;
  return `${frame.flow} ${String(frame.address)} ${String(noInputCount)} ${String(noMatchCount)}`;
}

function press(call: FlowCall, keys: string): void {
  for (const [index, digit] of digitsOf(keys).entries()) {
    if (index > 0) call.run(call.clock.now() + 200);
    call.press(digit);
  }
}
