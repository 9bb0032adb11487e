// `choose`: the first case that fits the value.

import type { OpBody } from '../../dsl/index.ts';
import { type Next, type Turn, goto } from '../turn.ts';
import { matches } from '../values/values.ts';

export function choose(turn: Turn, op: Extract<OpBody, { op: 'choose' }>): Next {
  const value = turn.value(op.value);
  const found = op.cases.find(({ patterns }) => patterns.some((one) => matches(one, value, turn.frame.language)));
  return goto(found?.target ?? op.otherwise);
}
