// Performs what a conversation asked for, through its ports. Not here: decisions.

import { unreachable } from '../base/assert.ts';
import type { RoomId } from '../base/ids.ts';
import { endReason, insist } from '../call/index.ts';
import { TelephonyFault } from '../call/ports.ts';
import type { Conversation, ConversationEffect, ConversationEvent } from './model.ts';
import { holdPlace, isConversationRoom } from './places.ts';
import type { ConversationPorts } from './ports.ts';

interface Machine {
  readonly post: (event: ConversationEvent) => void;
  readonly state: () => Conversation;
}

type Effect<Kind extends ConversationEffect['kind']> = Extract<ConversationEffect, { kind: Kind }>;

/** Rejects only for what nobody foresaw. */
export async function perform(ports: ConversationPorts, effect: ConversationEffect, machine: Machine): Promise<void> {
  const { clock, legs, rooms } = ports;
  switch (effect.kind) {
    case 'arrange':
      return arrange(ports, effect, machine.post);
    case 'voice':
      return voice(ports, effect, machine.post);
    case 'callIn':
      callIn(ports, effect, machine.state());
      return;
    case 'callOff':
      ports.outside.callOff(effect.leg);
      return;
    // What could not be ended, left or closed is nobody's from now on: an audit finds it.
    case 'endLeg':
      return tried(ports, effect, () => insist(clock, () => legs.end(effect.leg, 'normal')));
    case 'leaveHold':
      return tried(ports, effect, () => insist(clock, () => rooms.leave(holdPlace(effect.music), effect.leg)));
    case 'closeRoom':
      return tried(ports, effect, () => insist(clock, () => rooms.close(effect.room)));
    case 'tellLeft':
      ports.onLeft(effect.call, effect.agent, effect.leg);
      machine.post({ kind: 'leftTold', leg: effect.leg });
      return;
    case 'tellOver':
      ports.onOver(effect.call, effect.next);
      machine.post({ kind: 'told' });
      return;
    default:
      return unreachable(effect);
  }
}

async function tried(
  { log }: ConversationPorts,
  { kind }: ConversationEffect,
  task: () => Promise<unknown>,
): Promise<void> {
  try {
    await task();
  } catch (fault) {
    if (!(fault instanceof TelephonyFault)) throw fault;
    log.warn('Something of a conversation could not be cleared away; an audit will.', { what: kind, fault });
  }
}

/**
 * To the music first: whoever comes into the room must not hear somebody who should have left it. A leg that is gone ends its
 * part here too: after an absence its end may never be heard.
 */
async function arrange(
  ports: ConversationPorts,
  { call, room, music, inside, held, onFailure }: Effect<'arrange'>,
  post: Machine['post'],
): Promise<void> {
  try {
    await ports.callerFree(call);
    if (held.length > 0) await bring(ports, { room: holdPlace(music), music, legs: held }, post);
    if (inside.length > 0) await bring(ports, { room, music, legs: inside }, post);
  } catch (fault) {
    if (!(fault instanceof TelephonyFault)) throw fault;
    ports.log.error('A conversation could not be connected.', { room, fault });
    if (onFailure === 'end') post({ kind: 'joinFailed' });
  }
}

interface Bring {
  readonly room: RoomId;
  readonly music: string;
  readonly legs: Effect<'arrange'>['inside'];
}

async function bring({ clock, rooms }: ConversationPorts, { room, music, legs }: Bring, post: Machine['post']) {
  const kind = isConversationRoom(room) ? ({ kind: 'conversation' } as const) : ({ kind: 'waiting', music } as const);
  await insist(clock, () => rooms.open(room, kind));
  const joins = await Promise.all(legs.map((leg) => insist(clock, () => rooms.join(room, leg))));
  for (const [index, leg] of legs.entries())
    if (joins[index] === 'gone') post({ kind: 'legEnded', leg, reason: endReason('unknown', 'lost') });
}

async function voice(
  { clock, log, legs }: ConversationPorts,
  { leg, voice: wanted }: Effect<'voice'>,
  post: Machine['post'],
): Promise<void> {
  try {
    await insist(clock, () => legs.voice(leg, wanted));
  } catch (fault) {
    if (!(fault instanceof TelephonyFault)) throw fault;
    log.error('A leg could not be muted, or heard again.', { leg, voice: wanted, fault });
    post({ kind: 'voiceFailed', leg, voice: wanted });
  }
}

function callIn(
  { colleagues, outside }: ConversationPorts,
  { call, called }: Effect<'callIn'>,
  now: Conversation,
): void {
  const { leg } = called;
  // Withdrawn while it waited for its turn.
  if (now.kind !== 'talking' || now.stage.kind !== 'calling' || now.stage.other.leg !== leg) return;
  if (called.kind === 'agent') colleagues.callIn({ call, callerLeg: now.callerLeg, agent: called.agent, leg });
  else outside.place({ call, leg, number: called.number });
}
