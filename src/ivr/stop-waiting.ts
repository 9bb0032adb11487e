// What is under way when something goes wrong is called off. Not here: where the flow goes on then (faults.ts).

import { uncover } from './masked-recording.ts';
import { leaveLine } from './steps/leave-line.ts';
import { inHand } from './in-hand.ts';
import type { Turn } from './turn.ts';

/** Calls off the wait, and the place in a line. A prompt is stopped, for nobody waits for its end any more. */
export function stopWaiting(turn: Turn): void {
  inHand(turn);
  uncover(turn);
  const { stay, wait } = turn.frame;
  const talks = wait.kind === 'queue' && wait.stage.kind === 'talking';
  if (stay !== null && !talks) leaveLine(turn, 'flow');
  if (stay !== null) turn.change({ stay: null });
}
