// Recording what a leg says wherever it is: Asterisk records no channel that is in a bridge, so each side has a snoop channel,
// which hears that side alone, and that one is recorded. It ends with the leg, and outlives us. Not here: messages
// (recorder.ts).

import { type LegId, type RecordingId, legId } from '../base/ids.ts';
import { type Done, TelephonyFault } from '../call/ports.ts';
import { answerOr, doneOr } from './faults.ts';
import {
  channelsGet,
  channelsHangup,
  channelsRecord,
  channelsSnoopChannelWithId,
  recordingsGetLive,
  recordingsGetStored,
  recordingsStop,
} from './generated/operations.generated.ts';
import type { HeardEvent } from './heard-events.ts';
import { channelOf } from './leg-ids.ts';
import { followUpMs, talkMsMax } from './limits.ts';
import type { AriParts } from './parts.ts';
import { stagedSignal } from './signals.ts';

const prefix = 'tap-';

/** Whether a channel is none of a party's, but listens to one. */
export const isTap = (channel: string): boolean => channel.startsWith(prefix);

const tapOf = (recording: RecordingId): string => `${prefix}${recording}`;

/** Of all that is told of a channel that listens, only that it has come is of use. */
export function heardTap(parts: AriParts, event: HeardEvent, channel: string): 'heard' {
  if (event.type === 'StasisStart') parts.waits.signal(stagedSignal(legId(channel)));
  return 'heard';
}

/** Begins to record; what was begun before goes on, what is over is not begun again. */
export async function follow(parts: AriParts, recording: RecordingId, leg: LegId): Promise<Done> {
  const recordingName = recording;
  const live = await answerOr(parts.rest.request(recordingsGetLive, { recordingName }), 404);
  if (live.kind === 'reply') return 'ok';
  const stored = await answerOr(parts.rest.request(recordingsGetStored, { recordingName }), 404);
  if (stored.kind === 'reply') return 'ok';
  const tap = tapOf(recording);
  if ((await listen(parts, tap, leg)) === 'gone') return 'gone';
  const answer = await answerOr(
    parts.rest.request(channelsRecord, {
      ...{ channelId: tap, name: recording, format: 'wav', ifExists: 'fail', beep: false, terminateOn: 'none' },
      maxDurationSeconds: Math.ceil(talkMsMax / 1_000),
    }),
    404,
    409,
  );
  if (answer.kind === 'reply') return 'ok';
  // 409: it is recorded already, by a request whose answer was lost; 404: it ended with its leg.
  return answer.status === 409 ? 'ok' : 'gone';
}

/** A channel that hears what the leg says. */
async function listen(parts: AriParts, tap: string, leg: LegId): Promise<Done> {
  const staged = parts.waits.next(stagedSignal(legId(tap)), followUpMs);
  const params = {
    channelId: channelOf(leg),
    snoopId: tap,
    spy: 'in',
    whisper: 'none',
    app: parts.app,
    appArgs: 'tap',
  };
  const answer = await answerOr(parts.rest.request(channelsSnoopChannelWithId, params), 400, 404, 409, 500);
  if (answer.kind === 'reply') {
    await staged;
    return 'ok';
  }
  if (answer.status === 400 || answer.status === 404) return 'gone';
  // Such a channel is there from before, without its recording if we died in between: Asterisk says 500 of that, and of whatever
  // else keeps it from making one.
  const there = await doneOr(parts.rest.request(channelsGet, { channelId: tap }), 404);
  if (there === 'gone' && answer.status === 500)
    throw new TelephonyFault('refused', 'A leg could not be listened to, so it is not recorded.');
  return there;
}

/** The recording first, so that nothing said from now on is in it. */
export async function unfollow(parts: AriParts, recording: RecordingId): Promise<Done> {
  await doneOr(parts.rest.request(recordingsStop, { recordingName: recording }), 404, 409);
  return doneOr(parts.rest.request(channelsHangup, { channelId: tapOf(recording) }), 404);
}
