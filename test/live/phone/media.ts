// The phone's side of its media thread: opens streams, passes commands, hands on what arrived, and turns the shared
// clock into `performance.now()`. Not here: sockets and pacing (media-thread.ts), what was heard (heard.ts).

import { Worker } from 'node:worker_threads';
import { sharedNow } from './media-protocol.ts';
import type { ArrivedPacket, KeyPresses, MediaCommand, MediaReport, RtpTarget, Stall } from './media-protocol.ts';
import type { OutgoingSound } from './outgoing-sound.ts';
import { PhoneFault } from './phone-fault.ts';
import type { SentDigit } from './phone-types.ts';
import { digitOf } from './digit.ts';

/** Opening a socket in the thread takes a few ms; starting the thread itself some hundred on a busy machine. */
const openLimitMs = 10_000;

/** How long keys may take beyond their own length. */
const pressSlackMs = 5_000;

/** What a stream tells: everything that comes, every 20 ms or so; and, after `close`, that nothing more will. */
export interface StreamEvents {
  readonly arrived: (arrivals: Arrivals) => void;
  readonly closed: () => void;
}

/** What arrived on a stream; also told when nothing did, to say until when. */
export interface Arrivals {
  readonly observedUntil: number;
  readonly stalls: readonly Stall[];
  readonly packets: readonly ArrivedPacket[];
}

/** One RTP socket with its sender and receiver. */
export interface MediaStream {
  readonly port: number;
  readonly aim: (target: RtpTarget) => void;
  readonly say: (sound: OutgoingSound) => void;
  readonly setSending: (sending: 'on' | 'paused') => void;
  /** Resolves when the last key was sent. */
  readonly press: (keys: KeyPresses) => Promise<readonly SentDigit[]>;
  readonly close: () => void;
}

/** Where a phone's streams come from. */
export interface MediaSource {
  /** Opens a stream on a free port of `host`. */
  readonly open: (host: string, events: StreamEvents) => Promise<MediaStream>;
  readonly close: () => Promise<void>;
}

/** What the thread said about one stream, and who waits for it. */
interface Listening {
  readonly opened: (report: { readonly port: number } | { readonly fault: PhoneFault }) => void;
  readonly events: StreamEvents;
  readonly pressed: Map<number, (digits: readonly SentDigit[]) => void>;
}

/** Owns one thread; `close` ends it. */
export class Media implements MediaSource {
  readonly #worker = new Worker(new URL('./media-thread.ts', import.meta.url));
  readonly #streams = new Map<number, Listening>();
  readonly #clockShift = performance.now() - sharedNow();
  #lastStream = 0;
  #lastPress = 0;
  #fault: PhoneFault | undefined;

  constructor() {
    this.#worker.on('message', (report: MediaReport) => {
      this.#take(report);
    });
    this.#worker.on('error', (fault) => {
      this.#fault = new PhoneFault('lost', `media thread: ${String(fault)}`);
      for (const listening of this.#streams.values()) listening.opened({ fault: this.#fault });
    });
  }

  /** Opens a stream on a free port of `host`. */
  async open(host: string, events: StreamEvents): Promise<MediaStream> {
    const stream = (this.#lastStream += 1);
    const pressed: Listening['pressed'] = new Map();
    const port = await new Promise<number>((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new PhoneFault('timeLimit', `no RTP socket on ${host} within ${openLimitMs} ms`));
      }, openLimitMs);
      const opened: Listening['opened'] = (report) => {
        clearTimeout(timer);
        if ('port' in report) resolve(report.port);
        else reject(report.fault);
      };
      this.#streams.set(stream, { opened, events, pressed });
      this.#tell({ kind: 'open', stream, host });
    });
    return this.#streamOf(stream, port, pressed);
  }

  /** Rejects with what killed the thread before, if anything did. */
  async close(): Promise<void> {
    await this.#worker.terminate();
    if (this.#fault !== undefined) throw this.#fault;
  }

  #streamOf(stream: number, port: number, pressed: Listening['pressed']): MediaStream {
    return {
      port,
      aim: (target) => {
        this.#tell({ kind: 'target', stream, target });
      },
      say: (sound) => {
        this.#tell({ kind: 'say', stream, sound });
      },
      setSending: (sending) => {
        this.#tell({ kind: 'sending', stream, sending });
      },
      press: (keys) => this.#press(stream, pressed, keys),
      close: () => {
        this.#tell({ kind: 'close', stream });
      },
    };
  }

  #press(stream: number, pressed: Listening['pressed'], keys: KeyPresses): Promise<readonly SentDigit[]> {
    const press = (this.#lastPress += 1);
    const limitMs = keys.digits.length * (keys.toneMs + keys.gapMs) + pressSlackMs;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        pressed.delete(press);
        reject(new PhoneFault('timeLimit', `keys ${keys.digits} were not sent within ${limitMs} ms`));
      }, limitMs);
      pressed.set(press, (digits) => {
        clearTimeout(timer);
        pressed.delete(press);
        if (digits.length === keys.digits.length) resolve(digits);
        else reject(new PhoneFault('ended', `of the keys ${keys.digits} only ${digits.length} were sent`));
      });
      this.#tell({ kind: 'press', stream, press, keys });
    });
  }

  #take(report: MediaReport): void {
    switch (report.kind) {
      case 'opened':
        this.#streams.get(report.stream)?.opened({ port: report.port });
        return;
      case 'closed':
        this.#streams.get(report.stream)?.events.closed();
        this.#streams.delete(report.stream);
        return;
      case 'failed':
        this.#streams.get(report.stream)?.opened({ fault: new PhoneFault('lost', `RTP socket: ${report.what}`) });
        return;
      case 'pressed':
        this.#streams.get(report.stream)?.pressed.get(report.press)?.(report.keys.map((key) => this.#sent(key)));
        return;
      case 'arrived':
        this.#hand(report);
        return;
    }
  }

  #hand(report: Extract<MediaReport, { kind: 'arrived' }>): void {
    const observedUntil = report.observedUntil + this.#clockShift;
    const stalls = report.stalls.map(({ from, to }) => ({ from: from + this.#clockShift, to: to + this.#clockShift }));
    for (const { stream, packets } of report.streams) {
      const shifted = packets.map((packet) => ({ ...packet, arrivedAt: packet.arrivedAt + this.#clockShift }));
      this.#streams.get(stream)?.events.arrived({ observedUntil, stalls, packets: shifted });
    }
  }

  #sent(key: { readonly digit: string; readonly beganAt: number; readonly endedAt: number }): SentDigit {
    return {
      digit: digitOf(key.digit),
      beganAt: key.beganAt + this.#clockShift,
      endedAt: key.endedAt + this.#clockShift,
    };
  }

  #tell(command: MediaCommand): void {
    this.#worker.postMessage(command);
  }
}
