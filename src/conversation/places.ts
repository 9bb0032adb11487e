// Who of a conversation is where: in its room or with the music. Pure, so that what was decided, what is asked of the
// telephone system and what an audit expects are one and the same. Not here: moving anybody.

import { type LegId, type RoomId, legId, roomId } from '../base/ids.ts';
import type { Instant } from '../base/clock.ts';
import type { ConversationEffect, Party, Stage, Talking } from './model.ts';

const roomPrefix = 'conversation-';

/** The room of the conversation that begins with this agent's leg: each offer has its own, and no room's id is used twice. */
export const roomOf = (agentLeg: LegId): RoomId => roomId(`${roomPrefix}${agentLeg}`);

/**
 * The room of the two who are left after a conference. The telephone system mixes three otherwise than two, and when it changes
 * back under them one of the two hears nothing any more, about once in seventy times: a room in which there were three is not used again.
 */
export const roomAfter = ({ room, calledCount }: Pick<Talking, 'room' | 'calledCount'>): RoomId =>
  roomId(`${roomPrefix}${firstLegOf(room)}-after-${calledCount}`);

const firstLegOf = (room: RoomId): string => room.slice(roomPrefix.length).replace(/-after-\d+$/, '');

/** Whether the room was made for one conversation, so that it is closed when none owns it. */
export const isConversationRoom = (room: RoomId): boolean => room.startsWith(roomPrefix);

/** The leg on which the nth person is called into the conversation of this room. */
export const calledLeg = (room: RoomId, count: number): LegId => legId(`${firstLegOf(room)}-called-${count}`);

/** Where everybody on hold hears this music and nobody else; it is shared by all calls and stays. */
export const holdPlace = (music: string): RoomId => roomId(`hold-${music}`);

/** Since when the caller has been on hold; null: is not. */
export const heldAtOf = (stage: Stage): Instant | null => ('heldAt' in stage ? stage.heldAt : null);

/** Who talks besides the caller: the lead, and the other once they have answered. */
export function partiesOf({ lead, stage }: Talking): readonly Party[] {
  const others = 'other' in stage && stage.kind !== 'calling' ? [stage.other] : [];
  return lead.kind === 'nobody' ? others : [lead, ...others];
}

/** Everybody's legs: the caller's, those who talk, and whoever is being rung. */
export const legsOf = (state: Talking): readonly LegId[] => [
  state.callerLeg,
  ...partiesOf(state).map(({ leg }) => leg),
  ...(state.stage.kind === 'calling' ? [state.stage.other.leg] : []),
];

export interface Places {
  readonly inside: readonly LegId[];
  readonly held: readonly LegId[];
}

/** Who hears each other, and who hears the music. */
export function placesOf({ callerLeg, lead, stage }: Talking): Places {
  const leading = lead.kind === 'nobody' ? [] : [lead.leg];
  switch (stage.kind) {
    case 'together':
      return { inside: [callerLeg, ...leading], held: [] };
    case 'held':
    case 'calling':
      return { inside: leading, held: [callerLeg] };
    case 'consulting':
      return { inside: [...leading, stage.other.leg], held: [callerLeg] };
    case 'returned':
      return { inside: [callerLeg, ...leading], held: [stage.other.leg] };
    case 'conference':
      return { inside: [callerLeg, ...leading, stage.other.leg], held: [] };
  }
}

/** The room in which each leg should be found. */
export function roomsOf(state: Talking): readonly (readonly [LegId, RoomId])[] {
  const { inside, held } = placesOf(state);
  return [
    ...inside.map((leg) => [leg, state.room] as const),
    ...held.map((leg) => [leg, holdPlace(state.music)] as const),
  ];
}

/** What brings everybody to their place at the beginning. */
export const arrange = (state: Talking): ConversationEffect => arrangement(state, 'end', () => true);

/** What brings those to their place who were found elsewhere. */
export function broughtBack(
  state: Talking,
  astray: readonly LegId[],
  onFailure: 'end' | 'trust',
): readonly ConversationEffect[] {
  const away = new Set(roomsOf(state).flatMap(([leg]) => (astray.includes(leg) ? [leg] : [])));
  return away.size === 0 ? [] : [arrangement(state, onFailure, (leg) => away.has(leg))];
}

/** Brings those to their place who were in another one before, or in none: who stays must not hear a gap. */
export function moves(before: Talking, after: Talking): readonly ConversationEffect[] {
  const was = new Map(roomsOf(before));
  const moved = new Set(roomsOf(after).flatMap(([leg, room]) => (was.get(leg) === room ? [] : [leg])));
  return moved.size === 0 ? [] : [arrangement(after, 'trust', (leg) => moved.has(leg))];
}

function arrangement(state: Talking, onFailure: 'end' | 'trust', isMoved: (leg: LegId) => boolean): ConversationEffect {
  const { call, room, music } = state;
  const { inside, held } = placesOf(state);
  const movers = { inside: inside.filter(isMoved), held: held.filter(isMoved) };
  return { kind: 'arrange', onFailure, call, room, music, ...movers };
}
