// The port Recorder on Asterisk's recordings: one file each, in its spool, under the name that we chose. Not here: whose
// words are recorded and why.

import { assert } from '../base/assert.ts';
import { type RecordingId, promptId, recordingId } from '../base/ids.ts';
import type { RecordingEnd } from '../call/index.ts';
import { readRecorded } from '../call/index.ts';
import { type Done, type RecordRequest, type Recorder, TelephonyFault } from '../call/ports.ts';
import { answerOr, doneOr } from './faults.ts';
import {
  channelsPlay,
  channelsRecord,
  recordingsDeleteStored,
  recordingsGetLive,
  recordingsGetStored,
  recordingsStop,
} from './generated/operations.generated.ts';
import { channelOf } from './leg-ids.ts';
import { recordingMsMax } from './limits.ts';
import { mediaUri } from './media.ts';
import type { AriParts } from './parts.ts';
import { follow, unfollow } from './taps.ts';
import { makeOnce } from './waits.ts';

/** The format of every recording: read by everything, and what is recorded is PCM anyway. */
const format = 'wav';

export function recorderOn(parts: AriParts): Recorder {
  const once = makeOnce<Done>();
  return {
    record: (request) => once(request.recording, () => record(parts, request)),
    end: (recording) => end(parts, recording),
    follow: (recording, leg) => once(recording, () => follow(parts, recordingId(nameOf(recording)), leg)),
    unfollow: (recording) => unfollow(parts, recordingId(nameOf(recording))),
    read: (recording) => read(parts, recording),
    remove: (recording) =>
      doneOr(parts.rest.request(recordingsDeleteStored, { recordingName: nameOf(recording) }), 404),
  };
}

/** A name becomes part of a path on Asterisk's disk. */
function nameOf(recording: RecordingId): string {
  assert(/^[A-Za-z0-9][\w-]{0,148}$/.test(recording), 'A recording has a plain name.');
  return recording;
}

/** The file of one that lasts is there too, and unfinished. */
async function read(parts: AriParts, recording: RecordingId): Promise<Uint8Array | null> {
  const recordingName = nameOf(recording);
  const live = await answerOr(parts.rest.request(recordingsGetLive, { recordingName }), 404);
  if (live.kind === 'reply' && lasts.has(live.reply.state))
    throw new TelephonyFault('refused', 'A recording that lasts cannot be read yet.');
  return parts.stored.read(recordingName);
}

const lasts: ReadonlySet<string> = new Set(['queued', 'recording', 'paused']);

async function record(parts: AriParts, request: RecordRequest): Promise<Done> {
  const { recording, leg, maxMs, silenceMs } = request;
  assert(maxMs > 0 && maxMs <= recordingMsMax, 'A recording has a longest time, and that a limit.');
  const name = nameOf(recording);
  if (parts.recordings.find(recording) === undefined)
    parts.recordings.note(recording, { leg, maxMs, state: 'under way' });
  const there = await found(parts, request);
  if (there !== 'nothing') return there;
  if ((await beep(parts, request)) === 'gone') return 'gone';
  const params = {
    ...{ channelId: channelOf(leg), name, format, ifExists: 'fail', beep: false, terminateOn: 'none' },
    ...{ maxDurationSeconds: Math.ceil(maxMs / 1_000), maxSilenceSeconds: Math.ceil(silenceMs / 1_000) },
  };
  const answer = await answerOr(parts.rest.request(channelsRecord, params), 404, 409);
  if (answer.kind === 'reply') return 'ok';
  // 409: it is there after all, or the channel is not ours any more.
  const after = answer.status === 409 ? await found(parts, request) : 'nothing';
  return after === 'nothing' ? 'gone' : after;
}

/** Whether this recording was begun before; the end of one that is over is told again, for it may not have been heard. */
async function found(parts: AriParts, { recording, leg }: RecordRequest): Promise<Done | 'nothing'> {
  const recordingName = nameOf(recording);
  const live = await answerOr(parts.rest.request(recordingsGetLive, { recordingName }), 404);
  if (live.kind === 'reply') return 'ok';
  const stored = await answerOr(parts.rest.request(recordingsGetStored, { recordingName }), 404);
  if (stored.kind === 'status') return 'nothing';
  await tellEnd(parts, { recording, leg, end: 'silence', talkingMs: 0 });
  return 'ok';
}

/** Asterisk's own beep needs a sound file that may not be installed. What is asked for after this one waits for its end. */
async function beep(parts: AriParts, { recording, leg, beep: sound }: RecordRequest): Promise<Done> {
  if (sound === null) return 'ok';
  const playbackId = promptId(`${recording}-beep`);
  return doneOr(
    parts.rest.request(channelsPlay, { channelId: channelOf(leg), media: [mediaUri(sound)], playbackId }),
    404,
    409,
    412,
  );
}

async function end(parts: AriParts, recording: RecordingId): Promise<Done> {
  const known = parts.recordings.find(recording);
  if (known !== undefined) parts.recordings.note(recording, { ...known, state: 'stopping' });
  return stop(parts, recording);
}

/** Asked again when it begins (hear-recordings.ts): Asterisk says yes to ending one that waits for its turn, and then records. */
export const stop = (parts: AriParts, recording: RecordingId): Promise<Done> =>
  doneOr(parts.rest.request(recordingsStop, { recordingName: nameOf(recording) }), 404, 409);

/** What is known of a recording that is over. */
export interface Over {
  readonly recording: RecordingId;
  readonly leg: RecordRequest['leg'];
  readonly end: RecordingEnd;
  /** As Asterisk tells it, in whole seconds: for when the file cannot be read now. */
  readonly talkingMs: number;
}

/** Measures and tells: Asterisk counts in whole seconds, which is too rough for "said nothing". */
export async function tellEnd(parts: AriParts, { recording, leg, end: how, talkingMs }: Over): Promise<void> {
  const soundMs = how === 'failed' ? 0 : await soundMsOf(parts, recording, talkingMs);
  if (!parts.book.hasEnded(leg)) parts.post({ kind: 'recordingEnded', leg, recording, end: how, soundMs });
}

async function soundMsOf(parts: AriParts, recording: RecordingId, talkingMs: number): Promise<number> {
  try {
    const file = await parts.stored.read(nameOf(recording));
    return file === null ? 0 : (readRecorded(file)?.soundMs ?? 0);
  } catch (fault) {
    parts.log.warn('A recording could not be measured; the whole seconds that were told are taken.', {
      recording,
      fault,
    });
    return talkingMs;
  }
}
