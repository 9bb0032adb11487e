// Answering the call: just before the flow first speaks or listens, and never earlier. Not here: speaking.

import { startClock } from './self-service.ts';
import type { Turn } from './turn.ts';

/** Answers the call if it still rings. */
export function answer(turn: Turn): void {
  if (turn.frame.line === 'up') return;
  turn.change({ line: 'up' });
  turn.effect({ kind: 'answer' });
  turn.fact({ kind: 'callAnswered', call: turn.frame.call });
  startClock(turn);
}
