// The recordings of the telephone system in memory: what a leg says is how long it speaks. Not here: sound itself, but for a
// file of the right length.

import type { Cancel, Clock } from '../../src/base/clock.ts';
import type { LegId, RecordingId } from '../../src/base/ids.ts';
import type { CallEvent, RecordingEnd } from '../../src/call/index.ts';
import { type Done, type RecordRequest, type Recorder, TelephonyFault } from '../../src/call/ports.ts';
import { samplesIn, toWav } from '../live/audio/index.ts';

export interface FakeRecordingsOptions {
  readonly clock: Clock;
  readonly isThere: (leg: LegId) => boolean;
  readonly post: (event: CallEvent) => void;
}

interface UnderWay {
  readonly request: RecordRequest;
  readonly beganAt: number;
  readonly cancelLongest: Cancel;
  cancelSilence: Cancel;
  soundMs: number;
}

interface Kept {
  readonly leg: LegId;
  readonly file: Uint8Array;
  readonly soundMs: number;
}

export class FakeRecordings {
  readonly #options: FakeRecordingsOptions;
  readonly #underWay = new Map<RecordingId, UnderWay>();
  readonly #followed = new Map<RecordingId, { readonly leg: LegId; readonly beganAt: number }>();
  readonly #kept = new Map<RecordingId, Kept>();
  readonly #speaksUntil = new Map<LegId, number>();

  constructor(options: FakeRecordingsOptions) {
    this.#options = options;
  }

  /** Begins after `delayMs`. A leg in a room cannot be recorded. */
  record(request: RecordRequest, where: 'alone' | 'in a room', delayMs: number): 'begun' | 'ok' | 'gone' {
    const { recording, leg, maxMs } = request;
    if (this.#underWay.has(recording)) return 'ok';
    const kept = this.#kept.get(recording);
    if (kept !== undefined) {
      if (this.#options.isThere(leg)) this.#tell(recording, kept, 'silence');
      return 'ok';
    }
    if (!this.#options.isThere(leg)) return 'gone';
    if (where === 'in a room') {
      this.#options.post({ kind: 'recordingEnded', leg, recording, end: 'failed', soundMs: 0 });
      return 'ok';
    }
    const { clock } = this.#options;
    const cancelLongest = clock.after(delayMs + maxMs, () => this.#over(recording, 'longest'));
    const beganAt = clock.now() + delayMs;
    this.#underWay.set(recording, { request, beganAt, cancelLongest, cancelSilence: () => undefined, soundMs: 0 });
    this.#awaitSilence(recording, Math.max(0, (this.#speaksUntil.get(leg) ?? 0) - beganAt), delayMs);
    return 'begun';
  }

  end(recording: RecordingId): Done {
    if (!this.#underWay.has(recording)) return 'gone';
    this.#over(recording, 'stopped');
    return 'ok';
  }

  follow(recording: RecordingId, leg: LegId): Done {
    if (this.#followed.has(recording) || this.#kept.has(recording)) return 'ok';
    if (!this.#options.isThere(leg)) return 'gone';
    this.#followed.set(recording, { leg, beganAt: this.#options.clock.now() });
    return 'ok';
  }

  unfollow(recording: RecordingId): Done {
    const one = this.#followed.get(recording);
    if (one === undefined) return 'gone';
    this.#followed.delete(recording);
    const soundMs = this.#options.clock.now() - one.beganAt;
    this.#kept.set(recording, { leg: one.leg, soundMs, file: fileOf(soundMs, soundMs) });
    return 'ok';
  }

  left(): readonly RecordingId[] {
    return [...this.#kept.keys()];
  }

  /** What is being recorded of a leg wherever it is. */
  follows(leg: LegId): readonly RecordingId[] {
    return [...this.#followed].flatMap(([recording, one]) => (one.leg === leg ? [recording] : []));
  }

  read(recording: RecordingId): Uint8Array | null {
    if (this.#followed.has(recording) || this.#underWay.has(recording))
      throw new TelephonyFault('refused', 'A recording that lasts cannot be read yet.');
    return this.#kept.get(recording)?.file ?? null;
  }

  remove(recording: RecordingId): Done {
    return this.#kept.delete(recording) ? 'ok' : 'gone';
  }

  says(leg: LegId, ms: number): void {
    this.#speaksUntil.set(leg, this.#options.clock.now() + ms);
    for (const [recording, { request }] of this.#underWay)
      if (request.leg === leg) this.#awaitSilence(recording, ms, 0);
  }

  /** The leg is ending: what it said so far is kept, and nobody waits for the word of it. */
  abandon(leg: LegId): void {
    for (const recording of this.follows(leg)) this.unfollow(recording);
    for (const [recording, { request }] of [...this.#underWay])
      if (request.leg === leg) this.#over(recording, 'silence');
  }

  #awaitSilence(recording: RecordingId, spokenMs: number, delayMs: number): void {
    const one = this.#underWay.get(recording);
    if (one === undefined) return;
    one.cancelSilence();
    one.soundMs += spokenMs;
    const untilMs = delayMs + spokenMs + one.request.silenceMs;
    one.cancelSilence = this.#options.clock.after(untilMs, () => this.#over(recording, 'silence'));
  }

  #over(recording: RecordingId, end: RecordingEnd): void {
    const one = this.#underWay.get(recording);
    if (one === undefined) return;
    one.cancelLongest();
    one.cancelSilence();
    this.#underWay.delete(recording);
    const lengthMs = Math.max(0, this.#options.clock.now() - one.beganAt);
    // Counted when it began to be said; what was not said before the end is not in it.
    const notSaidMs = Math.max(0, (this.#speaksUntil.get(one.request.leg) ?? 0) - this.#options.clock.now());
    const soundMs = Math.min(lengthMs, Math.max(0, one.soundMs - notSaidMs));
    const kept = { leg: one.request.leg, soundMs, file: fileOf(soundMs, lengthMs) };
    this.#kept.set(recording, kept);
    this.#tell(recording, kept, end);
  }

  #tell(recording: RecordingId, { leg, soundMs }: Kept, end: RecordingEnd): void {
    this.#options.post({ kind: 'recordingEnded', leg, recording, end, soundMs });
  }
}

/** A file of that length with so much sound at its beginning: a level, since thousands of these are made and nobody hears them. */
function fileOf(soundMs: number, lengthMs: number): Uint8Array {
  const samples = new Int16Array(samplesIn(lengthMs)).fill(8_000, 0, samplesIn(soundMs));
  const file = Buffer.concat([toWav(new Int16Array()), Buffer.from(samples.buffer)]);
  file.writeUInt32LE(file.length - 8, 4);
  file.writeUInt32LE(samples.byteLength, 40);
  return file;
}

/** The port on them. */
export const recorderOver = (
  command: <Reply>(task: () => Reply) => Promise<Reply>,
  recordings: FakeRecordings,
  record: (request: RecordRequest) => Done,
): Recorder => ({
  record: (request) => command(() => record(request)),
  end: (recording) => command(() => recordings.end(recording)),
  follow: (recording, leg) => command(() => recordings.follow(recording, leg)),
  unfollow: (recording) => command(() => recordings.unfollow(recording)),
  read: (recording) => command(() => recordings.read(recording)),
  remove: (recording) => command(() => recordings.remove(recording)),
});
