// What an absence changed: what we believe against what the telephone system holds. Pure; who acts on it is elsewhere.

import type { LegId, RoomId } from '../base/ids.ts';
import type { LegSeen, Survey } from './ports.ts';

/** What our machines believe to exist. */
export interface Owned {
  readonly callerLegs: ReadonlySet<LegId>;
  readonly agentLegs: ReadonlySet<LegId>;
  readonly rooms: ReadonlySet<RoomId>;
  /** Legs whose end is not recorded, some of which no machine needs any more. */
  readonly openLegs: ReadonlySet<LegId>;
  /** Which room a leg should be in; null: in any. */
  readonly places: ReadonlyMap<LegId, RoomId | null>;
}

export interface Findings {
  /** Ours, and gone: their end was not heard. */
  readonly lost: readonly LegId[];
  /** Agents' legs that are up: their answer may not have been heard. */
  readonly answered: readonly LegId[];
  /** Callers we have not met: they came while nobody listened. */
  readonly newcomers: readonly LegSeen[];
  /** Legs that we once dialled and that no machine knows any more. */
  readonly strangers: readonly LegId[];
  /** Conversation rooms that no conversation owns. */
  readonly idleRooms: readonly RoomId[];
  /** Ours, there, and not in the room where they should be. */
  readonly astray: readonly LegId[];
}

export const nothingFound: Findings = {
  lost: [],
  answered: [],
  newcomers: [],
  strangers: [],
  idleRooms: [],
  astray: [],
};

/** What one look found and the next one still finds: by then it is no longer on its way. */
export function foundTwice(before: Findings, now: Findings): Findings {
  const legsBefore = new Set(before.newcomers.map(({ leg }) => leg));
  const both = <Id>(ids: (of: Findings) => readonly Id[]): Id[] => ids(now).filter((id) => ids(before).includes(id));
  return {
    lost: both(({ lost }) => lost),
    answered: both(({ answered }) => answered),
    newcomers: now.newcomers.filter(({ leg }) => legsBefore.has(leg)),
    strangers: both(({ strangers }) => strangers),
    idleRooms: both(({ idleRooms }) => idleRooms),
    astray: both(({ astray }) => astray),
  };
}

/** Compares; `isConversationRoom` tells the rooms that belong to one conversation from those that are kept. */
export function reconcile(owned: Owned, survey: Survey, isConversationRoom: (room: RoomId) => boolean): Findings {
  const seen = new Set(survey.legs.map(({ leg }) => leg));
  const ours = new Set([...owned.callerLegs, ...owned.agentLegs, ...owned.openLegs]);
  const unknown = survey.legs.filter(({ leg }) => !owned.callerLegs.has(leg) && !owned.agentLegs.has(leg));
  return {
    lost: [...ours].filter((leg) => !seen.has(leg)),
    answered: survey.legs.filter(({ leg, state }) => owned.agentLegs.has(leg) && state === 'up').map(({ leg }) => leg),
    newcomers: unknown.filter(({ direction }) => direction === 'inbound'),
    strangers: unknown.filter(({ direction }) => direction === 'outbound').map(({ leg }) => leg),
    idleRooms: survey.rooms
      .map(({ room }) => room)
      .filter((room) => isConversationRoom(room) && !owned.rooms.has(room)),
    astray: [...owned.places].flatMap(([leg, room]) => (seen.has(leg) && !isIn(survey, leg, room) ? [leg] : [])),
  };
}

const isIn = ({ rooms }: Survey, leg: LegId, room: RoomId | null): boolean =>
  rooms.some((one) => (room === null || one.room === room) && one.legs.includes(leg));
