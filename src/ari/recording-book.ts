// What the driver remembers of recordings while they last: enough to name their end. All of it may be lost in a restart.
// Not here: talking to Asterisk (recorder.ts), hearing it (hear-recordings.ts).

import type { LegId, RecordingId } from '../base/ids.ts';
import { endedCountMax } from './limits.ts';

/** `stopping`: its end will have been our doing. */
export interface KnownRecording {
  readonly leg: LegId;
  readonly maxMs: number;
  readonly state: 'under way' | 'stopping';
}

/** The recordings of one connection. */
export class RecordingBook {
  readonly #known = new Map<RecordingId, KnownRecording>();

  find(recording: RecordingId): KnownRecording | undefined {
    return this.#known.get(recording);
  }

  note(recording: RecordingId, known: KnownRecording): void {
    this.#known.set(recording, known);
    // Of those whose end was never heard the oldest are forgotten: only the reason of their end is lost.
    const [oldest] = this.#known.keys();
    if (this.#known.size > endedCountMax && oldest !== undefined) this.#known.delete(oldest);
  }

  /** Strikes a recording off and tells what was known of it. */
  end(recording: RecordingId): KnownRecording | undefined {
    const known = this.#known.get(recording);
    this.#known.delete(recording);
    return known;
  }
}
