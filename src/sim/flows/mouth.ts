// The caller's voice and the recorder that listens to it. A silent caller makes no sound. Not here: what becomes of a recording.

import type { Cancel, Instant } from '../../base/clock.ts';
import type { Recorded } from '../../ivr/index.ts';
import type { VirtualClock } from './virtual-clock.ts';

export interface Recording {
  readonly recording: string;
  readonly maxMs: number;
  readonly silenceMs: number;
  /** Called once. */
  readonly onEnd: (result: Recorded) => void;
}

interface Running extends Recording {
  readonly beganAt: Instant;
  cancels: readonly Cancel[];
}

/** One caller's voice. */
export class Mouth {
  readonly #clock: VirtualClock;
  readonly #spoken: { readonly from: Instant; readonly to: Instant }[] = [];
  #running: Running | null = null;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  /** The caller speaks from now on. */
  speak(lengthMs: number): void {
    const from = this.#clock.now();
    this.#spoken.push({ from, to: from + lengthMs });
    if (this.#running !== null) this.#arm(this.#running);
  }

  record(recording: Recording): void {
    this.drop();
    const running = { ...recording, beganAt: this.#clock.now(), cancels: [] };
    this.#running = running;
    this.#arm(running);
  }

  isRecording(): boolean {
    return this.#running !== null;
  }

  /** Ends the recording of this name, if it runs. */
  stop(recording: string): void {
    if (this.#running?.recording === recording) this.#end('stopped');
  }

  /** Nobody wants the recording any more. */
  drop(): void {
    for (const cancel of this.#running?.cancels ?? []) cancel();
    this.#running = null;
  }

  #arm(running: Running): void {
    for (const cancel of running.cancels) cancel();
    const now = this.#clock.now();
    const quietFrom = Math.max(running.beganAt, ...this.#spoken.map(({ to }) => to));
    const after = (at: Instant, end: Recorded['end']): Cancel => this.#clock.after(at - now, () => this.#end(end));
    running.cancels = [
      after(running.beganAt + running.maxMs, 'longest'),
      after(quietFrom + running.silenceMs, 'silence'),
    ];
  }

  #end(end: Recorded['end']): void {
    const running = this.#running;
    if (running === null) return;
    const now = this.#clock.now();
    const heard = this.#spoken.map(({ from, to }) => Math.min(to, now) - Math.max(from, running.beganAt));
    this.drop();
    running.onEnd({ end, soundMs: heard.reduce((sum, each) => sum + Math.max(0, each), 0) });
  }
}
