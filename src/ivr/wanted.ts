// Whether what a call asked for a moment ago still serves it when its turn comes: commands before it may have taken
// seconds. Pure. Not here: deciding what a call asks for.

import type { PromptId } from '../base/ids.ts';
import type { CallState, Frame, IvrEffect } from './frame.ts';

/** The prompt that this call waits for, if it waits for one. */
export function awaitedPrompt({ wait }: Frame): PromptId | null {
  if (wait.kind === 'say') return wait.prompt;
  if (wait.kind !== 'input' && wait.kind !== 'queue') return null;
  return 'prompt' in wait.stage ? wait.stage.prompt : null;
}

/** A caller who is gone joins no line, and one who talks to an agent is not brought back to the music. */
export function isWanted(effect: IvrEffect, state: CallState): boolean {
  if (effect.kind === 'leaveQueue') return true;
  if (state === null) return false;
  const { wait } = state;
  switch (effect.kind) {
    case 'play':
      return awaitedPrompt(state) === effect.prompt;
    case 'joinQueue':
      return wait.kind === 'queue' && wait.queue === effect.queue && wait.stage.kind !== 'talking';
    case 'enterWaitingRoom':
      return wait.kind === 'queue' && wait.queue === effect.queue && wait.stage.kind === 'music';
    case 'answer':
    case 'stop':
    case 'timer':
    case 'leaveWaitingRoom':
    case 'end':
      return true;
  }
}
