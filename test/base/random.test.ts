// Chance from a seed: the same for the same seed, spread evenly, within its bounds.

import { describe, expect, it } from 'vitest';
import { between, happens, pick, seedOf, seededRandom, waitAround } from '../../src/base/random.ts';

const draws = (seed: number, count: number): number[] => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => random.next());
};

describe('a seed', () => {
  it('gives the same numbers each time, and another seed others', () => {
    expect(draws(1, 20)).toEqual(draws(1, 20));
    expect(draws(2, 20)).not.toEqual(draws(1, 20));
  });

  it('is the same one for the same text', () => {
    expect(seedOf('1 people')).toBe(seedOf('1 people'));
    expect(new Set(['1 people', '2 people', '1 faults', ''].map(seedOf)).size).toBe(4);
  });
});

describe('chance', () => {
  it('is spread evenly from 0 up to 1', () => {
    const tenths = Array.from({ length: 10 }, () => 0);
    for (const draw of draws(5, 10_000)) tenths[Math.floor(draw * 10)] = (tenths[Math.floor(draw * 10)] ?? 0) + 1;
    for (const count of tenths) expect(Math.abs(count - 1_000)).toBeLessThan(150);
  });

  it('keeps within its bounds and reaches both', () => {
    const random = seededRandom(3);
    const numbers = Array.from({ length: 500 }, () => between(random, 2, 4));
    expect(new Set(numbers)).toEqual(new Set([2, 3, 4]));
    expect(new Set(Array.from({ length: 100 }, () => pick(random, ['a', 'b'])))).toEqual(new Set(['a', 'b']));
    expect(happens(random, 0)).toBe(false);
    expect(happens(random, 1)).toBe(true);
  });

  it('makes waits whose mean is as asked', () => {
    const random = seededRandom(4);
    const waits = Array.from({ length: 5_000 }, () => waitAround(random, 1_000));
    const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
    expect(Math.abs(mean - 1_000)).toBeLessThan(50);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(1);
  });
});
