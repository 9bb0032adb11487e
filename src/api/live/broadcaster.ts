// Turns changed states into numbered deltas for whoever watches. `changed` only notes what to look at, so that recording
// never waits for it, and while nobody watches nothing at all is done. Not here: sockets (socket.ts), views (view.ts).

import type { Cancel, Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { Changes } from '../../base/machine.ts';
import { type LiveTelephony, liveKeys } from '../contract/index.ts';
import { LiveBoard } from './board.ts';
import { liveLimits } from './limits.ts';
import { type LiveWords, viewOf } from './view.ts';

/** One client as the broadcaster sees it. */
export interface Watcher {
  readonly send: (text: string) => void;
  /** What was sent and is not yet on its way. */
  readonly bufferedBytes: () => number;
  readonly ping: () => void;
  readonly drop: (why: DropReason) => void;
}

/** Who reads too slowly, or answers no ping, is no use to anybody and costs memory. */
export type DropReason = 'slow' | 'silent';

/** What a client can do once it watches. */
export interface Watching {
  /** Sends everything again, at the next gathering. */
  readonly resync: () => void;
  /** The client has answered a ping. */
  readonly heard: () => void;
  readonly leave: () => void;
}

export interface BroadcasterParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly words: LiveWords;
  /** All states as they are recorded now, by key. */
  readonly states: () => ReadonlyMap<string, unknown>;
}

interface Client {
  readonly watcher: Watcher;
  wants: 'snapshot' | 'deltas';
  ping: 'answered' | 'awaited';
}

/** One for a controller: its records go in, what every watcher should know comes out. */
export class Broadcaster {
  readonly #parts: BroadcasterParts;
  readonly #board: LiveBoard;
  readonly #clients = new Set<Client>();
  /** The latest state of every key that changed since the last gathering. */
  readonly #pending = new Map<string, unknown>();
  #telephony: LiveTelephony;
  #seq = 0;
  #gathering: Cancel | null = null;
  #beating: Cancel | null = null;

  constructor(parts: BroadcasterParts) {
    this.#parts = parts;
    this.#board = new LiveBoard((state) => viewOf(state, parts.words), parts.log);
    this.#telephony = { kind: 'telephony', state: 'away', since: parts.clock.now() };
  }

  /** Notes what a record has just changed. Never throws. */
  changed(changes: Changes): void {
    if (this.#clients.size === 0) return;
    for (const [key, value] of Object.entries(changes)) if (value !== undefined) this.#pending.set(key, value);
    this.#gather();
  }

  /** Notes whether the telephone system is in hand: the one thing shown that is not recorded. */
  telephony(state: LiveTelephony['state']): void {
    if (state === this.#telephony.state) return;
    this.#telephony = { kind: 'telephony', state, since: this.#parts.clock.now() };
    if (this.#clients.size > 0) this.#gather();
  }

  isFull(): boolean {
    return this.#clients.size >= liveLimits.watcherCountMax;
  }

  /** The first thing that a watcher gets is a snapshot. */
  join(watcher: Watcher): Watching | 'full' {
    if (this.isFull()) return 'full';
    if (this.#clients.size === 0) this.#begin();
    const client: Client = { watcher, wants: 'snapshot', ping: 'answered' };
    this.#clients.add(client);
    this.#gather();
    return {
      resync: () => {
        client.wants = 'snapshot';
        this.#gather();
      },
      heard: () => {
        client.ping = 'answered';
      },
      leave: () => this.#leave(client),
    };
  }

  #begin(): void {
    for (const [key, value] of this.#parts.states()) this.#board.put(key, value);
    this.#board.putEntry(liveKeys.telephony, this.#telephony);
    this.#beating = this.#parts.clock.after(liveLimits.beatMs, () => this.#beat(1));
  }

  /** Coming and going is free: the last to leave takes everything that was kept for watchers along. */
  #leave(client: Client): void {
    if (!this.#clients.delete(client) || this.#clients.size > 0) return;
    this.#gathering?.();
    this.#beating?.();
    this.#gathering = this.#beating = null;
    this.#board.clear();
    this.#pending.clear();
  }

  #gather(): void {
    this.#gathering ??= this.#parts.clock.after(liveLimits.gatherMs, () => this.#flush());
  }

  #flush(): void {
    this.#gathering = null;
    const changes = [
      ...[...this.#pending].flatMap(([key, value]) => this.#board.put(key, value)),
      ...this.#board.putEntry(liveKeys.telephony, this.#telephony),
    ];
    this.#pending.clear();
    if (changes.length > 0) this.#seq += 1;
    const delta = this.#message('delta', `,"changes":{${changes.join(',')}}`);
    let snapshot: string | null = null;
    for (const client of [...this.#clients]) {
      if (client.wants === 'snapshot')
        this.#send(client, (snapshot ??= this.#message('snapshot', `,"entries":{${this.#board.entries()}}`)));
      else if (changes.length > 0) this.#send(client, delta);
      client.wants = 'deltas';
    }
  }

  #beat(count: number): void {
    const beat = this.#message('beat', '');
    const pings = (count * liveLimits.beatMs) % liveLimits.pingMs === 0;
    for (const client of [...this.#clients]) {
      if (pings) this.#ping(client);
      // Whoever waits for a snapshot would take the number for a gap.
      if (client.wants === 'deltas') this.#send(client, beat);
    }
    if (this.#clients.size > 0) this.#beating = this.#parts.clock.after(liveLimits.beatMs, () => this.#beat(count + 1));
  }

  #ping(client: Client): void {
    if (client.ping === 'awaited') return this.#drop(client, 'silent');
    client.ping = 'awaited';
    client.watcher.ping();
  }

  #send(client: Client, text: string): void {
    if (!this.#clients.has(client)) return;
    if (client.watcher.bufferedBytes() > liveLimits.bufferBytesMax) this.#drop(client, 'slow');
    else client.watcher.send(text);
  }

  #drop(client: Client, why: DropReason): void {
    this.#leave(client);
    this.#parts.log.warn('A client of the live page was dropped.', { why });
    client.watcher.drop(why);
  }

  #message(kind: string, rest: string): string {
    return `{"kind":"${kind}","seq":${this.#seq},"at":${this.#parts.clock.now()}${rest}}`;
  }
}
