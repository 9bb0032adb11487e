// One look at what the telephone system holds, compared with what the machines believe, and the end of what nobody owns.
// Not here: when to look (reconnection.ts, audit.ts).

import type { Clock } from './base/clock.ts';
import type { PromptId, RoomId } from './base/ids.ts';
import type { Log } from './base/log.ts';
import { type Findings, insist, reconcile } from './call/index.ts';
import type { Legs, Rooms, Supervision } from './call/ports.ts';
import { isConversationRoom } from './conversation/index.ts';
import { isOutsideRoom } from './outbound/index.ts';
import type { Machines } from './machines.ts';

export interface SurveyParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly machines: Machines;
  readonly supervision: Supervision;
  readonly legs: Pick<Legs, 'end'>;
  readonly rooms: Pick<Rooms, 'close'>;
}

export interface Found {
  readonly findings: Findings;
  readonly playing: ReadonlySet<PromptId>;
}

/** What we own is noted before asking: what we make meanwhile must not be taken for lost. */
export async function look({ machines, supervision }: SurveyParts, prompts: () => readonly PromptId[]): Promise<Found> {
  const owned = machines.owned();
  const survey = await supervision.survey();
  const playing = await supervision.playing(prompts());
  return { findings: reconcile(owned, survey, isOfOneCall), playing };
}

/** Rooms that nobody needs once no machine owns them. */
const isOfOneCall = (room: RoomId): boolean => isConversationRoom(room) || isOutsideRoom(room);

/** Ends what nobody owns. */
export async function cleanUp({ clock, legs, rooms, log }: SurveyParts, findings: Findings): Promise<void> {
  const { lost, newcomers, strangers, idleRooms, astray } = findings;
  const counts = {
    lostCount: lost.length,
    newcomerCount: newcomers.length,
    strangerCount: strangers.length,
    idleRoomCount: idleRooms.length,
    astrayCount: astray.length,
  };
  if (Object.values(counts).some((count) => count > 0))
    log.info('The telephone system held other than what we knew.', counts);
  const ends = [
    ...strangers.map((leg) => insist(clock, () => legs.end(leg, 'normal'))),
    ...idleRooms.map((room) => insist(clock, () => rooms.close(room))),
  ];
  for (const result of await Promise.allSettled(ends))
    if (result.status === 'rejected')
      log.warn('Something left over could not be ended.', { fault: result.reason as unknown });
}
