// What wakes those who wait inside the driver, and the one way in which the end of a leg is told.
// Not here: waiting (waits.ts), nor deciding that a leg has ended.

import type { LegId, PromptId } from '../base/ids.ts';
import type { CallEvent } from '../call/index.ts';
import type { AriParts } from './parts.ts';

/** The signal given when a leg that we created is in our application, or has ended before. */
export const stagedSignal = (leg: LegId): string => `staged ${leg}`;
/** The signal given when a prompt has ended. */
export const promptSignal = (prompt: PromptId): string => `prompt ${prompt}`;

/** Posts the end of a leg that was just struck off, and wakes who waits for it to be staged. */
export function tellEnd(parts: AriParts, event: Extract<CallEvent, { readonly kind: 'legEnded' }>): void {
  parts.waits.signal(stagedSignal(event.leg));
  parts.post(event);
}
