// `return`: a subflow gives its value to the flow that runs it; a script, to whoever opened it.

import { type EndReason, endReason } from '../../call/index.ts';
import type { OpBody } from '../../dsl/index.ts';
import { pop } from '../levels.ts';
import { adjustClock } from '../self-service.ts';
import { type Next, type Turn, next, over } from '../turn.ts';

export function giveBack(turn: Turn, op: Extract<OpBody, { op: 'return' }>): Next {
  const value = op.value === null ? null : turn.value(op.value);
  const { part, stack, call, flow } = turn.frame;
  if (stack.length === 0) {
    turn.result = value;
    turn.effect({ kind: 'returned', value });
  }
  // The handlers of the flows around are still to come.
  if (part === 'onHangup') return over;
  if (stack.length === 0) {
    if (turn.code().kind !== 'script') return { kind: 'hangup' };
    turn.fact({ kind: 'scriptEnded', call, script: flow, result: value, reason: returned });
    return over;
  }
  pop(turn, 'returned');
  const caller = turn.op();
  if (caller.op === 'run' && caller.variable !== null) turn.set(caller.variable, value);
  adjustClock(turn);
  return next;
}

const returned: EndReason = endReason('completed', 'returned');
