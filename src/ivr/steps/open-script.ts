// `run` of a script: it opens on the agent's screen and lives beside the call, as a frame of its own.

import type { OpBody } from '../../dsl/index.ts';
import { type Next, type Turn, next } from '../turn.ts';

export function openScript(turn: Turn, op: Extract<OpBody, { op: 'openScript' }>): Next {
  const { script } = op;
  turn.effect({ kind: 'openScript', script, arguments: turn.values(op.arguments), number: turn.number() });
  turn.fact({ kind: 'scriptOpened', call: turn.frame.call, script });
  return next;
}
