// Who catches what goes wrong: the statement that runs a subflow, else its flow's handler, else the calling flow, else the call
// is hung up. Not here: outcomes that statements name themselves (steps/).

import { endReason } from '../call/index.ts';
import type { Address } from '../dsl/index.ts';
import type { FlowFault } from './flow-fault.ts';
import { hangUp } from './hang-up.ts';
import { pop } from './levels.ts';
import { adjustClock, limitReached } from './self-service.ts';
import { stopWaiting } from './stop-waiting.ts';
import type { Turn } from './turn.ts';

/** After so many faults the call is ended: a handler that leads back into the same fault must not go round for ever. */
export const faultsPerCallMax = 10;

/** Where the flow goes on; null: nobody catches it, and the call is hung up. */
export function caught(turn: Turn, fault: FlowFault): Address | null {
  const { call, step } = turn.frame;
  const faultCount = turn.frame.faultCount + 1;
  turn.change({ faultCount });
  turn.fact({ kind: 'flowFailed', call, code: fault.code, step });
  if (fault.code === 'timeLimit') limitReached(turn);
  const address = faultCount >= faultsPerCallMax ? null : handlerFor(turn, fault);
  if (address === null) hangUp(turn, endReason('us', fault.code));
  else adjustClock(turn);
  return address;
}

/** Looks through the flows, the inner one first. What was under way is called off. */
function handlerFor(turn: Turn, fault: FlowFault): Address | null {
  if (isAlive(turn)) stopWaiting(turn);
  for (;;) {
    const own = ownHandler(turn, fault);
    if (own !== 'none') return own;
    if (!pop(turn, 'failed')) return null;
    const op = turn.flow()?.ops[turn.frame.address];
    if (op?.op === 'run' && op.error !== null) return op.error;
  }
}

/** The handler of the flow under way. One in which something goes wrong is not entered again: null, the call ends. */
function ownHandler(turn: Turn, { handler }: FlowFault): Address | 'none' | null {
  const { onError = null, onLimit = null } = turn.flow() ?? {};
  const { part } = turn.frame;
  if (part === 'onHangup' || part === 'onError') return null;
  if (handler === 'onLimit' && onLimit !== null && part === 'steps') {
    turn.change({ part: 'onLimit' });
    return onLimit.target;
  }
  if (onError === null) return 'none';
  turn.change({ part: 'onError' });
  return onError;
}

/** A caller who has left waits for nothing any more. */
const isAlive = (turn: Turn): boolean => turn.frame.part !== 'onHangup' && turn.frame.wait.kind !== 'ending';
