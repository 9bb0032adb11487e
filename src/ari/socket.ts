// The connection on which Asterisk's events arrive: opened, kept alive, opened again. Handlers decode and hand over.
// Not here: what an event means (hear.ts), what it travels on (line.ts), nor commands.

import type { Cancel, Clock, Instant } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { readEvent } from './heard-events.ts';
import type { Heard, HeardEvent } from './heard-events.ts';
import { handshakeMs, heldEventCountMax, lateBeatMs, pingEveryMs, retryMs, silenceMsMax } from './limits.ts';
import type { EventConnection, Line } from './line.ts';

export interface AriSocketOptions {
  /** Begins one attempt. */
  readonly dial: Line['dial'];
  readonly app: string;
  readonly clock: Clock;
  /** A number from 0 up to 1, for spreading reconnections. */
  readonly random: () => number;
  readonly log: Log;
  /** Proves that the new connection works and prepares it; a rejection gives it up. Events wait meanwhile. */
  readonly prepare: () => Promise<void>;
  readonly onUp: () => void;
  readonly onEvent: (event: HeardEvent) => void;
  /** A message that led to no event. */
  readonly onDropped: (heard: Exclude<Heard, { readonly kind: 'event' }>) => void;
  /** Told once for each onUp. */
  readonly onDown: (why: string) => void;
  /** Another connection took the application over; this one stays closed. */
  readonly onReplaced: () => void;
}

/** Where the connection stands. */
export type SocketState =
  | { readonly kind: 'opening'; readonly socket: EventConnection }
  | { readonly kind: 'preparing'; readonly socket: EventConnection; readonly held: HeardEvent[] }
  | { readonly kind: 'up'; readonly socket: EventConnection }
  | { readonly kind: 'waiting'; readonly retry: Cancel }
  | { readonly kind: 'replaced' }
  | { readonly kind: 'closed' };

/** One application's event connection. It lives until `close`, or until another connection replaces it. */
export class AriSocket {
  readonly #options: AriSocketOptions;
  #state: SocketState = { kind: 'closed' };
  #attempt = 0;
  #heardAt: Instant = 0;
  #cancelTimer: Cancel = () => undefined;

  constructor(options: AriSocketOptions) {
    this.#options = options;
  }

  get state(): SocketState {
    return this.#state;
  }

  /** Begins to connect, and goes on until it works. */
  open(): void {
    const { app, clock } = this.#options;
    const socket = this.#options.dial(app, {
      onOpen: () => void this.#prepare(socket),
      onMessage: (json) => {
        this.#heardAt = clock.now();
        this.#take(socket, json);
      },
      onAlive: () => {
        this.#heardAt = clock.now();
      },
      onLost: (why) => {
        this.#lose(socket, why);
      },
    });
    this.#state = { kind: 'opening', socket };
    this.#heardAt = clock.now();
    this.#cancelTimer();
    this.#cancelTimer = clock.after(handshakeMs, () => {
      this.#lose(socket, 'the handshake took too long');
    });
  }

  close(): void {
    const before = this.#state;
    this.#state = { kind: 'closed' };
    this.#release(before);
    if (before.kind === 'up') this.#options.onDown('closed by us');
  }

  async #prepare(socket: EventConnection): Promise<void> {
    if (!this.#isCurrent(socket)) return;
    const held: HeardEvent[] = [];
    this.#state = { kind: 'preparing', socket, held };
    try {
      await this.#options.prepare();
    } catch (fault) {
      this.#lose(socket, fault instanceof Error ? fault.message : 'it could not be prepared');
      return;
    }
    if (!this.#isCurrent(socket)) return;
    this.#state = { kind: 'up', socket };
    this.#attempt = 0;
    this.#beat(socket);
    this.#options.onUp();
    for (const event of held) this.#options.onEvent(event);
  }

  #take(socket: EventConnection, json: unknown): void {
    if (!this.#isCurrent(socket)) return;
    const heard = readEvent(json);
    if (heard.kind !== 'event') this.#options.onDropped(heard);
    else if (heard.event.type === 'ApplicationReplaced') this.#replaced();
    else if (this.#state.kind === 'preparing') this.#hold(socket, this.#state.held, heard.event);
    else this.#options.onEvent(heard.event);
  }

  #hold(socket: EventConnection, held: HeardEvent[], event: HeardEvent): void {
    if (held.length < heldEventCountMax) held.push(event);
    else this.#lose(socket, 'too many events before it was ready');
  }

  /** Whoever took over may be our successor: fighting for the application would silence both in turn. */
  #replaced(): void {
    const before = this.#state;
    this.#state = { kind: 'replaced' };
    this.#release(before);
    this.#options.onReplaced();
    if (before.kind === 'up') this.#options.onDown('another connection took the application over');
  }

  /** Asks for a sign of life, and gives up when there was none for too long, our own stalls not counted. */
  #beat(socket: EventConnection): void {
    const { clock } = this.#options;
    const dueAt = clock.now() + pingEveryMs;
    socket.ping();
    this.#cancelTimer();
    this.#cancelTimer = clock.after(pingEveryMs, () => {
      const now = clock.now();
      if (now - dueAt > lateBeatMs) this.#heardAt = now;
      if (now - this.#heardAt > silenceMsMax) this.#lose(socket, 'no sign of life');
      else this.#beat(socket);
    });
  }

  #lose(socket: EventConnection, why: string): void {
    if (!this.#isCurrent(socket)) return;
    const before = this.#state;
    const delayMs = Math.min(retryMs.longest, retryMs.first * 2 ** this.#attempt) * (0.5 + this.#options.random() / 2);
    if (before.kind === 'up' || this.#attempt === 0) this.#options.log.warn('The event connection is down.', { why });
    this.#attempt = Math.min(this.#attempt + 1, 10);
    this.#release(before);
    const retry = this.#options.clock.after(delayMs, () => {
      this.open();
    });
    this.#state = { kind: 'waiting', retry };
    if (before.kind === 'up') this.#options.onDown(why);
  }

  #isCurrent(socket: EventConnection): boolean {
    return 'socket' in this.#state && this.#state.socket === socket;
  }

  #release(state: SocketState): void {
    this.#cancelTimer();
    if (state.kind === 'waiting') state.retry();
    if ('socket' in state) state.socket.end();
  }
}
