// What an event means to the statement that waits. Not here: what begins (begin.ts), what goes wrong (faults.ts).

import { endReason } from '../call/index.ts';
import type { IvrEvent, Wait } from './frame.ts';
import { FlowFault } from './flow-fault.ts';
import { hangUp, stillEnding } from './hang-up.ts';
import { initialVariables } from './levels.ts';
import { isLimit, startClock } from './self-service.ts';
import { onForm } from './steps/ask-agent.ts';
import { listenerOf } from './steps/ask.ts';
import { onInput } from './steps/input.ts';
import { onObjections } from './steps/objections.ts';
import { onPause } from './steps/pause.ts';
import { onQueue } from './steps/queue.ts';
import { interrupted } from './steps/queue-blocks.ts';
import { onRequest } from './steps/request.ts';
import { onSay } from './steps/say.ts';
import { onTell } from './steps/tell.ts';
import { onTransfer } from './steps/transfer.ts';
import { onVoicemail } from './steps/voicemail.ts';
import { type Next, type Turn, goto, waitFor } from './turn.ts';
import { isSurplus, typeAhead } from './typed-ahead.ts';

/** What the event means to the statement that waits. Throws FlowFault. */
export function react(turn: Turn, event: IvrEvent): Next {
  const { wait } = turn.frame;
  if (wait.kind === 'begin') return enter(turn, wait, event);
  if (wait.kind === 'ending') return stillEnding(turn, wait, event);
  if (event.kind === 'failed' && !isTalking(wait)) {
    throw new FlowFault(event.code, 'Something asked for could not be done.');
  }
  if (isLimit(turn, event)) throw new FlowFault('timeLimit', 'The flow’s time is over.', 'onLimit');
  if (event.kind === 'digit' && isSurplus(turn, event.digit)) return waitFor(wait);
  if (event.kind === 'digit') typeAhead(turn, event.digit);
  return interrupted(turn, event) ?? reactTo(turn, wait, event);
}

function reactTo(turn: Turn, wait: Wait, event: IvrEvent): Next {
  const op = turn.op();
  const listener = wait.kind === 'input' ? listenerOf(turn, op) : null;
  if (wait.kind === 'input' && listener !== null) return onInput(turn, listener, wait, event);
  if (wait.kind === 'say' && (op.op === 'say' || op.op === 'announce')) return onSay(turn, op, wait, event);
  if (wait.kind === 'tell' && op.op === 'tell') return onTell(turn, op, wait, event);
  if (wait.kind === 'pause' && op.op === 'wait') return onPause(turn, wait, event);
  if (wait.kind === 'request' && op.op === 'request') return onRequest(turn, op, wait, event);
  if (wait.kind === 'voicemail' && op.op === 'voicemail') return onVoicemail(turn, op, wait, event);
  if (wait.kind === 'transfer' && op.op === 'transfer') return onTransfer(turn, op, wait, event);
  if (wait.kind === 'queue' && op.op === 'queue') return onQueue(turn, op, wait, event);
  if (wait.kind === 'form' && op.op === 'ask') return onForm(turn, op, wait, event);
  if (wait.kind === 'objections' && op.op === 'objections') return onObjections(turn, op, wait, event);
  throw new FlowFault('frameMismatch', 'The frame does not fit its program.');
}

/** The first event of a call, or of a script. */
function enter(turn: Turn, wait: Wait, event: IvrEvent): Next {
  if (event.kind !== 'begin' && event.kind !== 'resumed' && event.kind !== 'answeringMachine') return waitFor(wait);
  const { call, leg, caller, called, flow, program, line } = turn.frame;
  const code = Object.hasOwn(turn.program.flows, flow) ? turn.program.flows[flow] : undefined;
  if (code?.kind !== 'script') {
    turn.fact({ kind: 'callOffered', call, leg, caller, called, flow, program: code === undefined ? null : program });
  }
  if (code === undefined) {
    hangUp(turn, endReason('us', 'numberUnknown'));
    return waitFor(turn.frame.wait);
  }
  turn.change({ variables: initialVariables(turn, code, turn.frame.variables) });
  if (line === 'up') startClock(turn);
  return goto(event.kind === 'answeringMachine' ? (code.onAnsweringMachine ?? 0) : 0);
}

/** The conversation owns the call now: what failed of ours before it began must not pull the caller out of it. */
const isTalking = (wait: Wait): boolean => wait.kind === 'queue' && wait.stage.kind === 'talking';
