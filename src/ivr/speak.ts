// Speaking to the caller: answers first, and takes a waiting caller out of the music. Not here: what is said (prompt-parts.ts).

import type { PromptId } from '../base/ids.ts';
import { answer } from './answer.ts';
import type { Said } from './effects.ts';
import type { Worded } from './prompt-parts.ts';
import { quietRoom } from './steps/leave-line.ts';
import type { Turn } from './turn.ts';

/** Starts the prompts as one; gives the id by which their end comes back. */
export function speak(turn: Turn, as: Said['as'], ...prompts: readonly Worded[]): PromptId {
  answer(turn);
  quietRoom(turn);
  return turn.play(as, prompts);
}
