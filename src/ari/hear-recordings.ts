// What Asterisk tells of recordings, as call events. Not here: asking for any (recorder.ts).

import { recordingId } from '../base/ids.ts';
import type { LiveRecording } from './generated/models.generated.ts';
import { legOf } from './leg-ids.ts';
import type { AriParts } from './parts.ts';
import { stop, tellEnd } from './recorder.ts';
import { isTap } from './taps.ts';

/** One whose end was asked for while it still waited for its turn is ended now that it begins. */
export function recordingBegan(parts: AriParts, { name }: LiveRecording): 'heard' {
  const recording = recordingId(name);
  if (parts.recordings.find(recording)?.state === 'stopping')
    stop(parts, recording).catch((fault: unknown) => {
      parts.log.warn('A recording was not ended as it began; it ends by itself.', { recording, fault });
    });
  return 'heard';
}

/** Its end, with how much was said. */
export function recordingOver(
  parts: AriParts,
  of: LiveRecording,
  how: 'finished' | 'failed',
): 'heard' | 'late' | 'strange' {
  const target = /^channel:(.+)$/.exec(of.target_uri)?.[1];
  if (target === undefined) return 'strange';
  if (isTap(target)) return 'heard';
  const [recording, leg] = [recordingId(of.name), legOf(target)];
  const known = parts.recordings.end(recording);
  if (parts.book.hasEnded(leg)) return 'late';
  const isLongest = known !== undefined && (of.duration ?? 0) * 1_000 >= known.maxMs;
  const ended = known?.state === 'stopping' ? 'stopped' : isLongest ? 'longest' : 'silence';
  const end = how === 'failed' ? 'failed' : ended;
  void tellEnd(parts, { recording, leg, end, talkingMs: (of.talking_duration ?? 0) * 1_000 });
  return 'heard';
}
