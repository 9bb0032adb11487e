// `track`: an event of the author's own, with values.

import type { OpBody } from '../../dsl/index.ts';
import { type Next, type Turn, next } from '../turn.ts';

export function track(turn: Turn, op: Extract<OpBody, { op: 'track' }>): Next {
  turn.fact({ kind: 'eventTracked', call: turn.frame.call, event: op.event, values: turn.values(op.arguments) });
  return next;
}
