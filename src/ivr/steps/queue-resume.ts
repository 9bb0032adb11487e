// A caller in the line after an absence: everything is asked for again; joining twice keeps the first place.

import { type Deadline, deadline, remainingMs } from '../../base/clock.ts';
import type { PromptId } from '../../base/ids.ts';
import type { QueueOp } from '../../dsl/index.ts';
import { type Next, type Turn, waitFor } from '../turn.ts';
import { join } from './queue-line.ts';
import { makeOffer } from './queue-offer-begin.ts';
import { bridge } from './queue-outcome.ts';
import { type QueueWait, enterRoom, inLine, stayOf } from './queue-wait.ts';

export function resumeQueue(turn: Turn, op: QueueOp, wait: QueueWait, playing: readonly PromptId[]): Next {
  const { stage } = wait;
  if (stage.kind === 'talking') return waitFor(wait);
  if (stage.kind === 'leaving') {
    turn.effect({ kind: 'leaveQueue', why: 'flow' });
    return waitFor(wait);
  }
  const after = leftOf(turn, wait.after);
  turn.change({ stay: { ...stayOf(turn), after, room: 'out' } });
  if (stage.kind === 'bridging') return bridge(turn, { queue: wait.queue, after });
  join(turn, op, stayOf(turn));
  const isHeard = 'prompt' in stage && playing.includes(stage.prompt);
  if (stage.kind === 'greeting' && isHeard) {
    return waitFor({ ...wait, after, timer: turn.timer(remainingMs(after, turn.now)).timer });
  }
  if (stage.kind === 'offering') return isHeard ? waitFor({ ...wait, after }) : makeOffer(turn, op, stage.offer);
  if (stage.kind !== 'offered') return inLine(turn, op);
  enterRoom(turn, stayOf(turn));
  return waitFor({ ...wait, after, stage: { ...stage, ...turn.timer(stage.until.lengthMs) } });
}

/** The same end as before, or earlier: a clock that jumped must not lengthen the wait. What has passed stays counted. */
const leftOf = (turn: Turn, after: Deadline): Deadline => ({
  ...deadline(turn.now, remainingMs(after, turn.now)),
  lengthMs: after.lengthMs,
});
