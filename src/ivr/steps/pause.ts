// `wait`: silence for a while.

import { remainingMs } from '../../base/clock.ts';
import type { OpBody } from '../../dsl/index.ts';
import { FlowFault } from '../evaluate.ts';
import type { IvrEvent, Wait } from '../frame.ts';
import { type Next, type Turn, next, waitFor } from '../turn.ts';

type PauseOp = Extract<OpBody, { op: 'wait' }>;
type PauseWait = Extract<Wait, { kind: 'pause' }>;

export function beginPause(turn: Turn, op: PauseOp): Next {
  const lengthMs = turn.value(op.duration);
  if (typeof lengthMs !== 'number') throw new FlowFault('wrongType', 'A duration was expected.');
  turn.answer();
  return waitFor({ kind: 'pause', ...turn.timer(Math.max(0, lengthMs)) });
}

export function onPause(turn: Turn, wait: PauseWait, event: IvrEvent): Next {
  if (event.kind === 'timer' && event.timer === wait.timer) return next;
  if (event.kind === 'resumed') return waitFor({ kind: 'pause', ...turn.timer(remainingMs(wait.until, turn.now)) });
  return waitFor(wait);
}
