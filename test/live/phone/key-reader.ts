// The other party's keys, from telephone events (RFC 4733) and from INFO, put together to whole digits.

import { digitOf } from './digit.ts';
import type { ArrivedPacket } from './media-protocol.ts';
import { parseKeyEvent } from './rtp-packet.ts';
import { sampleRateHz } from '../audio/pcm.ts';
import type { ReceivedDigit } from './phone-types.ts';

/** The most digits kept of one call. */
const digitLimit = 1_000;

/** Payload types from here on are agreed per call; telephone events are among them. */
const agreedTypesFrom = 96;

/** A key whose packets are still coming; one event shares source and timestamp. */
interface Growing {
  readonly source: string;
  readonly key: string;
  readonly beganAt: number;
  lastAt: number;
  duration: number;
}

export class KeyReader {
  readonly #digits: ReceivedDigit[] = [];
  #growing: Growing | undefined;
  #lastDone = '';

  digits(): readonly ReceivedDigit[] {
    return this.#digits;
  }

  /** Takes packets that were no audio, in order of arrival. */
  takePackets(packets: readonly ArrivedPacket[]): void {
    for (const packet of packets) if (packet.payloadType >= agreedTypesFrom) this.#takePacket(packet);
  }

  takeInfo(key: string, lengthMs: number, at: number): void {
    this.#keep({ digit: digitOf(key.toUpperCase()), by: 'info', beganAt: at, endedAt: at, lengthMs });
  }

  #takePacket({ payload, ssrc, timestamp, arrivedAt }: ArrivedPacket): void {
    const event = parseKeyEvent(payload);
    const source = `${ssrc} ${timestamp}`;
    if (event === null || source === this.#lastDone) return;
    if (this.#growing?.source !== source) {
      this.#finish();
      this.#growing = { source, key: event.key, beganAt: arrivedAt, lastAt: arrivedAt, duration: 0 };
    }
    this.#growing.lastAt = arrivedAt;
    this.#growing.duration = Math.max(this.#growing.duration, event.duration);
    if (event.end) this.#finish();
  }

  /** At its end packet, or, when all three were lost, at the next key. */
  #finish(): void {
    const key = this.#growing;
    if (key === undefined) return;
    this.#growing = undefined;
    this.#lastDone = key.source;
    const lengthMs = (key.duration * 1000) / sampleRateHz;
    this.#keep({ digit: digitOf(key.key), by: 'rfc4733', beganAt: key.beganAt, endedAt: key.lastAt, lengthMs });
  }

  #keep(digit: ReceivedDigit): void {
    this.#digits.push(digit);
    if (this.#digits.length > digitLimit) this.#digits.shift();
  }
}
