// `wait`: silence for a while.

import { remainingMs } from '../../base/clock.ts';
import type { OpBody } from '../../dsl/index.ts';
import { answer } from '../answer.ts';
import type { IvrEvent, Wait } from '../frame.ts';
import { type Next, type Turn, next, waitFor } from '../turn.ts';
import { number } from '../values/values.ts';
import { quietRoom } from './leave-line.ts';

type PauseOp = Extract<OpBody, { op: 'wait' }>;
type PauseWait = Extract<Wait, { kind: 'pause' }>;

/** The longest silence; a call is not a place to sleep. */
const pauseMsMax = 3_600_000;

export function beginPause(turn: Turn, op: PauseOp): Next {
  const lengthMs = number(turn.value(op.duration));
  answer(turn);
  quietRoom(turn);
  return waitFor({ kind: 'pause', ...turn.timer(Math.min(pauseMsMax, Math.max(0, lengthMs))) });
}

export function onPause(turn: Turn, wait: PauseWait, event: IvrEvent): Next {
  if (event.kind === 'timer' && event.timer === wait.timer) return next;
  if (event.kind === 'resumed') return waitFor({ kind: 'pause', ...turn.timer(remainingMs(wait.until, turn.now)) });
  return waitFor(wait);
}
