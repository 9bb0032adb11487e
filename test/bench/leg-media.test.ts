// The observer of `bench hold` on real sockets of the loopback: it counts what arrives and sees a hole. Not here: SIP.

import { createSocket } from 'node:dgram';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { LegMedia } from '../../scripts/bench/leg-media.ts';

const packet = Buffer.alloc(172, 0xd5);
packet[0] = 0x80;
packet[1] = 8;

it('a leg on which packets stay away for 150 ms shows a gap of that length, and every packet is counted', async () => {
  const media = new LegMedia();
  const sender = createSocket('udp4');
  try {
    const { port } = await media.open('127.0.0.1', { arrived: () => undefined, closed: () => undefined });
    media.begin();
    for (const afterMs of [20, 20, 150, 20]) {
      await pause(afterMs);
      sender.send(packet, port, '127.0.0.1');
    }
    await pause(30);
    const { legs } = await media.report();
    expect(legs).toHaveLength(1);
    expect(legs[0]?.packetCount).toBeGreaterThanOrEqual(4);
    expect(legs[0]?.longestRawMs).toBeGreaterThanOrEqual(140);
    expect(legs[0]?.classes.reduce((sum, [, count]) => sum + count, 0)).toBe(legs[0]?.packetCount);
  } finally {
    sender.close();
    await media.close();
  }
});

it('a leg on which nothing arrives at all is one long gap', async () => {
  const media = new LegMedia();
  try {
    await media.open('127.0.0.1', { arrived: () => undefined, closed: () => undefined });
    media.begin();
    await pause(200);
    const { legs } = await media.report();
    expect(legs[0]?.longestRawMs).toBeGreaterThanOrEqual(190);
  } finally {
    await media.close();
  }
});
