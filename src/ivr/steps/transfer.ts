// `transfer`: the caller is put through to another number, and comes back when the far end has hung up.

import { remainingMs } from '../../base/clock.ts';
import type { TransferOp } from '../../dsl/index.ts';
import { answer } from '../answer.ts';
import { FlowFault } from '../flow-fault.ts';
import type { IvrEvent, TransferStage, Wait } from '../frame.ts';
import { holdClock, startClock } from '../self-service.ts';
import { type Next, type Turn, goto, next, waitFor } from '../turn.ts';
import { phone } from '../values/phone.ts';
import { text } from '../values/values.ts';
import { quietRoom } from './leave-line.ts';

type TransferWait = Extract<Wait, { kind: 'transfer' }>;
type Outcome = Extract<IvrEvent, { kind: 'transferEnded' }>['outcome'];

/** How much longer than its timeout a transfer may take to come back. */
const graceMs = 5_000;
/** The longest header value; longer ones do not survive every network. */
const headerLengthMax = 256;

export function beginTransfer(turn: Turn, op: TransferOp): Next {
  answer(turn);
  quietRoom(turn);
  const transfer = turn.number();
  const called = dial(turn, op, transfer);
  holdClock(turn);
  turn.fact({ kind: 'transferBegan', call: turn.frame.call, transfer, called });
  return waitFor({ kind: 'transfer', transfer, stage: { kind: 'dialling', ...turn.timer(op.timeoutMs + graceMs) } });
}

export function onTransfer(turn: Turn, op: TransferOp, wait: TransferWait, event: IvrEvent): Next {
  const { transfer, stage } = wait;
  if (event.kind === 'transferAnswered' && event.transfer === transfer && stage.kind === 'dialling') {
    return waitFor({ kind: 'transfer', transfer, stage: { kind: 'talking', since: turn.now } });
  }
  if (event.kind === 'transferEnded' && event.transfer === transfer) return ended(turn, op, wait, event.outcome);
  if (stage.kind === 'talking') return waitFor(wait);
  if (event.kind === 'timer' && event.timer === stage.timer) {
    turn.effect({ kind: 'endTransfer', transfer });
    return ended(turn, op, wait, 'noAnswer');
  }
  if (event.kind !== 'resumed') return waitFor(wait);
  // Safe to repeat: one transfer, one call.
  dial(turn, op, transfer);
  return waitFor({ ...wait, stage: { ...stage, timer: turn.timer(remainingMs(stage.until, turn.now)).timer } });
}

function dial(turn: Turn, op: TransferOp, transfer: number): string {
  const to = phone(turn.value(op.to));
  const from = op.from === null ? null : phone(turn.value(op.from));
  const headers = op.headers.map(({ name, value }) => ({ name, value: headerValue(text(turn.value(value))) }));
  turn.effect({ kind: 'transfer', transfer, to, from, headers, timeoutMs: op.timeoutMs });
  return to;
}

/** A line break would begin a header of the value's own choosing. */
function headerValue(value: string): string {
  if (/\p{Cc}/u.test(value) || value.length > headerLengthMax) {
    throw new FlowFault('badHeader', 'A text that cannot stand in a header.');
  }
  return value;
}

function ended(turn: Turn, op: TransferOp, { transfer, stage }: TransferWait, outcome: Outcome): Next {
  turn.done();
  const { call } = turn.frame;
  turn.fact({ kind: 'transferEnded', call, transfer, outcome, talkMs: talkMs(turn, stage) });
  startClock(turn);
  if (outcome === 'completed') return next;
  const targets = { busy: op.busy, noAnswer: op.noAnswer, failed: op.failure };
  const target = targets[outcome];
  if (target === null) throw new FlowFault(`transfer.${outcome}`, 'A transfer that did not come about.');
  return goto(target);
}

const talkMs = (turn: Turn, stage: TransferStage): number =>
  stage.kind === 'talking' ? Math.max(0, turn.now - stage.since) : 0;
