// `for each`: one item of a list after the other.

import type { OpBody, Value } from '../../dsl/index.ts';
import { type Next, type Turn, goto, next } from '../turn.ts';
import { isList } from '../values/values.ts';

export function forEach(turn: Turn, { list, counter, variable, exit }: Extract<OpBody, { op: 'forEach' }>): Next {
  const { variables } = turn.frame;
  const items: Value = variables[list] ?? null;
  const index = Number(variables[counter] ?? 0);
  if (!isList(items) || index >= items.length) return goto(exit);
  const item: Value = items[index] ?? null;
  turn.change({ variables: { ...variables, [counter]: index + 1, [variable]: item } });
  return next;
}
