// What a rollback goes back to, and which version a new call gets.

import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { callId, programHash } from '../../src/base/ids.ts';
import {
  type Alias,
  type Move,
  deployedOn,
  headOf,
  placeOf,
  preferenceOf,
  rollbackTarget,
} from '../../src/deploy/index.ts';

const base = { by: 'ana', why: '', at: 0 };

/** A history from words: `A` deploys A, `A20` tries A on 20 % of calls, `back` rolls back. Newest first, as they are read. */
function history(words: string): Move[] {
  const moves: Move[] = [];
  for (const word of words.split(' ')) {
    const { seq, alias } = headOf(moves);
    const [, name = '', percent] = /^([A-Z])(\d+)?$/.exec(word) ?? [];
    const target = rollbackTarget(moves);
    const made =
      word === 'back'
        ? { alias: target!.alias, restores: target!.seq }
        : {
            alias: deployedOn(alias, programHash(name), percent === undefined ? null : Number(percent) / 100),
            restores: null,
          };
    moves.unshift({ ...base, ...made, seq: seq + 1 });
  }
  return moves;
}

/** `A`, `A+B20`, `directory`. */
function shown(alias: Alias | undefined): string {
  if (alias === undefined) return 'nothing';
  const { stable, canary } = alias;
  return `${stable ?? 'directory'}${canary === null ? '' : `+${canary.program}${Math.round(canary.ratio * 100)}`}`;
}

describe('a rollback', () => {
  it.each([
    ['A', 'directory'],
    ['A B', 'A'],
    ['A B C', 'B'],
    ['A B C back', 'A'],
    ['A B C back back', 'directory'],
    ['A B C back D', 'B'],
    ['A B C back D back', 'A'],
    ['A B20', 'A'],
    ['A B20 B50', 'A'],
    ['A B20 back', 'directory'],
    ['A B20 B', 'A'],
    ['A B20 B50 B C', 'B'],
    ['A B20 B50 B C back', 'A'],
    ['A B A', 'B'],
    ['A B A back', 'A'],
    ['B20', 'directory'],
    ['A B20 C', 'A'],
  ])('after %s leads to %s', (words, expected) => {
    expect(shown(rollbackTarget(history(words))?.alias)).toBe(expected);
  });

  it.each(['A back', 'A B back back', 'B20 back'])('after %s finds nothing before', (words) => {
    expect(rollbackTarget(history(words))).toBeNull();
  });

  it('finds nothing where the history that was read ends', () => {
    const moves = history('A B B20');
    expect(shown(rollbackTarget(moves.slice(0, 2))?.alias)).toBe('B');
    expect(rollbackTarget(history('A B C').slice(0, 1))).toBeNull();
  });

  it('always changes what is served, brings no canary, and comes to its end', () => {
    const word = fc.constantFrom('A', 'B', 'C', 'A20', 'B50', 'C1');
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), (words) => {
        const moves = history(words.join(' '));
        for (let count = 0; count <= words.length; count += 1) {
          const head = headOf(moves);
          const target = rollbackTarget(moves);
          if (target === null) return;
          expect(target.alias.canary).toBeNull();
          expect(shown(target.alias)).not.toBe(shown(head.alias));
          moves.unshift({ ...base, seq: head.seq + 1, alias: target.alias, restores: target.seq });
        }
        expect(rollbackTarget(moves)).toBeNull();
      }),
    );
  });
});

describe('a canary', () => {
  const calls = Array.from({ length: 20_000 }, (_, index) => callId(`call-0198c1f0-${index.toString(16)}`));
  const canary = (ratio: number): Alias => ({ stable: null, canary: { program: programHash('B'), ratio } });

  it.each([0.01, 0.2, 0.5, 0.9])('of %d gets that share of new calls, within a hundredth', (ratio) => {
    const share = calls.filter((call) => preferenceOf(canary(ratio), call)[0] === 'canary').length / calls.length;
    expect(Math.abs(share - ratio)).toBeLessThan(0.01);
  });

  it('keeps every call that a smaller share had', () => {
    for (const call of calls.slice(0, 2_000))
      if (preferenceOf(canary(0.2), call)[0] === 'canary')
        expect(preferenceOf(canary(0.3), call)).toEqual(['canary', 'stable']);
  });

  it('decides by the id of the call alone: the places of known ids never change', () => {
    const places = ['call-1', 'call-2', 'call-0198c1f0-7d1e-7c3a'].map((id) => placeOf(callId(id)).toFixed(6));
    expect(places).toEqual(['0.527775', '0.610775', '0.091796']);
  });

  it('is asked for nothing once there is none', () => {
    expect(preferenceOf({ stable: programHash('A'), canary: null }, callId('call-1'))).toEqual(['stable']);
  });
});
