// The recordings of the wire-level fake: they wait until nothing plays on their channel, last until silence, their longest
// time or a stop, and leave a file. One that is stopped while it waits begins all the same, as the real ones do.
// Not here: channels, HTTP.

import { readRecorded } from '../../../src/call/index.ts';
import { joinSamples, silentSamples, toWav, toneSamples } from '../../live/audio/index.ts';

export interface RecordingParts {
  readonly tell: (type: string, rest: object) => void;
  /** Resolves when nothing plays on the channel any more. */
  readonly quiet: (channel: string) => Promise<void>;
}

interface Live {
  readonly name: string;
  readonly channel: string;
  readonly maxMs: number;
  readonly silenceMs: number;
  state: 'queued' | 'recording' | 'canceled';
  beganAt: number;
  /** What was said, as spans since the beginning. */
  readonly said: { readonly from: number; readonly to: number }[];
  timers: NodeJS.Timeout[];
}

export class LiveRecordings {
  readonly stored = new Map<string, Uint8Array>();
  readonly #parts: RecordingParts;
  readonly #live = new Map<string, Live>();
  readonly #speaksUntil = new Map<string, number>();

  constructor(parts: RecordingParts) {
    this.#parts = parts;
  }

  /** Null when the name is taken. */
  record(name: string, asked: Pick<Live, 'channel' | 'maxMs' | 'silenceMs'>, place: 'alone' | 'bridge'): object | null {
    if (this.#live.has(name) || this.stored.has(name)) return null;
    const live: Live = { name, ...asked, state: 'queued', beganAt: 0, said: [], timers: [] };
    // Asterisk takes it, and says afterwards that it cannot be done.
    if (place === 'bridge') {
      setTimeout(() => this.#parts.tell('RecordingFailed', { recording: { ...json(live), state: 'failed' } }), 1);
      return json(live);
    }
    this.#live.set(name, live);
    void this.#parts.quiet(asked.channel).then(() => this.#begin(live));
    return json(live);
  }

  /** How long something that is over plays; null when it is not there. */
  lengthMs(name: string): number | null {
    const file = this.stored.get(name);
    return file === undefined ? null : (readRecorded(file)?.lengthMs ?? null);
  }

  live(name: string): object | null {
    const live = this.#live.get(name);
    return live === undefined ? null : json(live);
  }

  stop(name: string): 'done' | 'gone' {
    const live = this.#live.get(name);
    if (live === undefined) return 'gone';
    if (live.state === 'recording') this.#end(live);
    else live.state = 'canceled';
    return 'done';
  }

  says(channel: string, ms: number): void {
    const until = Date.now() + ms;
    this.#speaksUntil.set(channel, until);
    for (const live of this.#live.values())
      if (live.channel === channel && live.state === 'recording') this.#said(live, Date.now(), until);
  }

  /** The channel has ended: what was said is kept, one that waits never begins. */
  abandon(channel: string): void {
    for (const live of [...this.#live.values()].filter((one) => one.channel === channel))
      if (live.state === 'recording') this.#end(live);
      else this.#live.delete(live.name);
  }

  close(): void {
    for (const { timers } of this.#live.values()) timers.forEach(clearTimeout);
  }

  #begin(live: Live): void {
    if (this.#live.get(live.name) !== live) return;
    live.state = 'recording';
    live.beganAt = Date.now();
    this.#parts.tell('RecordingStarted', { recording: json(live) });
    live.timers.push(setTimeout(() => this.#end(live), live.maxMs));
    this.#said(live, live.beganAt, Math.max(live.beganAt, this.#speaksUntil.get(live.channel) ?? 0));
  }

  #said(live: Live, from: number, to: number): void {
    if (to > from) live.said.push({ from: from - live.beganAt, to: to - live.beganAt });
    const [longest, ...silences] = live.timers;
    silences.forEach(clearTimeout);
    if (live.silenceMs === 0) return;
    const end = setTimeout(() => this.#end(live), to - Date.now() + live.silenceMs);
    live.timers = longest === undefined ? [end] : [longest, end];
  }

  #end(live: Live): void {
    if (this.#live.get(live.name) !== live) return;
    live.timers.forEach(clearTimeout);
    this.#live.delete(live.name);
    const lengthMs = Date.now() - live.beganAt;
    const soundMs = live.said.reduce((sum, { from, to }) => sum + Math.max(0, Math.min(to, lengthMs) - from), 0);
    this.stored.set(live.name, toWav(joinSamples([toneSamples(440, soundMs), silentSamples(lengthMs - soundMs)])));
    const duration = Math.floor(lengthMs / 1_000);
    const recording = { ...json(live), state: 'done', duration, talking_duration: Math.floor(soundMs / 1_000) };
    this.#parts.tell('RecordingFinished', { recording });
  }
}

const json = ({ name, channel, state }: Live) => ({
  name,
  format: 'wav',
  state,
  target_uri: `channel:${channel}`,
});
