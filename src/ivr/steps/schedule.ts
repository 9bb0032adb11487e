// `schedule callback`: somebody will call back; the flow goes on at once.

import { queueName } from '../../base/ids.ts';
import type { OpBody } from '../../dsl/index.ts';
import type { ScheduleEffect } from '../effects.ts';
import { FlowFault } from '../flow-fault.ts';
import { type Next, type Turn, next } from '../turn.ts';
import { phone } from '../values/phone.ts';
import { number, text } from '../values/values.ts';

type ScheduleOp = Extract<OpBody, { op: 'schedule' }>;

export function schedule(turn: Turn, op: ScheduleOp): Next {
  const { call } = turn.frame;
  const when = whenOf(turn, op);
  const queue = queueName(op.queue);
  const key = `${call}-callback-${turn.number()}`;
  turn.effect({ kind: 'schedule', to: phone(turn.value(op.to)), queue, when, position: positionOf(turn, op), key });
  turn.fact({ kind: 'callbackScheduled', call, queue, at: when.kind === 'moment' ? when.at : null });
  return next;
}

function whenOf(turn: Turn, { at }: ScheduleOp): ScheduleEffect['when'] {
  if (at === null) return { kind: 'now' };
  const value = turn.value(at.value);
  return at.type === 'Date' ? { kind: 'day', date: text(value) } : { kind: 'moment', at: number(value) };
}

function positionOf(turn: Turn, { position, queue }: ScheduleOp): ScheduleEffect['position'] {
  if (position === 'new') return { kind: 'new' };
  const { waited } = turn.frame;
  if (waited === null || waited.queue !== queueName(queue)) {
    throw new FlowFault('noPlace', 'A place in a line that the caller was not in.');
  }
  return { kind: 'keep', since: waited.joinedAt };
}
