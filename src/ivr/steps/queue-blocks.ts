// The blocks of a queue run while the caller keeps the place: how they end, are broken off, and lead out of the line.
// Not here: when they begin (queue-wait.ts).

import type { QueueOp } from '../../dsl/index.ts';
import { FlowFault } from '../flow-fault.ts';
import type { IvrEvent, Stay } from '../frame.ts';
import { inHand } from '../in-hand.ts';
import { pop } from '../levels.ts';
import { uncover } from '../masked-recording.ts';
import { type Next, type Turn, waitFor } from '../turn.ts';
import { askAgain } from './queue-line.ts';
import { agentAnswered, bridge, onOutcome } from './queue-outcome.ts';
import { type QueueWait, inLine, leave, stayOf } from './queue-wait.ts';

/** The end of a block: back to the line, or after `connect` to the agent. */
export function resumeWait(turn: Turn): Next {
  const stay = stayOf(turn);
  turn.change({ address: stay.address, stay: { ...stay, block: 'none' } });
  if (stay.block === 'connect') return bridge(turn, stay);
  const op = queueOf(turn);
  askAgain(turn, op, stayOf(turn));
  return inLine(turn, op);
}

/** A way out of the line from one of its blocks: first the line must let the caller go. Null: the flow is in no block. */
export function leaveFirst(turn: Turn): Next | null {
  const { stay, stack, address, part } = turn.frame;
  if (stay === null || stay.block === 'none' || stay.depth !== stack.length || part === 'onHangup') return null;
  turn.change({ address: stay.address, stay: { ...stay, block: 'none' } });
  return leave(turn, null, address);
}

/** What the ACD says while a block is running: it is broken off. Null: this is no news of the line. */
export function interrupted(turn: Turn, event: IvrEvent): Next | null {
  const { stay, wait } = turn.frame;
  if (stay === null) return null;
  if (event.kind === 'waiting') return noted(turn, event);
  if (wait.kind === 'queue') return null;
  if (event.kind === 'queue') {
    const line = backToLine(turn, stay);
    return onOutcome(turn, queueOf(turn), line, event.outcome);
  }
  if (event.kind === 'agentAnswered' && (stay.block === 'waiting' || turn.frame.agent !== event.agent)) {
    const line = backToLine(turn, stay);
    return agentAnswered(turn, queueOf(turn), line, event.agent);
  }
  if (event.kind !== 'agentGone' || stay.block !== 'connect') return null;
  backToLine(turn, stay);
  return inLine(turn, queueOf(turn));
}

function noted(turn: Turn, { position, estimateMs }: IvrEvent & { kind: 'waiting' }): Next {
  const { waited, wait } = turn.frame;
  if (waited !== null && (waited.position !== position || waited.estimateMs !== estimateMs)) {
    turn.change({ waited: { ...waited, position, estimateMs } });
  }
  return waitFor(wait);
}

/** Breaks off the block, subflows included. */
function backToLine(turn: Turn, stay: Stay): QueueWait {
  inHand(turn);
  uncover(turn);
  while (turn.frame.stack.length > stay.depth && pop(turn, 'failed'));
  turn.change({ address: stay.address, stay: { ...stay, block: 'none' } });
  return { kind: 'queue', queue: stay.queue, stage: { kind: 'music' }, timer: 0, after: stay.after };
}

function queueOf(turn: Turn): QueueOp {
  const op = turn.op();
  if (op.op !== 'queue') throw new FlowFault('frameMismatch', 'The address is not that of a queue.');
  return op;
}
