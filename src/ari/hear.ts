// Turns what Asterisk tells into call events, each once, and drops what is late or not ours; nothing else drops events.
// Not here: deciding anything about a call. Handlers note, post and return.

import { promptId } from '../base/ids.ts';
import type { LegId } from '../base/ids.ts';
import type { CallEvent, Digit, PromptEnd } from '../call/index.ts';
import { watchDeparture } from './departures.ts';
import { endReasonOf } from './end-reasons.ts';
import type { Channel, Playback } from './generated/models.generated.ts';
import { type Causes, causesOf } from './hang-ups.ts';
import { recordingBegan, recordingOver } from './hear-recordings.ts';
import type { HeardEvent } from './heard-events.ts';
import { failureHeldMs } from './limits.ts';
import { directionByName, legOf, roleAt, roleOf } from './leg-ids.ts';
import type { KeyTold } from './leg-book.ts';
import type { AriParts } from './parts.ts';
import { sendsSound } from './early-sound.ts';
import { heardTap, isTap } from './taps.ts';
import { promptSignal, stagedSignal, tellEnd } from './signals.ts';

/** Handles one event; 'late' and 'strange' ones had no effect. */
export type Hearing = (event: HeardEvent) => 'heard' | 'late' | 'strange';

export function hearing(parts: AriParts): Hearing {
  return (event) => {
    if ('channel' in event && isTap(event.channel.id)) return heardTap(parts, event, event.channel.id);
    switch (event.type) {
      case 'StasisStart':
        return staged(parts, event.channel, event.args);
      case 'ChannelStateChange':
        return event.channel.state === 'Up' ? answered(parts, event.channel) : 'heard';
      case 'Dial':
        // PROGRESS is SIP's 183, which may be all that tells of the ringing, and often brings sound.
        if (event.dialstatus === 'PROGRESS') return progressing(parts, event.peer);
        return event.dialstatus === 'RINGING' ? ringing(parts, event.peer) : 'heard';
      case 'ChannelDtmfReceived':
        return pressed(parts, event.channel, event);
      case 'PlaybackFinished':
        return played(parts, event.playback);
      case 'RecordingStarted':
        return recordingBegan(parts, event.recording);
      case 'RecordingFinished':
        return recordingOver(parts, event.recording, 'finished');
      case 'RecordingFailed':
        return recordingOver(parts, event.recording, 'failed');
      case 'ChannelHangupRequest':
        return hangsUp(parts, event.channel, causesOf(event));
      case 'StasisEnd':
        return departed(parts, event.channel);
      case 'ChannelDestroyed':
        return ended(parts, event.channel, { cause: event.cause, techCause: event.tech_cause ?? null });
      case 'ApplicationReplaced':
        // The connection itself reacts to this one (socket.ts).
        return 'heard';
    }
  };
}

function staged(parts: AriParts, channel: Channel, args: readonly string[]): ReturnType<Hearing> {
  const role = roleOf(args);
  if (role === null) return 'strange';
  const leg = legOf(channel.id);
  const entered = parts.book.enter(leg, role.direction, channel.state === 'Up' ? 'answered' : 'new');
  if (entered === 'ended') return 'late';
  if (entered === 'full') {
    parts.log.error('More legs than the driver keeps: this one is not taken.', { leg });
    return 'strange';
  }
  parts.waits.signal(stagedSignal(leg));
  if (role.direction !== 'inbound' || entered === 'known') return 'heard';
  parts.post({ kind: 'offered', leg, caller: callerOf(channel), called: role.called });
  return 'heard';
}

/** The number as the network gave it; null when withheld. */
export function callerOf(channel: Channel): string | null {
  const number = channel.caller.number.trim();
  return number === '' || /^(?:anonymous|restricted|unavailable|unknown)$/i.test(number) ? null : number;
}

/** The leg of a channel that an event is about, entered first when a restart of ours made us forget it. */
function legIn(parts: AriParts, channel: Channel): LegId | null {
  const leg = legOf(channel.id);
  if (parts.book.leg(leg) !== undefined) return leg;
  const role = roleAt(channel.dialplan, parts.app);
  if (role === null) return null;
  const entered = parts.book.enter(leg, role.direction, channel.state === 'Up' ? 'answered' : 'new');
  return entered === 'new' ? leg : null;
}

function answered(parts: AriParts, channel: Channel): ReturnType<Hearing> {
  const leg = legOf(channel.id);
  const before = parts.book.leg(leg);
  if (legIn(parts, channel) === null) return 'late';
  // Not known before this event means that the answer is the first thing that we hear of it.
  const moved = parts.book.advance(leg, 'answered') === 'moved' || before === undefined;
  if (moved && parts.book.leg(leg)?.direction !== 'inbound') parts.post({ kind: 'legAnswered', leg });
  return 'heard';
}

function ringing(parts: AriParts, peer: Channel): ReturnType<Hearing> {
  const leg = legIn(parts, peer);
  if (leg === null) return 'late';
  if (parts.book.advance(leg, 'ringing') === 'moved') parts.post({ kind: 'legRinging', leg });
  return 'heard';
}

function progressing(parts: AriParts, peer: Channel): ReturnType<Hearing> {
  const heard = ringing(parts, peer);
  if (heard === 'heard') void listenForSound(parts, peer.id);
  return heard;
}

/** Not each 183 brings sound: whoever hears music instead must not lose it for silence. */
async function listenForSound(parts: AriParts, channel: string): Promise<void> {
  const leg = legOf(channel);
  if (!(await sendsSound(parts, channel))) return;
  if (parts.book.advance(leg, 'sounding') === 'moved') parts.post({ kind: 'legSounding', leg });
}

function pressed(parts: AriParts, channel: Channel, told: KeyTold): ReturnType<Hearing> {
  const key = told.digit;
  const leg = legIn(parts, channel);
  if (leg === null) return 'late';
  if (!isDigit(key)) return 'strange';
  if (parts.book.press(leg, told) === 'late') return 'late';
  parts.post({ kind: 'digit', leg, digit: key });
  return 'heard';
}

const isDigit = (key: string): key is Digit => /^[0-9*#A-D]$/.test(key);

function played(parts: AriParts, playback: Playback): ReturnType<Hearing> {
  const target = /^channel:(.+)$/.exec(playback.target_uri)?.[1];
  if (target === undefined) return 'strange';
  const leg = legOf(target);
  const prompt = promptId(playback.id);
  const state = parts.book.endPrompt(prompt);
  parts.waits.signal(promptSignal(prompt));
  if (state === 'late' || parts.book.hasEnded(leg)) return 'late';
  const end: PromptEnd = state === 'stopping' ? 'stopped' : playback.state === 'failed' ? 'failed' : 'finished';
  if (end === 'failed') tellFailure(parts, { kind: 'promptEnded', leg, prompt, end });
  else parts.post({ kind: 'promptEnded', leg, prompt, end });
  return 'heard';
}

/** A party who hangs up makes their prompt fail too, which Asterisk tells first: then the end of the leg says all of it. */
function tellFailure(parts: AriParts, event: Extract<CallEvent, { kind: 'promptEnded' }>): void {
  parts.clock.after(failureHeldMs, () => {
    if (!parts.book.hasEnded(event.leg)) parts.post(event);
  });
}

function hangsUp(parts: AriParts, channel: Channel, causes: Causes): ReturnType<Hearing> {
  const leg = legIn(parts, channel);
  if (leg === null) return 'late';
  parts.book.hangUp(leg, causes);
  return 'heard';
}

/** One that we called is told of again at its end, with a better cause. */
function departed(parts: AriParts, channel: Channel): ReturnType<Hearing> {
  const leg = legIn(parts, channel);
  if (leg === null) return 'late';
  const known = parts.book.leg(leg);
  if (known?.direction === 'inbound' && known.hangUp !== null) return ended(parts, channel, known.hangUp);
  watchDeparture(parts, leg);
  return 'heard';
}

function ended(parts: AriParts, channel: Channel, causes: Causes): ReturnType<Hearing> {
  const leg = legOf(channel.id);
  const known = parts.book.leg(leg);
  if (parts.book.end(leg) === 'late') return 'late';
  const reason = endReasonOf({
    direction: known?.direction ?? directionByName(channel.id),
    progress: known?.progress === 'answered' || channel.state === 'Up' ? 'answered' : 'unanswered',
    wanted: known?.wanted ?? null,
    ...causes,
  });
  tellEnd(parts, { kind: 'legEnded', leg, reason });
  return 'heard';
}
