// What WAV files say of themselves, right and wrong ones.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { wavInfo } from '../../src/prompts/index.ts';
import { directory, header, tone } from './workbench.ts';

async function infoOf(bytes: Buffer) {
  const path = join(directory(), 'a.wav');
  writeFileSync(path, bytes);
  return wavInfo(path);
}

describe('a WAV', () => {
  it('tells rate, channels, bits and length', async () => {
    expect(await infoOf(tone(1500, { rate: 16_000, channels: 2 }))).toEqual({
      kind: 'wav',
      sampleRateHz: 16_000,
      channelCount: 2,
      bitsPerSample: 16,
      lengthMs: 1500,
    });
  });

  it('with a title before its sound is read behind it', async () => {
    const plain = tone(100, { rate: 8000 });
    const title = Buffer.from('LIST\x05\x00\x00\x00title\x00', 'latin1');
    expect(await infoOf(Buffer.concat([plain.subarray(0, 36), title, plain.subarray(36)]))).toMatchObject({
      lengthMs: 100,
    });
  });

  it("whose length is a stream's promise counts what is there", async () => {
    const bytes = tone(100, { rate: 8000 });
    bytes.writeUInt32LE(0x7fffffff, 40);
    expect(await infoOf(bytes)).toMatchObject({ lengthMs: 100 });
  });
});

describe('what is no usable WAV', () => {
  it('is told apart: missing, another kind of file, no sound, compressed', async () => {
    expect(await wavInfo('/no/such/file.wav')).toEqual({ kind: 'missing' });
    expect(await infoOf(Buffer.from('ID3 music'))).toMatchObject({ kind: 'unreadable' });
    expect(await infoOf(header(0, 8000, 1).subarray(0, 30))).toMatchObject({ kind: 'unreadable' });
    expect(await infoOf(header(0, 8000, 1, 6))).toEqual({ kind: 'unreadable', why: 'it is compressed' });
    expect(await wavInfo('/')).toMatchObject({ kind: 'unreadable' });
  });
});
