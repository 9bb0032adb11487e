// What a queue is asked for: a place with a priority, and an agent who can do what is needed. Not here: what is done while
// waiting (queue.ts, queue-due.ts).

import { type QueueName, queueName } from '../../base/ids.ts';
import type { Expression, QueueOp, Value } from '../../dsl/index.ts';
import type { Needs, NeedsFor } from '../effects.ts';
import { FlowFault } from '../flow-fault.ts';
import type { Stay } from '../frame.ts';
import type { Turn } from '../turn.ts';

/** What is asked of the line. */
interface Request {
  readonly priority: number;
  readonly requirements: readonly NeedsFor[];
}

const priorityMax = 100;

/** Asks for a place. Safe to repeat for the same visit. Gives what was asked, to be compared later. */
export function join(turn: Turn, op: QueueOp, stay: Pick<Stay, 'queue' | 'visit'>): string {
  const { queue, visit } = stay;
  const request = requestOf(turn, op, queue);
  turn.effect({ kind: 'joinQueue', queue, visit, ...request, connect: op.connect === null ? 'direct' : 'asks' });
  return JSON.stringify(request);
}

/** After an absence, when a block of the queue is running: the place itself may have been lost. */
export function rejoin(turn: Turn, stay: Stay): void {
  const level = [...turn.frame.stack, turn.frame][stay.depth];
  const op = turn.flow(level?.flow)?.ops[stay.address];
  if (op?.op === 'queue' && stay.block !== 'connect') join(turn, op, stay);
}

/** Priority and needs are looked at again after a block, which may have changed what they are computed from. */
export function askAgain(turn: Turn, op: QueueOp, stay: Stay): void {
  const request = requestOf(turn, op, stay.queue);
  const asked = JSON.stringify(request);
  if (asked === stay.asked) return;
  turn.effect({ kind: 'updateQueue', ...request });
  turn.change({ stay: { ...stay, asked } });
}

/** What is required is required of the statement's own queue: whoever handed the caller over to another one chose it. */
function requestOf(turn: Turn, { priority, require, queue: own }: QueueOp, queue: QueueName): Request {
  const value = priority === null ? 0 : numberOf(turn.value(priority));
  return {
    priority: Math.min(priorityMax, Math.max(0, Math.round(value))),
    requirements:
      queue === queueName(own) ? require.map(({ needs, lastsMs }) => ({ needs: needsOf(turn, needs), lastsMs })) : [],
  };
}

/** `speaks(call.language) and skill(fibre, 3)`. */
function needsOf(turn: Turn, needs: Expression): Needs {
  if (needs.kind === 'binary' && needs.operator === 'and') {
    const [left, right] = [needsOf(turn, needs.left), needsOf(turn, needs.right)];
    return { languages: [...left.languages, ...right.languages], skills: [...left.skills, ...right.skills] };
  }
  if (needs.kind !== 'apply') throw new FlowFault('wrongType', 'A requirement was expected.');
  const [first = null, second = null] = needs.arguments.map((argument) => turn.value(argument));
  if (needs.name === 'speaks' && typeof first === 'string') return { languages: [first], skills: [] };
  if (needs.name !== 'skill' || typeof first !== 'string') {
    throw new FlowFault('wrongType', 'A requirement was expected.');
  }
  return { languages: [], skills: [{ skill: first, level: numberOf(second) }] };
}

function numberOf(value: Value): number {
  if (typeof value === 'number') return value;
  throw new FlowFault('wrongType', 'A number was expected.');
}
