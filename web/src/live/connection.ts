// The line to the controller: opens the stream, keeps the board, notices when the line is dead, and tries again for as long
// as the page is open. Not here: what messages mean (board.ts), signing in (session.ts).

import { liveMessage, livePath } from '../../../src/api/contract/index.ts';
import { type Board, applied } from './board.ts';
import type { ServerTime } from './now.ts';
import { askSession } from './session.ts';

/** What the page knows of its line. `since` and `knownAt` are instants of this browser's clock. */
export type Line =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  | { readonly kind: 'lost'; readonly since: number }
  | { readonly kind: 'signedOut' };

export interface Watched {
  readonly line: Line;
  /** The latest that is known; null before the first snapshot. */
  readonly board: Board | null;
}

export interface LiveConnection {
  readonly get: () => Watched;
  readonly subscribe: (changed: () => void) => () => void;
  readonly start: () => void;
  readonly stop: () => void;
}

/** The server is heard every second; after this much silence it is not there any more, whatever the socket says. */
const silenceMsMax = 2_500;
/** Pauses between tries; the last one repeats. A controller that was killed is back in one to three seconds. */
const retryMs = [100, 250, 500, 1_000] as const;
/** A try that has not come to anything by then is given up. */
const openMsMax = 5_000;
/** A page reloads itself at most this often. */
const reloadMsMin = 60_000;

/** A line that is not yet open; `start` opens it. */
export function liveConnection(time: ServerTime): LiveConnection {
  return new Connection(time);
}

class Connection implements LiveConnection {
  readonly #time: ServerTime;
  readonly #listeners = new Set<() => void>();
  #watched: Watched = { line: { kind: 'connecting' }, board: null };
  #socket: WebSocket | null = null;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #failureCount = 0;
  #heardAt = Date.now();
  #phase: 'started' | 'stopped' = 'stopped';

  constructor(time: ServerTime) {
    this.#time = time;
  }

  readonly get = (): Watched => this.#watched;

  readonly subscribe = (changed: () => void): (() => void) => {
    this.#listeners.add(changed);
    return () => this.#listeners.delete(changed);
  };

  readonly start = (): void => {
    this.#phase = 'started';
    clearTimeout(this.#retry);
    this.#hangUp();
    this.#set({ line: { kind: 'connecting' } });
    void this.#open();
  };

  readonly stop = (): void => {
    this.#phase = 'stopped';
    clearTimeout(this.#retry);
    this.#hangUp();
    this.#set({ line: { kind: 'connecting' }, board: null });
  };

  /** A refused websocket does not say why, so the session is asked first. */
  async #open(): Promise<void> {
    const session = await askSession(openMsMax);
    if (this.#phase === 'stopped') return;
    if (session === 'unknown') this.#lost();
    else if (session === 'signedOut') this.#set({ line: { kind: 'signedOut' } });
    else this.#listen();
  }

  #listen(): void {
    const socket = new WebSocket(new URL(livePath, location.href.replace(/^http/, 'ws')));
    this.#socket = socket;
    this.#time.begin();
    this.#expect(openMsMax);
    socket.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (socket === this.#socket) this.#message(socket, String(data));
    };
    socket.onclose = () => {
      if (socket === this.#socket) this.#lost();
    };
  }

  #message(socket: WebSocket, text: string): void {
    const read = liveMessage.safeParse(JSON.parse(text));
    if (!read.success) return this.#misunderstood();
    const message = read.data;
    this.#heardAt = Date.now();
    this.#time.heard(message.at);
    this.#expect(silenceMsMax);
    const board = applied(this.#watched.board, message);
    // Deltas that come before the snapshot we asked for find the same gap; one request is enough and more do no harm.
    if (board === 'gap') return socket.send(JSON.stringify({ kind: 'resync' }));
    this.#failureCount = 0;
    if (board !== this.#watched.board || this.#watched.line.kind !== 'live')
      this.#set({ line: { kind: 'live' }, board });
  }

  /** The controller is of another version than the page; its own page understands it. Not in a circle, though. */
  #misunderstood(): void {
    if (performance.now() > reloadMsMin) location.reload();
    else this.#lost();
  }

  #expect(withinMs: number): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#lost(), withinMs);
  }

  #lost(): void {
    this.#hangUp();
    this.#time.freeze();
    if (this.#watched.line.kind !== 'lost') this.#set({ line: { kind: 'lost', since: this.#heardAt } });
    const pauseMs = retryMs[Math.min(this.#failureCount, retryMs.length - 1)];
    this.#failureCount += 1;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => void this.#open(), pauseMs);
  }

  #hangUp(): void {
    clearTimeout(this.#silence);
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #set(part: Partial<Watched>): void {
    this.#watched = { ...this.#watched, ...part };
    for (const changed of this.#listeners) changed();
  }
}
