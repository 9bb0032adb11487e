// RTP packets, telephone events put together to keys, and the measures over what arrived.

import { describe, expect, test } from 'vitest';
import { toALaw } from '../audio/g711.ts';
import { toneSamples } from '../audio/make-tones.ts';
import { ArrivalLog } from './arrival-log.ts';
import { KeyReader } from './key-reader.ts';
import type { ArrivedPacket, Stall } from './media-protocol.ts';
import { parseKeyEvent, parseRtp, printKeyEvent, printRtp } from './rtp-packet.ts';

describe('a packet', () => {
  const packet = {
    payloadType: 8,
    marker: true,
    seq: 65_535,
    timestamp: 4_294_967_295,
    ssrc: 7,
    payload: Uint8Array.of(1, 2),
  };

  test('written and read is the same', () => {
    expect(parseRtp(printRtp(packet))).toEqual(packet);
  });

  test('an extension and padding are passed over', () => {
    const plain = printRtp(packet);
    const extended = Buffer.concat([
      plain.subarray(0, 12),
      Buffer.from([0, 0, 0, 1, 9, 9, 9, 9]),
      plain.subarray(12),
      Buffer.from([0, 2]),
    ]);
    extended[0] = 0xb0;
    expect(parseRtp(extended)?.payload).toEqual(packet.payload);
  });

  test('RTCP, another version, a cut packet: none', () => {
    const rtcp = printRtp(packet);
    rtcp[1] = 200;
    expect(parseRtp(rtcp)).toBeNull();
    expect(parseRtp(Buffer.alloc(40))).toBeNull();
    expect(parseRtp(Buffer.from([0x80, 8]))).toBeNull();
  });
});

describe('telephone events', () => {
  test('a key as bytes of RFC 4733', () => {
    expect([...printKeyEvent({ key: '#', end: true, duration: 800 })]).toEqual([11, 0x8a, 3, 32]);
    expect(parseKeyEvent(Uint8Array.of(11, 0x8a, 3, 32))).toEqual({ key: '#', end: true, duration: 800 });
    expect(parseKeyEvent(Uint8Array.of(16, 0, 0, 0))).toBeNull();
    expect(parseKeyEvent(Uint8Array.of(1))).toBeNull();
  });

  test('start, updates and three ends: one digit, from its first packet to its first end', () => {
    const reader = new KeyReader();
    reader.takePackets([
      event(0, 160),
      event(20, 320),
      event(40, 480, 'end'),
      event(41, 480, 'end'),
      event(42, 480, 'end'),
    ]);
    expect(reader.digits()).toEqual([{ digit: '5', by: 'rfc4733', beganAt: 0, endedAt: 40, lengthMs: 60 }]);
  });

  test('all ends lost: the digit is complete when the next one begins', () => {
    const reader = new KeyReader();
    reader.takePackets([event(0, 160), event(20, 320), event(200, 160, 'on', 9_000), event(220, 320, 'end', 9_000)]);
    expect(reader.digits().map(({ lengthMs }) => lengthMs)).toEqual([40, 40]);
  });
});

describe('what arrived', () => {
  test('a hole of 300 ms: the longest gap; with the edges of the window; numbers lost are counted', () => {
    const log = logOf([...steady(0, 20), ...steady(34, 20)]);
    expect(log.longestGapMs({ from: 0, to: 1_060 })).toBe(300);
    expect(log.longestGapMs({ from: 0, to: 2_000 })).toBe(2_000 - 1_060);
    expect(log.counts()).toEqual({ received: 40, lost: 14, late: 0, repeated: 0 });
  });

  test('no packet at all: the whole window is the gap', () => {
    expect(logOf([]).longestGapMs({ from: 100, to: 700 })).toBe(600);
  });

  test('our own stall inside the gap: taken out when asked, and reported', () => {
    const log = logOf([...steady(0, 20), ...steady(34, 20)], [{ from: 400, to: 650 }]);
    expect(log.longestGapMs({ from: 0, to: 1_060, discountOwnLag: true })).toBe(50);
    expect(log.longestGapMs({ from: 0, to: 1_060 })).toBe(300);
    expect(log.observerLagMs({ from: 0, to: 1_060 })).toBe(250);
  });

  test('only packets with the tone count when a tone is named', () => {
    const tone = toALaw(toneSamples(480, 20));
    const packets = steady(0, 50).map((packet, index) =>
      index < 10 || index > 20 ? { ...packet, payload: tone } : packet,
    );
    expect(logOf(packets).longestGapMs({ from: 0, to: 980, toneHz: 480 })).toBe(240);
  });

  test('numbers that wrap, one late, one twice: nothing lost', () => {
    const seqs = [65_533, 65_534, 0, 65_535, 1, 1, 2];
    const log = logOf(seqs.map((seq, index) => ({ ...audio(index), seq })));
    expect(log.counts()).toEqual({ received: 7, lost: 0, late: 1, repeated: 1 });
  });

  test('what is no audio is handed back and kept out of the log', () => {
    const log = new ArrivalLog(0);
    const others = log.take({ observedUntil: 100, stalls: [], packets: [audio(0), event(10, 160)] });
    expect(others.map(({ payloadType }) => payloadType)).toEqual([101]);
    expect(log.packets()).toHaveLength(1);
  });

  test('read along by marks: each packet once', () => {
    const log = logOf(steady(0, 3));
    const { mark } = log.after(0);
    log.take({ observedUntil: 0, stalls: [], packets: [audio(3)] });
    expect(log.after(mark).packets.map(({ seq }) => seq)).toEqual([3]);
    expect(log.after(log.after(mark).mark).packets).toEqual([]);
  });
});

function logOf(packets: readonly ArrivedPacket[], stalls: readonly Stall[] = []): ArrivalLog {
  const log = new ArrivalLog(0);
  log.take({ observedUntil: 0, stalls, packets });
  return log;
}

/** `count` packets from number `first` on, 20 ms apart. */
const steady = (first: number, count: number): readonly ArrivedPacket[] =>
  Array.from({ length: count }, (_, index) => audio(first + index));

const audio = (index: number): ArrivedPacket => ({
  arrivedAt: index * 20,
  payloadType: 8,
  seq: index,
  timestamp: index * 160,
  ssrc: 1,
  payload: new Uint8Array(160).fill(0xd5),
});

const event = (arrivedAt: number, duration: number, phase: 'on' | 'end' = 'on', timestamp = 1_000): ArrivedPacket => ({
  ...audio(0),
  arrivedAt,
  timestamp,
  payloadType: 101,
  payload: printKeyEvent({ key: '5', end: phase === 'end', duration }),
});
