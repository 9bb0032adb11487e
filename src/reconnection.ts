// What happens at each connection to the telephone system: look at what is there, act on what an absence changed, and only
// then let new events through, so that no machine decides on a stale picture. And from time to time the same look, for
// what was missed all the same: an answer or an event that never came must leave nothing behind.

import type { Clock } from './base/clock.ts';
import type { PromptId } from './base/ids.ts';
import type { Log } from './base/log.ts';
import { type CallEvent, type Findings, foundTwice, insist, reconcile } from './call/index.ts';
import type { Legs, Rooms, Supervision, TelephonyNotice } from './call/ports.ts';
import { isConversationRoom } from './conversation/index.ts';
import type { Machines } from './machines.ts';

export interface ReconnectionParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly machines: Machines;
  readonly supervision: Supervision;
  readonly legs: Pick<Legs, 'end'>;
  readonly rooms: Pick<Rooms, 'close'>;
  /** After each connection, once calls are in hand again. */
  readonly onReady: () => void;
}

/** `away`: no events can come. `surveying`: events are kept until we know what is there. */
export type Connection =
  | { readonly kind: 'away'; readonly why: string }
  | { readonly kind: 'surveying'; readonly kept: CallEvent[] }
  /** `lastAudit`: what the last look found; null before the first. */
  | { readonly kind: 'ready'; lastAudit: Findings | null };

export interface Reconnection {
  readonly onNotice: (notice: TelephonyNotice) => void;
  readonly state: () => Connection;
}

/** A survey that fails is tried again after this long, for as long as the connection stands. */
const surveyAgainMs = 500;
/** What is found out of place twice, so far apart, is put right: nothing is left over for longer than two audits. */
const auditEveryMs = 5_000;
/** More events than this during one survey means that it hangs; the connection is then of no use. */
const keptEventCountMax = 50_000;

export function startReconnection(parts: ReconnectionParts): Reconnection {
  const { clock, log, machines } = parts;
  let connection: Connection = { kind: 'away', why: 'not connected yet' };

  const survey = async (surveying: Connection & { kind: 'surveying' }): Promise<void> => {
    const found = await look(parts, () => machines.awaitedPrompts()).catch((fault: unknown) => {
      log.warn('The telephone system could not be surveyed; trying again.', { fault });
      return null;
    });
    if (connection !== surveying) return;
    if (found === null) return void clock.after(surveyAgainMs, () => void survey(surveying));
    machines.resume(found.findings, found.playing);
    const ready = { kind: 'ready', lastAudit: null } as const satisfies Connection;
    connection = ready;
    for (const event of surveying.kept) machines.onEvent(event);
    parts.onReady();
    auditLater(ready);
    await cleanUp(parts, found.findings);
  };

  const auditLater = (ready: Connection & { kind: 'ready' }): void => {
    clock.after(auditEveryMs, () => {
      if (connection === ready) void audit(ready);
    });
  };

  const audit = async (ready: Connection & { kind: 'ready' }): Promise<void> => {
    const found = await look(parts, () => []).catch((fault: unknown) => {
      log.warn('The telephone system could not be looked over; the next audit will.', { fault });
      return null;
    });
    if (connection !== ready) return;
    auditLater(ready);
    if (found === null) return;
    const still = ready.lastAudit === null ? null : foundTwice(ready.lastAudit, found.findings);
    ready.lastAudit = found.findings;
    if (still === null) return;
    machines.tell(still);
    await cleanUp(parts, still);
  };

  const onEvent = (event: CallEvent): void => {
    if (connection.kind === 'ready') return machines.onEvent(event);
    if (connection.kind === 'surveying' && connection.kept.length < keptEventCountMax) connection.kept.push(event);
    else log.warn('An event came while nobody could take it.', { kind: event.kind, leg: event.leg });
  };

  return {
    onNotice: (notice) => {
      switch (notice.kind) {
        case 'event':
          return onEvent(notice.event);
        case 'disconnected':
          connection = { kind: 'away', why: notice.why };
          machines.acd.post({ kind: 'linkLost' });
          log.error('The telephone system is out of reach; calls go on without us.', { why: notice.why });
          return;
        case 'connected': {
          const surveying = { kind: 'surveying', kept: [] } as const satisfies Connection;
          connection = surveying;
          return void survey(surveying);
        }
      }
    },
    state: () => connection,
  };
}

interface Found {
  readonly findings: Findings;
  readonly playing: ReadonlySet<PromptId>;
}

/** What we own is noted before asking: what we make meanwhile must not be taken for lost. */
async function look({ machines, supervision }: ReconnectionParts, prompts: () => readonly PromptId[]): Promise<Found> {
  const owned = machines.owned();
  const survey = await supervision.survey();
  const playing = await supervision.playing(prompts());
  return { findings: reconcile(owned, survey, isConversationRoom), playing };
}

/** Ends what nobody owns. */
async function cleanUp({ clock, legs, rooms, log }: ReconnectionParts, findings: Findings): Promise<void> {
  const { lost, newcomers, strangers, idleRooms } = findings;
  const counts = {
    lostCount: lost.length,
    newcomerCount: newcomers.length,
    strangerCount: strangers.length,
    idleRoomCount: idleRooms.length,
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
