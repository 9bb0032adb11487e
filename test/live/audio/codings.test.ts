// G.711 against its published values, and WAV files.

import { describe, expect, test } from 'vitest';
import { fromALaw, fromMuLaw, toALaw, toMuLaw } from './g711.ts';
import { toneSamples } from './make-tones.ts';
import { fromWav, toWav, WavFault } from './wav.ts';

const everyByte = Uint8Array.from({ length: 256 }, (_, byte) => byte);

describe('G.711', () => {
  test('A-law: quietest, loudest and silent bytes are those of the standard', () => {
    expect([...fromALaw(Uint8Array.of(0xd5, 0x55, 0xaa, 0x2a))]).toEqual([8, -8, 32256, -32256]);
    expect([...toALaw(Int16Array.of(0, -1, 32767, -32768))]).toEqual([0xd5, 0x55, 0xaa, 0x2a]);
  });

  test('mu-law: quietest, loudest and silent bytes are those of the standard', () => {
    expect([...fromMuLaw(Uint8Array.of(0xff, 0x7f, 0x80, 0x00))]).toEqual([0, -0, 32124, -32124].map((one) => one + 0));
    expect([...toMuLaw(Int16Array.of(0, 32767, -32768))]).toEqual([0xff, 0x80, 0x00]);
  });

  test('every A-law byte survives decoding and coding', () => {
    expect(toALaw(fromALaw(everyByte))).toEqual(everyByte);
  });

  test('every mu-law byte survives decoding and coding, but for the second zero', () => {
    const expected = everyByte.map((byte) => (byte === 0x7f ? 0xff : byte));
    expect(toMuLaw(fromMuLaw(everyByte))).toEqual(expected);
  });

  test.each([
    ['A-law', (sound: Int16Array) => fromALaw(toALaw(sound))],
    ['mu-law', (sound: Int16Array) => fromMuLaw(toMuLaw(sound))],
  ])('a sine through %s keeps at least 35 dB of distance to its noise', (_, through) => {
    const sound = toneSamples(440, 200, 0.5);
    const heard = through(sound);
    let energy = 0;
    let noise = 0;
    sound.forEach((sample, index) => {
      energy += sample ** 2;
      noise += (sample - (heard[index] ?? 0)) ** 2;
    });
    expect(10 * Math.log10(energy / noise)).toBeGreaterThan(35);
  });
});

describe('WAV', () => {
  test('samples written and read are the same', () => {
    const sound = toneSamples(440, 20);
    expect(fromWav(toWav(sound))).toEqual(sound);
  });

  test('a chunk of another kind before the sound is passed over', () => {
    const file = toWav(Int16Array.of(1, 2, 3));
    const list = Buffer.from([...Buffer.from('LIST'), 3, 0, 0, 0, 1, 2, 3, 0]);
    expect([...fromWav(Buffer.concat([file.subarray(0, 36), list, file.subarray(36)]))]).toEqual([1, 2, 3]);
  });

  test('another sample rate, no WAV at all, cut off: refused with the reason', () => {
    const fast = toWav(new Int16Array(4));
    fast.writeUInt32LE(16_000, 24);
    expect(() => fromWav(fast)).toThrow(/this is coding 1, 1 channel\(s\), 16000 Hz, 16 bit/);
    expect(() => fromWav(Buffer.from('hello'))).toThrow(WavFault);
    expect(() => fromWav(toWav(new Int16Array(4)).subarray(0, 36))).toThrow(WavFault);
  });
});
