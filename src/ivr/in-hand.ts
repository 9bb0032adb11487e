// What a wait has set going outside, and how it is called off. Not here: why (faults, queues, callers who leave).

import { keepVoicemail } from './steps/keep-voicemail.ts';
import type { Turn } from './turn.ts';

/** Nobody waits for it any more: the prompt is stopped, the request's answer dropped, the recording ended. */
export function inHand(turn: Turn): void {
  const wait = turn.waiting;
  turn.done();
  if (wait === null) return;
  if (wait.kind === 'request') {
    turn.effect({ kind: 'cancelRequest', request: wait.request });
    if (wait.comfort.kind === 'sounding') turn.effect({ kind: 'comfort', action: 'stop', sound: wait.comfort.sound });
  }
  if (wait.kind === 'transfer') turn.effect({ kind: 'endTransfer', transfer: wait.transfer });
  if (wait.kind === 'voicemail' && wait.stage.kind === 'recording') {
    const { recording } = wait.stage;
    turn.effect({ kind: 'endRecord', recording });
    turn.effect({ kind: 'dropRecord', recording });
  }
  if (wait.kind === 'say' || wait.kind === 'tell') turn.effect({ kind: 'stop', prompt: wait.prompt });
  if ((wait.kind === 'input' || wait.kind === 'voicemail') && 'prompt' in wait.stage) {
    turn.effect({ kind: 'stop', prompt: wait.stage.prompt });
  }
}

/** The caller has left: what they said so far is kept. */
export function inHandForGood(turn: Turn): void {
  const { wait } = turn.frame;
  turn.done();
  if (wait.kind === 'request') turn.effect({ kind: 'cancelRequest', request: wait.request });
  if (wait.kind === 'transfer') turn.effect({ kind: 'endTransfer', transfer: wait.transfer });
  if (wait.kind !== 'voicemail' || wait.stage.kind !== 'recording') return;
  const { recording } = wait.stage;
  const op = turn.flow()?.ops[turn.frame.address];
  turn.effect({ kind: 'endRecord', recording });
  if (op?.op === 'voicemail') keepVoicemail(turn, op, { recording, soundMs: null });
}
