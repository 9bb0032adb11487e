// `repeat`: so many rounds at most.

import type { OpBody } from '../../dsl/index.ts';
import { type Next, type Turn, goto, next } from '../turn.ts';

export function repeat(turn: Turn, { counter, times, exit }: Extract<OpBody, { op: 'repeat' }>): Next {
  const round = Number(turn.frame.variables[counter] ?? 0);
  if (round >= times) return goto(exit);
  turn.set(counter, round + 1);
  return next;
}
