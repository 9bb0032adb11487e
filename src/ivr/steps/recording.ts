// `recording`: of the conversation; what the law asks for before it is proved when the flow is checked.

import type { OpBody } from '../../dsl/index.ts';
import { type Next, type Turn, next } from '../turn.ts';

const states = { start: 'on', resume: 'on', pause: 'paused', stop: 'off' } as const;

export function recording(turn: Turn, { action }: Extract<OpBody, { op: 'recording' }>): Next {
  turn.change({ recording: states[action] });
  turn.effect({ kind: 'recording', action });
  turn.fact({ kind: 'recordingChanged', call: turn.frame.call, action, why: 'flow' });
  return next;
}
