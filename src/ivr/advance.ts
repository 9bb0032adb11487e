// The engine: one event of one call, decided purely. Not here: what each statement does (steps/), what is performed
// (runner.ts), and time and chance, which come in by argument.

import { unreachable } from '../base/assert.ts';
import type { Instant } from '../base/clock.ts';
import type { Decision } from '../base/machine.ts';
import { type CallFact, type EndReason, endReason } from '../call/index.ts';
import type { FlowCode, Op, Program } from '../dsl/index.ts';
import { FlowFault } from './evaluate.ts';
import type { CallState, Frame, IvrEffect, IvrEvent, Wait } from './frame.ts';
import { beginInput, onInput } from './steps/input.ts';
import { collectListener } from './steps/collect.ts';
import { menuListener } from './steps/menu.ts';
import { beginPause, onPause } from './steps/pause.ts';
import { beginQueue, onQueue } from './steps/queue.ts';
import { beginSay, onSay } from './steps/say.ts';
import { type Next, Turn, goto, next, waitFor } from './turn.ts';

export type CallDecision = Decision<CallState, CallFact, IvrEffect>;

/** The most statements between two waits; a flow that goes on longer is stopped by its `on error`. */
export const statementsPerSprintMax = 1_000;

/** After so many faults the call is ended: a handler that leads back into the same fault must not go round for ever. */
export const faultsPerCallMax = 10;

/** What follows from `event` for this call: the next frame (null when it has ended), facts, and what to do. */
export function advance(program: Program, frame: Frame, event: IvrEvent, now: Instant): CallDecision {
  const turn = new Turn(program, frame, now);
  if (event.kind === 'legEnded') return callerLeft(turn, event.reason);
  if (event.kind === 'resumed' && frame.wait.kind !== 'begin') resumeLine(turn);
  sprint(turn, () => react(turn, event));
  return { state: turn.frame, facts: turn.facts, effects: turn.effects };
}

/** What the event means to the statement that waits. */
function react(turn: Turn, event: IvrEvent): Next {
  const { wait } = turn.frame;
  if (wait.kind === 'begin') return enter(turn, wait, event);
  if (wait.kind === 'ending') return ending(turn, wait, event);
  if (event.kind === 'failed' && !isTalking(wait))
    throw new FlowFault(event.code, 'Something asked for could not be done.');
  const op = opAt(turn);
  if (wait.kind === 'say' && op.op === 'say') return onSay(turn, op, wait, event);
  if (wait.kind === 'pause' && op.op === 'wait') return onPause(turn, wait, event);
  if (wait.kind === 'input' && op.op === 'menu') return onInput(turn, menuListener(op), wait, event);
  if (wait.kind === 'input' && op.op === 'collect') return onInput(turn, collectListener(op), wait, event);
  if (wait.kind === 'queue' && op.op === 'queue') return onQueue(turn, op, wait, event);
  throw new FlowFault('frameMismatch', 'The frame does not fit its program.');
}

/** The first event of a call. */
function enter(turn: Turn, wait: Frame['wait'], event: IvrEvent): Next {
  if (event.kind !== 'begin' && event.kind !== 'resumed') return waitFor(wait);
  const { call, leg, caller, called, flow, program } = turn.frame;
  const code = turn.program.flows[flow];
  turn.fact({ kind: 'callOffered', call, leg, caller, called, flow, program: code === undefined ? null : program });
  if (code === undefined) {
    hangUp(turn, endReason('us', 'numberUnknown'));
    return waitFor(turn.frame.wait);
  }
  for (const { name, initial } of code.variables) turn.set(name, initial === null ? null : turn.value(initial));
  return goto(0);
}

/** Runs statements until one waits or the flow ends. Whatever goes wrong on the way enters `on error`. */
function sprint(turn: Turn, first: () => Next): void {
  let decide = first;
  for (let count = 0; ; count += 1) {
    const outcome = attempt(turn, count, decide);
    if (outcome.kind === 'wait') return turn.rest(outcome.wait);
    if (outcome.kind === 'hangup') return hangUp(turn, endReason('completed', 'flowEnded'));
    turn.change({ address: outcome.kind === 'goto' ? outcome.address : turn.frame.address + 1 });
    decide = () => begin(turn, opAt(turn));
  }
}

function attempt(turn: Turn, count: number, decide: () => Next): Next {
  try {
    if (count > statementsPerSprintMax) throw new FlowFault('tooManyStatements', 'The flow ran on without a wait.');
    return decide();
  } catch (fault) {
    if (!(fault instanceof FlowFault)) throw fault;
    return failed(turn, fault, count);
  }
}

/** Into `on error`; an error inside a handler, or a flow without one, hangs up. */
function failed(turn: Turn, fault: FlowFault, count: number): Next {
  const { call, step, part } = turn.frame;
  const faultCount = turn.frame.faultCount + 1;
  turn.change({ faultCount });
  turn.fact({ kind: 'flowFailed', call, code: fault.code, step });
  const handler = flowOf(turn).onError;
  const exhausted = count > statementsPerSprintMax + 1 || faultCount >= faultsPerCallMax;
  if (part !== 'steps' || handler === null || exhausted) {
    hangUp(turn, endReason('us', fault.code));
    return waitFor(turn.frame.wait);
  }
  stopWaiting(turn);
  turn.change({ part: 'onError' });
  return goto(handler);
}

function begin(turn: Turn, op: Op): Next {
  switch (op.op) {
    case 'step':
      turn.change({ step: op.name, stepAt: turn.now, ...(turn.frame.part === 'onError' ? { part: 'steps' } : {}) });
      turn.fact({ kind: 'stepEntered', call: turn.frame.call, step: op.name });
      return next;
    case 'say':
      return beginSay(turn, op);
    case 'wait':
      return beginPause(turn, op);
    case 'menu':
      return beginInput(turn, menuListener(op));
    case 'collect':
      return beginInput(turn, collectListener(op));
    case 'queue':
      return beginQueue(turn, op);
    case 'set':
      turn.set(op.variable, turn.value(op.value));
      return next;
    case 'jump':
      return goto(op.target);
    case 'jumpUnless':
      return turn.holds(op.condition) ? next : goto(op.target);
    case 'hangup':
      return { kind: 'hangup' };
    default:
      return unreachable(op);
  }
}

/** The caller hung up, or the network dropped them: out of the line, through `on hangup`, and the call has ended. */
function callerLeft(turn: Turn, reason: EndReason): CallDecision {
  const { wait, call } = turn.frame;
  const endedBy =
    wait.kind === 'ending' ? wait.reason : reason.code === 'hangup' ? endReason('caller', 'hangup') : reason;
  if (wait.kind === 'queue' && wait.stage.kind !== 'talking') turn.effect({ kind: 'leaveQueue', why: 'abandoned' });
  const handler = wait.kind === 'ending' ? null : flowOf(turn).onHangup;
  if (handler !== null) {
    turn.change({ part: 'onHangup' });
    sprint(turn, () => goto(handler));
  }
  // The caller is gone: whatever the handler would have had them hear is dropped.
  const effects = turn.effects.filter((effect) => effect.kind === 'leaveQueue');
  turn.fact({ kind: 'callEnded', call, reason: endedBy });
  return { state: null, facts: turn.facts, effects };
}

/** The conversation owns the call now: what failed of ours before it began must not pull the caller out of it. */
const isTalking = (wait: Wait): boolean => wait.kind === 'queue' && wait.stage.kind === 'talking';

/** Ends the call from our side. A call that still rings is refused. */
function hangUp(turn: Turn, reason: EndReason): void {
  turn.effect({ kind: 'end', how: turn.frame.line === 'up' ? 'normal' : 'refused' });
  turn.change({ wait: { kind: 'ending', reason, ...turn.timer(endAgainMs) } });
}

/** How long after hanging up the leg's end may take to be heard before we hang up again. */
const endAgainMs = 10_000;

function ending(turn: Turn, wait: Wait & { kind: 'ending' }, event: IvrEvent): Next {
  const isDue = event.kind === 'timer' && event.timer === wait.timer;
  if (event.kind === 'resumed' || isDue) hangUp(turn, wait.reason);
  return waitFor(turn.frame.wait);
}

/** What was under way when something went wrong is called off. */
function stopWaiting(turn: Turn): void {
  const { wait } = turn.frame;
  if (wait.kind === 'queue' && wait.stage.kind !== 'talking') {
    turn.effect({ kind: 'leaveQueue', why: 'flow' });
    turn.effect({ kind: 'leaveWaitingRoom', queue: wait.queue, music: null });
  }
}

/** The answer may have been lost with us; asking twice does no harm. */
function resumeLine(turn: Turn): void {
  turn.fact({ kind: 'callResumed', call: turn.frame.call });
  if (turn.frame.line === 'up') turn.effect({ kind: 'answer' });
}

function flowOf(turn: Turn): FlowCode {
  const flow = turn.program.flows[turn.frame.flow];
  if (flow === undefined) throw new FlowFault('frameMismatch', 'The flow is not in its program.');
  return flow;
}

function opAt(turn: Turn): Op {
  const op = flowOf(turn).ops[turn.frame.address];
  if (op === undefined) throw new FlowFault('frameMismatch', 'The address is not in its flow.');
  return op;
}
