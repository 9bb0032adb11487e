// A leg that left our application has usually ended, and its end is told separately. When it is not, we look.
// Not here: what an end means. Leaving alone is never taken for the end.

import type { LegId } from '../base/ids.ts';
import { vanished } from './end-reasons.ts';
import { answerOr } from './faults.ts';
import { channelsGet } from './generated/operations.generated.ts';
import { channelOf } from './leg-ids.ts';
import { departureCheckMs } from './limits.ts';
import type { AriParts } from './parts.ts';
import { tellEnd } from './signals.ts';

/** Looks again and again, while the leg has not ended, whether Asterisk still has it; posts its end when it has not. */
export function watchDeparture(parts: AriParts, leg: LegId): void {
  parts.clock.after(departureCheckMs, () => {
    if (!parts.book.hasEnded(leg)) void look(parts, leg);
  });
}

async function look(parts: AriParts, leg: LegId): Promise<void> {
  try {
    const answer = await answerOr(parts.rest.request(channelsGet, { channelId: channelOf(leg) }), 404);
    if (answer.kind === 'reply') {
      watchDeparture(parts, leg);
      return;
    }
    const reason = parts.book.leg(leg)?.wanted ?? vanished;
    if (parts.book.end(leg) === 'ended') tellEnd(parts, { kind: 'legEnded', leg, reason });
  } catch (fault) {
    // Asterisk does not answer now. Once connected again, the survey tells which legs are left.
    if (parts.link() === 'up') watchDeparture(parts, leg);
    else parts.log.warn('A leg that left could not be looked at.', { leg, fault });
  }
}
