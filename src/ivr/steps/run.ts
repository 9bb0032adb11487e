// `run` of a subflow: it runs on top of the flow, until its `return` (return.ts).

import type { RunOp } from '../../dsl/index.ts';
import { push } from '../levels.ts';
import { adjustClock } from '../self-service.ts';
import { type Next, type Turn, goto } from '../turn.ts';

export function run(turn: Turn, { subflow, arguments: given }: RunOp): Next {
  push(turn, subflow, turn.values(given));
  adjustClock(turn);
  return goto(0);
}
