// Whether what a call asked for a moment ago still serves it when its turn comes: commands before it may have taken
// seconds. Pure. Not here: deciding what a call asks for.

import type { PromptId } from '../base/ids.ts';
import type { IvrEffect } from './effects.ts';
import type { CallState, Frame } from './frame.ts';

/** The prompt that this call waits for, if it waits for one. */
export function awaitedPrompt({ wait }: Frame): PromptId | null {
  if (wait.kind === 'say' || wait.kind === 'tell') return wait.prompt;
  if (wait.kind !== 'input' && wait.kind !== 'queue' && wait.kind !== 'voicemail') return null;
  return 'prompt' in wait.stage ? wait.stage.prompt : null;
}

/** A caller who is gone joins no line, and one who talks to an agent is not brought back to the music. */
export function isWanted(effect: IvrEffect, state: CallState): boolean {
  if (outlivesCall(effect)) return true;
  if (state === null) return false;
  const { wait } = state;
  if (effect.kind === 'tell' && effect.how === 'shown') return true;
  if (effect.kind === 'play' || effect.kind === 'tell') return awaitedPrompt(state) === effect.prompt;
  if (effect.kind === 'request') return wait.kind === 'request' && wait.request === effect.request;
  if (effect.kind === 'comfort' && effect.action === 'start') {
    return wait.kind === 'request' && wait.comfort.kind === 'sounding' && wait.comfort.sound === effect.sound;
  }
  if (effect.kind === 'joinQueue') {
    return state.stay?.queue === effect.queue && !(wait.kind === 'queue' && wait.stage.kind === 'talking');
  }
  if (effect.kind === 'updateQueue') return state.stay !== null;
  if (effect.kind === 'bridge') return wait.kind === 'queue' && wait.stage.kind === 'bridging';
  // One that is over is not begun again.
  if (effect.kind === 'transfer') return wait.kind === 'transfer' && wait.transfer === effect.transfer;
  if (effect.kind === 'enterWaitingRoom') {
    return wait.kind === 'queue' && wait.queue === effect.queue && hearsMusic.has(wait.stage.kind);
  }
  return true;
}

/** Whether it is done although the caller has left. */
export const outlivesCall = (effect: IvrEffect): boolean =>
  lasting.has(effect.kind) || (effect.kind === 'request' && effect.answer === 'ignored');

/** What is done outside, or must be, whether or not the caller is still there. */
const lasting: ReadonlySet<IvrEffect['kind']> = new Set([
  ...(['leaveQueue', 'openScript', 'send', 'schedule', 'consent', 'keepVoicemail', 'endRecord', 'dropRecord'] as const),
  ...(['cancelRequest', 'returned', 'endTransfer'] as const),
]);

const hearsMusic: ReadonlySet<string> = new Set(['music', 'offered']);
