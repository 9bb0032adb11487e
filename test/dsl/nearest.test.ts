// Which names are near: one slip in a short word, two in a long one, accents and case forgiven.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distance, nearestOf } from '../../src/dsl/nearest.ts';

describe('the distance of two words', () => {
  it('counts letters put in, left out, changed, and neighbours swapped', () => {
    const cases = [
      ['goto', 'goto', 0],
      ['gotto', 'goto', 1],
      ['got', 'goto', 1],
      ['goti', 'goto', 1],
      ['gtoo', 'goto', 1],
      ['menu', 'queue', 4],
    ] as const;
    for (const [a, b, expected] of cases) expect([a, b, distance(a, b, 9)]).toEqual([a, b, expected]);
  });

  it('is the same both ways, and none only between equal words', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), (a, b) => {
        expect(distance(a, b, 9)).toBe(distance(b, a, 9));
        expect(distance(a, b, 9) === 0).toBe(a === b);
      }),
    );
  });
});

describe('the nearest names', () => {
  const known = ['bonjour', 'bonsoir', 'été', 'a', 'ab'];

  it('are those within the slips that a word of this length may hold, best first', () => {
    expect(nearestOf('bonjuor', known)).toEqual(['bonjour']);
    expect(nearestOf('bonjoir', known)).toEqual(['bonjour', 'bonsoir']);
    expect(nearestOf('merci', known)).toEqual([]);
  });

  it('forgive accents and case, and guess nothing for very short names', () => {
    expect(nearestOf('ETE', known)).toEqual(['été']);
    expect(nearestOf('b', known)).toEqual([]);
  });
});
