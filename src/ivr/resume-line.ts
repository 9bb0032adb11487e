// After an absence: what holds for the call as a whole is asked for again; the wait itself comes next (react.ts).

import { adjustClock } from './self-service.ts';
import { rejoin } from './steps/queue-line.ts';
import type { Turn } from './turn.ts';

/** The answer may have been lost with us; asking twice does no harm. */
export function resumeLine(turn: Turn): void {
  const { call, line, wait, stay } = turn.frame;
  turn.fact({ kind: 'callResumed', call });
  // A script has no leg of its own.
  if (line === 'up' && !turn.isScript()) turn.effect({ kind: 'answer' });
  if (wait.kind === 'ending') return;
  adjustClock(turn);
  // In the line itself the queue asks again; a block of it does not know of the line.
  if (stay !== null && wait.kind !== 'queue') rejoin(turn, stay);
}
