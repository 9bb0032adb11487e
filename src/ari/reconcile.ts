// The port Supervision: what Asterisk holds for us, asked after each connection, and the driver's own memory renewed by
// it. Not here: what to do about a leg or a room that is missing or left over.

import { roomId } from '../base/ids.ts';
import type { LegId, PromptId } from '../base/ids.ts';
import { TelephonyFault } from '../call/ports.ts';
import type { LegSeen, Supervision, Survey } from '../call/ports.ts';
import { watchDeparture } from './departures.ts';
import { answerOr, replyTo } from './faults.ts';
import type { Channel } from './generated/models.generated.ts';
import { applicationsGet, bridgesList, channelsList, playbacksGet } from './generated/operations.generated.ts';
import { callerOf } from './hear.ts';
import { directionByName, legOf, roleAt } from './leg-ids.ts';
import type { Role } from './leg-ids.ts';
import { deadlineMs, looksAtOnceCount } from './limits.ts';
import type { AriParts } from './parts.ts';
import { isRoomOf } from './rooms.ts';
import { isTap } from './taps.ts';

export function supervisionOn(parts: AriParts): Supervision {
  return { survey: () => survey(parts), playing: (prompts) => playing(parts, prompts) };
}

async function survey(parts: AriParts): Promise<Survey> {
  if (parts.link() === 'down') throw new TelephonyFault('unreachable', 'Not connected: nothing can be surveyed.');
  const at = parts.clock.now();
  const knownBefore = parts.book.legs();
  const [app, channels, bridges] = await Promise.all([
    replyTo(parts.rest.request(applicationsGet, { applicationName: parts.app }, deadlineMs.survey)),
    replyTo(parts.rest.request(channelsList, {}, deadlineMs.survey)),
    replyTo(parts.rest.request(bridgesList, {}, deadlineMs.survey)),
  ]);
  const subscribed = new Set(app.channel_ids);
  const found = channels.flatMap((channel) => seen(parts, channel, subscribed));
  renewBook(parts, knownBefore, found);
  const legs = found.map(({ direction, ...leg }) => ({ ...leg, direction: wayOf(direction) }));
  const ours = new Set(legs.map((leg) => leg.leg));
  const rooms = bridges
    .filter((bridge) => isRoomOf(parts.app, bridge.name))
    .map((bridge) => ({ room: roomId(bridge.id), legs: bridge.channels.map(legOf).filter((leg) => ours.has(leg)) }));
  return { at, legs, rooms };
}

type Found = Omit<LegSeen, 'direction'> & Pick<Role, 'direction'>;

const wayOf = (direction: Role['direction']): LegSeen['direction'] =>
  direction === 'inbound' ? 'inbound' : 'outbound';

/** Ours are the channels whose place in the dialplan says so, and those that we created a moment ago. */
function seen(parts: AriParts, channel: Channel, subscribed: ReadonlySet<string>): readonly Found[] {
  if (isTap(channel.id)) return [];
  const role = roleAt(channel.dialplan, parts.app) ?? roleOfNew(channel, subscribed);
  // One whose end was told while the list travelled is not there any more.
  if (role === null || parts.book.hasEnded(legOf(channel.id))) return [];
  const state = channel.state === 'Up' ? 'up' : 'ringing';
  return [{ leg: legOf(channel.id), direction: role.direction, state, caller: callerOf(channel), called: role.called }];
}

/** A channel that was created but has not reached our application yet has no place in the dialplan. */
function roleOfNew(channel: Channel, subscribed: ReadonlySet<string>): Role | null {
  const isNew =
    channel.dialplan.app_name === '' && subscribed.has(channel.id) && directionByName(channel.id) === 'outbound';
  const phone = /^PJSIP\/(.+)-[0-9a-f]+$/.exec(channel.name)?.[1];
  return isNew ? { direction: 'outbound', called: phone ?? '' } : null;
}

/** Enters the legs that a restart of ours made us forget, and looks after those that are known but not there. */
function renewBook(parts: AriParts, knownBefore: readonly LegId[], legs: readonly Found[]): void {
  for (const leg of legs) parts.book.enter(leg.leg, leg.direction, leg.state === 'up' ? 'answered' : 'new');
  const there = new Set(legs.map((leg) => leg.leg));
  for (const leg of knownBefore) if (!there.has(leg) && !parts.book.hasEnded(leg)) watchDeparture(parts, leg);
}

async function playing(parts: AriParts, prompts: readonly PromptId[]): Promise<ReadonlySet<PromptId>> {
  const waiting = [...prompts];
  const found = new Set<PromptId>();
  const look = async (): Promise<void> => {
    for (let prompt = waiting.shift(); prompt !== undefined; prompt = waiting.shift())
      if (await isPlaying(parts, prompt)) found.add(prompt);
  };
  await Promise.all(Array.from({ length: looksAtOnceCount }, look));
  return found;
}

async function isPlaying(parts: AriParts, prompt: PromptId): Promise<boolean> {
  const answer = await answerOr(parts.rest.request(playbacksGet, { playbackId: prompt }), 404);
  if (answer.kind === 'status' || over.has(answer.reply.state)) return false;
  notePlaying(parts, prompt, answer.reply.target_uri);
  return true;
}

/** States in which a playback may still be found although nothing plays any more. */
const over: ReadonlySet<string> = new Set(['done', 'failed']);

function notePlaying(parts: AriParts, prompt: PromptId, target: string): void {
  const channel = /^channel:(.+)$/.exec(target)?.[1];
  if (channel !== undefined && parts.book.prompt(prompt) === undefined)
    parts.book.notePrompt(prompt, legOf(channel), 'playing');
}
