// A prompt that plays holds its leg's thread in Asterisk: answering, joining and leaving would wait until it has ended,
// for half a minute if need be. So the prompts on a leg are stopped before. Not here: prompts stopped by wish (media.ts).

import type { LegId, PromptId } from '../base/ids.ts';
import { doneOr } from './faults.ts';
import { playbacksStop } from './generated/operations.generated.ts';
import { followUpMs } from './limits.ts';
import type { AriParts } from './parts.ts';
import { promptSignal } from './signals.ts';

/** Stops every prompt on this leg and waits, with a limit, until each has ended; each end is told as 'stopped'. */
export async function quieten(parts: AriParts, leg: LegId): Promise<void> {
  await Promise.all(parts.book.promptsOn(leg).map((prompt) => stopAndWait(parts, leg, prompt)));
}

async function stopAndWait(parts: AriParts, leg: LegId, prompt: PromptId): Promise<void> {
  const ended = parts.waits.next(promptSignal(prompt), followUpMs);
  parts.book.notePrompt(prompt, leg, 'stopping');
  const done = await doneOr(parts.rest.request(playbacksStop, { playbackId: prompt }), 404);
  // Not there: it ended just now, and the event that says so is on its way or was never sent for want of a connection.
  if (done === 'ok') await ended;
}
