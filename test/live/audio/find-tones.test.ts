// Finding tones: what is found, where it begins and ends, and what is not taken for a tone.

import { describe, expect, test } from 'vitest';
import { findTones, toneAt, toneRuns } from './find-tones.ts';
import type { Frame } from './find-tones.ts';
import { fromALaw, fromMuLaw, toALaw, toMuLaw } from './g711.ts';
import { silentSamples, toneSamples, toneSequence } from './make-tones.ts';
import { frameMs, frameSamples, joinSamples } from './pcm.ts';

const candidates = [480, 620, 1_000];

describe('samples of known tones', () => {
  test('two tones and a pause between: both found, each where it is', () => {
    const sound = toneSequence([
      { frequencyHz: null, ms: 100 },
      { frequencyHz: 480, ms: 500 },
      { frequencyHz: null, ms: 200 },
      { frequencyHz: 1_000, ms: 400 },
    ]);
    expect(findTones(sound, candidates)).toEqual([
      { frequencyHz: 480, fromMs: 100, toMs: 600, lengthMs: 500 },
      { frequencyHz: 1_000, fromMs: 800, toMs: 1_200, lengthMs: 400 },
    ]);
  });

  test.each([
    ['A-law', (sound: Int16Array) => fromALaw(toALaw(sound))],
    ['mu-law', (sound: Int16Array) => fromMuLaw(toMuLaw(sound))],
  ])('a quiet tone through %s: still found', (_, through) => {
    expect(findTones(through(toneSamples(620, 500, 0.02)), candidates)).toHaveLength(1);
  });

  test('a tone shorter than 400 ms: not found unless a shorter one is asked for', () => {
    const sound = toneSamples(480, 300);
    expect(findTones(sound, candidates)).toEqual([]);
    expect(findTones(sound, candidates, { minMs: 300 })).toHaveLength(1);
  });

  test('a tone between two candidates: none of them', () => {
    expect(findTones(toneSamples(550, 1_000), candidates)).toEqual([]);
  });

  test('a tone interrupted by 40 ms: one run, the break not counted', () => {
    const sound = toneSequence([
      { frequencyHz: 480, ms: 300 },
      { frequencyHz: null, ms: 40 },
      { frequencyHz: 480, ms: 300 },
    ]);
    expect(findTones(sound, candidates)).toEqual([{ frequencyHz: 480, fromMs: 0, toMs: 640, lengthMs: 600 }]);
  });

  test('a tone that ends in the middle of a frame: that frame is its last', () => {
    const sound = joinSamples([toneSamples(480, 508), silentSamples(100)]);
    expect(findTones(sound, candidates)).toEqual([{ frequencyHz: 480, fromMs: 0, toMs: 520, lengthMs: 500 }]);
  });
});

describe('sounds that are no tone', () => {
  test('silence', () => {
    expect(findTones(silentSamples(1_000), candidates)).toEqual([]);
  });

  test('two tones of equal strength at once: neither dominates', () => {
    const one = toneSamples(480, 1_000);
    const other = toneSamples(620, 1_000);
    expect(
      findTones(
        one.map((sample, index) => sample + (other[index] ?? 0)),
        candidates,
      ),
    ).toEqual([]);
  });

  test('a voice with a melody, harmonics of a gliding pitch: nothing in it lasts', () => {
    expect(findTones(voice(3_000), [300, 400, 480, 620, 800, 1_000, 1_300])).toEqual([]);
  });
});

describe('packets as they arrived', () => {
  const tone = framesOf(toneSamples(480, 1_000));

  test('all read at once after a stall of the observer: one run by the clock of the sender', () => {
    const stalled = tone.map((frame) => ({ ...frame, atMs: frame.mediaMs < 500 ? frame.mediaMs : 1_400 }));
    expect(toneRuns(stalled, [480])).toMatchObject([{ fromMs: 0, toMs: 1_400, lengthMs: 1_000 }]);
  });

  test('a second source with a clock of its own: one run by arrival', () => {
    const moved = tone.map((frame) =>
      frame.atMs < 500 ? frame : { ...frame, source: 2, mediaMs: frame.mediaMs + 9e6 },
    );
    expect(toneRuns(moved, [480])).toMatchObject([{ lengthMs: 1_000 }]);
  });

  test('nothing for 200 ms on both clocks: two runs', () => {
    const broken = tone.filter(({ atMs }) => atMs < 400 || atMs >= 600);
    expect(toneRuns(broken, [480], { minMs: 300 })).toMatchObject([
      { fromMs: 0, toMs: 380, lengthMs: 400 },
      { fromMs: 600, toMs: 980, lengthMs: 400 },
    ]);
  });
});

test('one frequency of a sine: its peak, and all of the energy', () => {
  const { amplitudeRatio, shareRatio } = toneAt(toneSamples(1_000, 20, 0.5), 1_000);
  expect(amplitudeRatio).toBeCloseTo(0.5, 3);
  expect(shareRatio).toBeCloseTo(1, 3);
  expect(toneAt(toneSamples(1_000, 20), 1_100).shareRatio).toBeLessThan(0.01);
});

function framesOf(sound: Int16Array): readonly Frame[] {
  return Array.from({ length: sound.length / frameSamples }, (_, index) => ({
    source: 1,
    atMs: index * frameMs,
    mediaMs: index * frameMs,
    samples: sound.subarray(index * frameSamples, (index + 1) * frameSamples),
  }));
}

/** Ten harmonics over a pitch that moves between 90 and 150 Hz. */
function voice(ms: number): Int16Array {
  let phase = 0;
  return silentSamples(ms).map((_, index) => {
    phase += (2 * Math.PI * (120 + 30 * Math.sin(index / 1_500))) / 8_000;
    let sum = 0;
    for (let harmonic = 1; harmonic <= 10; harmonic += 1) sum += Math.sin(phase * harmonic) / harmonic;
    return Math.round(sum * 4_000);
  });
}
