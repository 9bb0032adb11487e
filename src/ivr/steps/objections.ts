// `on objection` in a script: a button each, and Continue.

import type { OpBody } from '../../dsl/index.ts';
import type { IvrEvent, Wait } from '../frame.ts';
import { type Next, type Turn, goto, next, waitFor } from '../turn.ts';

type ObjectionsOp = Extract<OpBody, { op: 'objections' }>;
type ObjectionsWait = Extract<Wait, { kind: 'objections' }>;

export const beginObjections = (turn: Turn, op: ObjectionsOp): Next =>
  waitFor({ kind: 'objections', field: offered(turn, op, turn.number()) });

export function onObjections(turn: Turn, op: ObjectionsOp, wait: ObjectionsWait, event: IvrEvent): Next {
  if (event.kind === 'resumed') offered(turn, op, wait.field);
  if (event.kind === 'continued' && event.field === wait.field) return next;
  if (event.kind !== 'objection' || event.field !== wait.field) return waitFor(wait);
  const raised = op.objections[event.objection];
  if (raised === undefined) return waitFor(wait);
  turn.fact({ kind: 'objectionRaised', call: turn.frame.call, objection: raised.text });
  return goto(raised.target);
}

function offered(turn: Turn, { objections }: ObjectionsOp, field: number): number {
  turn.effect({ kind: 'offerObjections', field, texts: objections.map(({ text }) => text) });
  return field;
}
