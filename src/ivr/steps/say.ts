// `say` and `announce`: the caller hears a prompt to its end.

import type { OpBody } from '../../dsl/index.ts';
import { FlowFault } from '../flow-fault.ts';
import type { IvrEvent, Wait } from '../frame.ts';
import { speak } from '../speak.ts';
import { type Next, type Turn, next, waitFor } from '../turn.ts';

type SayOp = Extract<OpBody, { op: 'say' | 'announce' }>;
type SayWait = Extract<Wait, { kind: 'say' }>;

export const beginSay = (turn: Turn, op: SayOp): Next =>
  waitFor({ kind: 'say', prompt: speak(turn, op.op, turn.words(op.prompt)) });

export function onSay(turn: Turn, op: SayOp, wait: SayWait, event: IvrEvent): Next {
  if (event.kind === 'promptEnded' && event.prompt === wait.prompt) {
    turn.done();
    if (event.end === 'failed') throw new FlowFault('promptFailed', 'A prompt could not be played.');
    return next;
  }
  // After an absence the prompt is said again, unless it is still heard.
  if (event.kind === 'resumed' && !event.playing.includes(wait.prompt)) return beginSay(turn, op);
  return waitFor(wait);
}
