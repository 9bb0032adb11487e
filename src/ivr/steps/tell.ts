// `tell`: words for the agent. Before the bridge they are heard, in a script they are shown and nothing waits.

import type { OpBody } from '../../dsl/index.ts';
import { FlowFault } from '../flow-fault.ts';
import type { IvrEvent, Wait } from '../frame.ts';
import { type Next, type Turn, next, waitFor } from '../turn.ts';

type TellOp = Extract<OpBody, { op: 'tell' }>;
type TellWait = Extract<Wait, { kind: 'tell' }>;

export function beginTell(turn: Turn, op: TellOp): Next {
  const how = turn.isScript() ? 'shown' : 'heard';
  const { call, language } = turn.frame;
  const { name, values, parts } = turn.words(op.prompt);
  const prompt = turn.promptId();
  turn.effect({ kind: 'tell', how, prompt, parts, said: [{ as: 'tell', prompt: name, arguments: values }] });
  turn.fact({ kind: 'agentTold', call, prompt: name, language });
  return how === 'shown' ? next : waitFor({ kind: 'tell', prompt });
}

export function onTell(turn: Turn, op: TellOp, wait: TellWait, event: IvrEvent): Next {
  if (event.kind === 'promptEnded' && event.prompt === wait.prompt) {
    turn.done();
    if (event.end === 'failed') throw new FlowFault('promptFailed', 'A prompt could not be played.');
    return next;
  }
  if (event.kind === 'resumed' && !event.playing.includes(wait.prompt)) return beginTell(turn, op);
  return waitFor(wait);
}
