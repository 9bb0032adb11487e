// One file out of pieces and sides: what was said when, on which channel, and what is missing.

import { describe, expect, it } from 'vitest';
import { readRecorded } from '../../src/call/index.ts';
import { assemble } from '../../src/recordings/index.ts';
import { findTones, silentSamples, toWav, toneSamples } from '../live/audio/index.ts';

const spoken = (frequencyHz: number, ms: number) => readRecorded(toWav(toneSamples(frequencyHz, ms)));

/** The tones of each channel of a file, as `Hz from-to` in tenths of a second. */
function heard(file: Buffer): string[][] {
  const channelCount = file.readUInt16LE(22);
  expect(file.readUInt32LE(40)).toBe(file.length - 44);
  expect(file.readUInt32LE(4)).toBe(file.length - 8);
  return Array.from({ length: channelCount }, (_, channel) => {
    const samples = new Int16Array((file.length - 44) / 2 / channelCount).map((_one, index) =>
      file.readInt16LE(44 + (index * channelCount + channel) * 2),
    );
    return findTones(samples, [440, 700, 1000, 1300]).map(
      ({ frequencyHz, fromMs, toMs }) => `${frequencyHz} ${Math.round(fromMs / 100)}-${Math.round(toMs / 100)}`,
    );
  });
}

const fileOf = (pieces: Parameters<typeof assemble>[0]): Buffer =>
  Buffer.concat([...(assemble(pieces)?.blocks() ?? [])]);

describe('an assembled recording', () => {
  it('of one side is that side', () => {
    expect(heard(fileOf([[spoken(440, 1_000)]]))).toEqual([['440 0-10']]);
  });

  it('of two sides has one on each channel, the shorter one silent at its end', () => {
    const pieces = [[spoken(440, 1_000), spoken(700, 2_000)]];
    expect(heard(fileOf(pieces))).toEqual([['440 0-10'], ['700 0-20']]);
    expect(assemble(pieces)).toMatchObject({ channelCount: 2, lengthMs: 2_000, state: 'whole' });
  });

  it('of several pieces has them one after the other, each begun on both sides at the same time', () => {
    const pieces = [
      [spoken(440, 1_000), spoken(700, 1_500)],
      [spoken(1000, 1_000), spoken(1300, 800)],
    ];
    expect(heard(fileOf(pieces))).toEqual([
      ['440 0-10', '1000 15-25'],
      ['700 0-15', '1300 15-23'],
    ]);
  });

  it('longer than a block is whole', () => {
    expect(heard(fileOf([[spoken(440, 20_000), spoken(700, 20_000)]]))).toEqual([['440 0-200'], ['700 0-200']]);
  });

  it('with a side missing, or cut, is truncated and holds the rest', () => {
    const pieces = [[null, spoken(700, 1_000)]];
    expect(assemble(pieces)).toMatchObject({ state: 'truncated', channelCount: 2 });
    expect(heard(fileOf(pieces))).toEqual([[], ['700 0-10']]);
    const cut = toWav(toneSamples(440, 1_000));
    cut.writeUInt32LE(0, 40);
    expect(assemble([[readRecorded(cut)]])).toMatchObject({ state: 'truncated', lengthMs: 1_000 });
  });

  it('of nothing is none', () => {
    const empty = readRecorded(toWav(silentSamples(0)));
    expect([assemble([]), assemble([[null, null]]), assemble([[empty]])]).toEqual([null, null, null]);
  });
});
