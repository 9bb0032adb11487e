// `voicemail`: a prompt, perhaps a beep, and what the caller says until silence, a key or the longest time.

import { remainingMs } from '../../base/clock.ts';
import type { VoicemailOp } from '../../dsl/index.ts';
import { FlowFault } from '../flow-fault.ts';
import type { IvrEvent, Wait } from '../frame.ts';
import { speak } from '../speak.ts';
import { type Next, type Turn, goto, next, waitFor } from '../turn.ts';
import { keepVoicemail } from './keep-voicemail.ts';

type VoicemailWait = Extract<Wait, { kind: 'voicemail' }>;

/** Less sound than this is nothing said. */
const soundMsMin = 1_000;
/** How much longer than its longest time a recorder may take to come back. */
const graceMs = 10_000;

export const beginVoicemail = (turn: Turn, op: VoicemailOp): Next =>
  waitFor({ kind: 'voicemail', stage: { kind: 'prompting', prompt: speak(turn, 'say', turn.words(op.prompt)) } });

export function onVoicemail(turn: Turn, op: VoicemailOp, wait: VoicemailWait, event: IvrEvent): Next {
  const { stage } = wait;
  if (stage.kind === 'recording') return whileRecording(turn, op, { wait, stage }, event);
  if (event.kind === 'promptEnded' && event.prompt === stage.prompt) {
    turn.done();
    if (event.end === 'failed') throw new FlowFault('promptFailed', 'A prompt could not be played.');
    return record(turn, op, null);
  }
  if (event.kind === 'digit' && op.bargeIn !== 'off') {
    turn.effect({ kind: 'stop', prompt: stage.prompt });
    return record(turn, op, null);
  }
  if (event.kind === 'resumed' && !event.playing.includes(stage.prompt)) return beginVoicemail(turn, op);
  return waitFor(wait);
}

interface Recording {
  readonly wait: VoicemailWait;
  readonly stage: VoicemailWait['stage'] & { readonly kind: 'recording' };
}

function whileRecording(turn: Turn, op: VoicemailOp, { wait, stage }: Recording, event: IvrEvent): Next {
  const { recording } = stage;
  if (event.kind === 'digit' && op.endKeys.includes(event.digit)) turn.effect({ kind: 'endRecord', recording });
  if (event.kind === 'recorded' && event.recording === recording) return recorded(turn, op, event);
  if (event.kind === 'timer' && event.timer === stage.timer) {
    throw new FlowFault('recordingFailed', 'A recording did not end.');
  }
  return event.kind === 'resumed' ? record(turn, op, stage) : waitFor(wait);
}

/** Asking twice for one recording is safe; after an absence the recorder has what was left of its time. */
function record(turn: Turn, op: VoicemailOp, before: Recording['stage'] | null): Next {
  const { maxMs, silenceMs, beep } = op;
  const recording = before?.recording ?? `${turn.frame.call}-voicemail-${turn.number()}`;
  turn.effect({ kind: 'record', recording, maxMs, silenceMs, beep });
  const lengthMs = before === null ? maxMs + graceMs : remainingMs(before.until, turn.now);
  return waitFor({ kind: 'voicemail', stage: { kind: 'recording', recording, ...turn.timer(lengthMs) } });
}

function recorded(turn: Turn, op: VoicemailOp, { recording, result }: IvrEvent & { kind: 'recorded' }): Next {
  turn.done();
  if (result.end === 'failed') throw new FlowFault('recordingFailed', 'A recording could not be made.');
  if (result.soundMs < soundMsMin) {
    turn.effect({ kind: 'dropRecord', recording });
    turn.fact({ kind: 'inputFailed', call: turn.frame.call, input: op.name, why: 'noInput', tries: 1 });
    return op.noInput === null ? next : goto(op.noInput);
  }
  turn.set(op.variable, recording);
  keepVoicemail(turn, op, { recording, soundMs: result.soundMs });
  return next;
}
