// Messages of a flow test on a real call: what is recorded is a short real sound; on the test's clock it lasts as long as the test
// says. An end is told when both have come. Not here: the caller's voice (caller.ts).

import type { LegId, RecordingId } from '../../../src/base/ids.ts';
import type { CallEvent } from '../../../src/call/index.ts';
import type { Recorder } from '../../../src/call/ports.ts';
import { Mouth } from '../../../src/sim/flows/mouth.ts';
import type { VirtualClock } from '../../../src/sim/flows/virtual-clock.ts';

type RecordingEnded = Extract<CallEvent, { kind: 'recordingEnded' }>;

/** Real silence that ends a message, in milliseconds, however long the flow waits for it: Asterisk counts whole seconds. */
const silenceMsMax = 2_000;

export interface PacedRecorderParts {
  readonly clock: VirtualClock;
  readonly recorder: Recorder;
  readonly tell: (event: CallEvent) => void;
}

interface Running {
  readonly recording: RecordingId;
  clock: 'running' | 'due';
  ended: RecordingEnded | null;
}

export class PacedRecorder {
  /** The caller, as the test's clock hears them. */
  readonly mouth: Mouth;
  readonly recorder: Recorder;
  /** The legs of conversations whose sound is being kept. */
  readonly followed = new Set<LegId>();
  readonly #parts: PacedRecorderParts;
  #running: Running | null = null;

  constructor(parts: PacedRecorderParts) {
    this.#parts = parts;
    this.mouth = new Mouth(parts.clock);
    this.recorder = {
      ...parts.recorder,
      record: (request) => {
        const { recording, maxMs, silenceMs } = request;
        if (this.#running?.recording !== recording) this.#begin({ recording, maxMs, silenceMs });
        return parts.recorder.record({ ...request, silenceMs: Math.min(silenceMs, silenceMsMax) });
      },
      follow: async (recording, leg) => {
        const done = await parts.recorder.follow(recording, leg);
        if (done !== 'gone') this.followed.add(leg);
        return done;
      },
      end: (recording) => {
        this.#stop(recording);
        return parts.recorder.end(recording);
      },
    };
  }

  /** Takes the end of a recording. */
  onEnded(event: RecordingEnded): void {
    const running = this.#running;
    if (running?.recording !== event.recording) return this.#parts.tell(event);
    running.ended = event;
    if (running.clock === 'due' || event.end !== 'silence') this.#over(event);
  }

  /** The caller has left. */
  drop(): void {
    this.#running = null;
    this.mouth.drop();
  }

  isRecording(): boolean {
    return this.#running !== null;
  }

  /** What has to happen before the test's clock may go on; null: nothing. */
  awaited(): string | null {
    return this.#running?.clock === 'due' ? 'the recording to end' : null;
  }

  /** The flow has had enough: however the short sound ends, or ended before the test's clock was there, it was stopped. */
  #stop(recording: RecordingId): void {
    const running = this.#running;
    if (running?.recording !== recording) return;
    this.mouth.drop();
    running.clock = 'due';
    if (running.ended !== null) this.#over({ ...running.ended, end: 'stopped' });
  }

  #begin({ recording, maxMs, silenceMs }: { recording: RecordingId; maxMs: number; silenceMs: number }): void {
    const running: Running = { recording, clock: 'running', ended: null };
    this.#running = running;
    this.mouth.record({
      ...{ recording, maxMs, silenceMs },
      onEnd: ({ end }) => {
        running.clock = 'due';
        if (running.ended !== null) this.#over(running.ended);
        // Nobody speaks for minutes: the longest time is over when the test's clock says so.
        else if (end === 'longest') void this.#parts.recorder.end(recording);
      },
    });
  }

  #over(event: RecordingEnded): void {
    this.#running = null;
    this.mouth.drop();
    this.#parts.tell(event);
  }
}
