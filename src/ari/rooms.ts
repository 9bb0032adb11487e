// The port Rooms on Asterisk's bridges: a waiting room is a holding bridge with one source of music for all, a
// conversation is a mixing bridge. Not here: who is to hear whom.

import { assert } from '../base/assert.ts';
import type { LegId, RoomId } from '../base/ids.ts';
import { TelephonyFault } from '../call/ports.ts';
import type { Done, RoomKind, Rooms } from '../call/ports.ts';
import { answerOr, doneOr } from './faults.ts';
import {
  bridgesAddChannel,
  bridgesCreateWithId,
  bridgesDestroy,
  bridgesGet,
  bridgesRemoveChannel,
  bridgesStartMoh,
  channelsGet,
} from './generated/operations.generated.ts';
import { channelOf, legOf } from './leg-ids.ts';
import type { AriParts } from './parts.ts';
import { quieten } from './quiet.ts';

/** A room's id is the bridge's. Joining and leaving stop the prompts of the leg first (quiet.ts says why). */
export function roomsOn(parts: AriParts): Rooms {
  return {
    open: (room, kind) => open(parts, room, kind),
    join: (room, leg) => join(parts, room, leg),
    leave: (room, leg) => leave(parts, room, leg),
    close: (room) => close(parts, room),
  };
}

/** The name that marks a bridge as ours and says what it is for. */
export const roomName = (app: string, kind: RoomKind['kind']): string => `${app}/${kind}`;

/** Whether a bridge of this name belongs to the application. */
export const isRoomOf = (app: string, bridgeName: string): boolean => bridgeName.startsWith(`${app}/`);

/**
 * Conversations are opened without `dtmf_events`: keys pressed there are heard by the other party and not reported to us,
 * and in return two parties' audio passes through Asterisk without being mixed or looked into.
 */
const bridgeTypes = { waiting: 'holding', conversation: 'mixing' } as const;

async function open(parts: AriParts, room: RoomId, kind: RoomKind): Promise<Done> {
  assert(/^[\w.-]{1,150}$/.test(room), 'A room has a plain id.');
  const wanted = bridgeTypes[kind.kind];
  const params = { bridgeId: room, type: wanted, name: roomName(parts.app, kind.kind) };
  const answer = await answerOr(parts.rest.request(bridgesCreateWithId, params), 409);
  if (answer.kind === 'status') {
    const there = await answerOr(parts.rest.request(bridgesGet, { bridgeId: room }), 404);
    if (there.kind === 'status') return 'gone';
    if (there.reply.bridge_type !== wanted) throw new TelephonyFault('refused', 'A room of another kind has this id.');
  }
  if (kind.kind === 'conversation') return 'ok';
  return doneOr(parts.rest.request(bridgesStartMoh, { bridgeId: room, mohClass: kind.music }), 404);
}

/** 400: no such channel; 404: no such bridge; 409, 422: one of them is no longer ours. */
const goneFromRoom = [400, 404, 409, 422] as const;

async function join(parts: AriParts, room: RoomId, leg: LegId): Promise<Done> {
  await quieten(parts, leg);
  const params = { bridgeId: room, channel: [channelOf(leg)], role: 'participant' };
  return doneOr(parts.rest.request(bridgesAddChannel, params), ...goneFromRoom);
}

async function leave(parts: AriParts, room: RoomId, leg: LegId): Promise<Done> {
  await quieten(parts, leg);
  const channel = channelOf(leg);
  const answer = await answerOr(
    parts.rest.request(bridgesRemoveChannel, { bridgeId: room, channel: [channel] }),
    ...goneFromRoom,
  );
  if (answer.kind === 'reply') return 'ok';
  // 422: not in this room, which is what was wanted, provided that the leg still lives.
  return answer.status === 422 ? doneOr(parts.rest.request(channelsGet, { channelId: channel }), 404) : 'gone';
}

/**
 * Everybody is led out first. Asterisk says that a bridge is gone while its channels are still on their way out of it, and a
 * prompt begun in that moment is lost without a word: no sound, no end.
 */
async function close(parts: AriParts, room: RoomId): Promise<Done> {
  const there = await answerOr(parts.rest.request(bridgesGet, { bridgeId: room }), 404);
  if (there.kind === 'status') return 'gone';
  await Promise.all(there.reply.channels.map((channel) => leave(parts, room, legOf(channel))));
  return doneOr(parts.rest.request(bridgesDestroy, { bridgeId: room }), 404, 409);
}
