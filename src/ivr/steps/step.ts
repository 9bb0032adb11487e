// A step begins.

import type { OpBody } from '../../dsl/index.ts';
import { type Next, type Turn, next } from '../turn.ts';

export function enterStep(turn: Turn, { name }: Extract<OpBody, { op: 'step' }>): Next {
  const { call, part } = turn.frame;
  // A handler that leads back into the steps is over.
  const back = part === 'onError' || part === 'onLimit' ? 'steps' : part;
  turn.change({ step: name, stepAt: turn.now, part: back, asked: [] });
  turn.fact({ kind: 'stepEntered', call, step: name });
  return next;
}
