// Numbers as sound and back: through the telephone's coding, out of step with the packets, one after the other, and broken off.

import { describe, expect, it } from 'vitest';
import { fromALaw, toALaw } from '../audio/g711.ts';
import { frameSamples, joinSamples, silentSamples, toneSamples } from '../audio/index.ts';
import { CodeReader, codeCount, codeMs, codeSamples } from './codes.ts';

function read(samples: Int16Array): readonly number[] {
  const reader = new CodeReader();
  const found: number[] = [];
  for (let at = 0; at + frameSamples <= samples.length; at += frameSamples) {
    const number = reader.take(samples.subarray(at, at + frameSamples));
    if (number !== null) found.push(number);
  }
  return found;
}

const overTheLine = (samples: Int16Array): Int16Array => fromALaw(toALaw(samples));

describe('a number as sound', () => {
  it('is read back, each of them, through A-law', () => {
    const all = Array.from({ length: codeCount }, (_, number) => number);
    expect(all.filter((number) => read(overTheLine(codeSamples(number))).join() !== String(number))).toEqual([]);
  });

  it('is read out of step with the packets', () => {
    for (const shift of [13, 80, 121])
      expect(read(joinSamples([new Int16Array(shift), codeSamples(273), silentSamples(40)]))).toEqual([273]);
  });

  it('is read after another, and the same one twice', () => {
    expect(read(joinSamples([codeSamples(7), codeSamples(7), codeSamples(500)]))).toEqual([7, 7, 500]);
  });

  it('that is broken off is none, and the next one is read', () => {
    const begun = codeSamples(64).subarray(0, 160 * 7);
    expect(read(joinSamples([begun, silentSamples(100), codeSamples(65)]))).toEqual([65]);
    expect(read(joinSamples([begun, codeSamples(66)]))).toEqual([66]);
  });

  it('is not heard in the tones of people and music', () => {
    for (const hz of [350, 480, 2450, 2800, 700, 2600]) expect(read(toneSamples(hz, 2_000))).toEqual([]);
  });

  it('lasts as long as it says', () => {
    expect(codeSamples(1).length / 8).toBe(codeMs);
  });
});
