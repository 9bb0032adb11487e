// The playbacks of the wire-level fake: one after the other on each channel, each with an end. A channel that plays
// outside of a bridge is busy: what needs its thread waits until it is quiet. Not here: channels.

import { playbackJson } from './json.ts';

interface Playback {
  readonly id: string;
  readonly channel: string;
  readonly media: readonly string[];
  timer: NodeJS.Timeout | null;
}

export interface PlaybacksParts {
  /** How long a sound plays, in milliseconds; null when there is no such sound. */
  readonly lengthOf: (sound: string) => number | null;
  /** The same of something recorded. */
  readonly recordedMs: (recording: string) => number | null;
  readonly tell: (type: string, rest: object) => void;
}

export class Playbacks {
  readonly #parts: PlaybacksParts;
  readonly #all: Playback[] = [];
  readonly #quiet = new Map<string, (() => void)[]>();
  /** How many playbacks were begun under each id: Asterisk plays again when asked again. */
  readonly begun = new Map<string, number>();

  constructor(parts: PlaybacksParts) {
    this.#parts = parts;
  }

  find(id: string): object | null {
    const found = this.#all.find((one) => one.id === id);
    return found === undefined ? null : this.#json(found, found.timer === null ? 'queued' : 'playing');
  }

  play(channel: string, id: string, media: readonly string[]): object {
    const playback: Playback = { id, channel, media, timer: null };
    this.begun.set(id, (this.begun.get(id) ?? 0) + 1);
    this.#all.push(playback);
    if (this.#on(channel)[0] === playback) this.#begin(playback);
    return this.#json(playback, 'queued');
  }

  stop(id: string): boolean {
    const found = this.#all.find((one) => one.id === id);
    if (found !== undefined) this.#end(found, 'done');
    return found !== undefined;
  }

  /** The channel has ended. */
  abandon(channel: string): void {
    for (const playback of this.#on(channel).reverse()) this.#end(playback, 'failed');
  }

  /** Resolves when nothing plays on this channel any more. */
  quiet(channel: string): Promise<void> {
    if (this.#on(channel).length === 0) return Promise.resolve();
    return new Promise((resolve) => this.#quiet.set(channel, [...(this.#quiet.get(channel) ?? []), resolve]));
  }

  close(): void {
    for (const { timer } of this.#all) if (timer !== null) clearTimeout(timer);
  }

  #on(channel: string): Playback[] {
    return this.#all.filter((one) => one.channel === channel);
  }

  #begin(playback: Playback): void {
    const lengths = playback.media.map((uri) =>
      uri.startsWith('recording:')
        ? this.#parts.recordedMs(uri.slice('recording:'.length))
        : this.#parts.lengthOf(uri.replace(/^sound:/, '')),
    );
    const audible = lengths.filter((length) => length !== null);
    const total = audible.reduce((sum, length) => sum + length, 0);
    playback.timer = setTimeout(() => this.#end(playback, audible.length === 0 ? 'failed' : 'done'), total);
    this.#parts.tell('PlaybackStarted', { playback: this.#json(playback, 'playing') });
  }

  #end(playback: Playback, state: 'done' | 'failed'): void {
    if (!this.#all.includes(playback)) return;
    if (playback.timer !== null) clearTimeout(playback.timer);
    this.#all.splice(this.#all.indexOf(playback), 1);
    this.#parts.tell('PlaybackFinished', { playback: this.#json(playback, state) });
    const [next] = this.#on(playback.channel);
    if (next !== undefined && next.timer === null) this.#begin(next);
    if (next !== undefined) return;
    for (const wake of this.#quiet.get(playback.channel) ?? []) wake();
    this.#quiet.delete(playback.channel);
  }

  #json({ id, channel, media }: Playback, state: string): object {
    return playbackJson(id, channel, media[0] ?? '', state);
  }
}
