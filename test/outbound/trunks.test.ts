// Which trunk takes a call, and when one is left alone.

import { describe, expect, it } from 'vitest';
import { trunkName } from '../../src/base/ids.ts';
import { type Breakers, breakersAfter, breakersTried, trunkOrder } from '../../src/outbound/index.ts';
import { endReason } from '../../src/call/index.ts';
import { endingOf } from '../../src/outbound/index.ts';

const trunk = (name: string, priority: number, weight = 1) => ({
  name: trunkName(name),
  priority,
  weight,
  silenceMs: 1,
});
const a = trunkName('a');

const after = (breakers: Breakers, ...steps: readonly (readonly ['failed' | 'worked' | 'tried', number])[]): Breakers =>
  steps.reduce(
    (now, [what, at]) => (what === 'tried' ? breakersTried(now, a, at) : breakersAfter(now, a, what, at)),
    breakers,
  );
const usable = (breakers: Breakers, now: number): boolean => trunkOrder([trunk('a', 1)], breakers, 0, now).length === 1;

describe('trunks', () => {
  it('are taken by priority, whatever their weight', () => {
    const trunks = [trunk('last', 3, 100), trunk('first', 1), trunk('second', 2, 50)];
    for (const chance of [0, 0.5, 0.999])
      expect(trunkOrder(trunks, {}, chance, 0)).toEqual(['first', 'second', 'last']);
  });

  it('of one priority come first by their weight, and each comes once', () => {
    const trunks = [trunk('three', 1, 3), trunk('one', 1, 1), trunk('six', 1, 6)];
    const counts = new Map<string, number>();
    for (let draw = 0; draw < 1_000; draw += 1) {
      const order = trunkOrder(trunks, {}, draw / 1_000, 0);
      expect([...order].sort()).toEqual(['one', 'six', 'three']);
      counts.set(order[0] ?? '', (counts.get(order[0] ?? '') ?? 0) + 1);
    }
    expect(Object.fromEntries(counts)).toEqual({ three: 300, one: 100, six: 600 });
  });

  it('none are no order', () => {
    expect(trunkOrder([], {}, 0.5, 0)).toEqual([]);
  });
});

describe('the breaker of a trunk', () => {
  it('opens at the third failure in a row', () => {
    expect(usable(after({}, ['failed', 1], ['failed', 2]), 3)).toBe(true);
    expect(usable(after({}, ['failed', 1], ['failed', 2], ['failed', 3]), 4)).toBe(false);
    expect(usable(after({}, ['failed', 1], ['failed', 2], ['worked', 3], ['failed', 4]), 5)).toBe(true);
  });

  it('lets one call try after 30 s, and others only when that one got through', () => {
    const open = after({}, ['failed', 0], ['failed', 0], ['failed', 0]);
    expect(usable(open, 29_999)).toBe(false);
    expect(usable(open, 30_000)).toBe(true);
    const trying = after(open, ['tried', 30_000]);
    expect(usable(trying, 30_001)).toBe(false);
    expect(usable(after(trying, ['worked', 31_000]), 31_001)).toBe(true);
  });

  it('stays open twice as long after each try that failed, five minutes at most', () => {
    let breakers = after({}, ['failed', 0], ['failed', 0], ['failed', 0]);
    let now = 0;
    for (const openMs of [30_000, 60_000, 120_000, 240_000, 300_000, 300_000]) {
      expect(usable(breakers, now + openMs - 1)).toBe(false);
      now += openMs;
      expect(usable(breakers, now)).toBe(true);
      breakers = after(breakers, ['tried', now], ['failed', now]);
    }
  });

  it('takes failures of calls that were under way when it opened for nothing new', () => {
    const open = after({}, ['failed', 0], ['failed', 0], ['failed', 0]);
    expect(after(open, ['failed', 5_000])).toEqual(open);
  });

  it('lets another try when nothing was heard of the first', () => {
    const trying = after({}, ['failed', 0], ['failed', 0], ['failed', 0], ['tried', 30_000]);
    expect(usable(trying, 150_000)).toBe(true);
  });
});

describe('a leg that was never answered', () => {
  it.each([
    ['busy', 'busy', 'number'],
    ['noAnswer', 'congestion', 'trunk'],
    ['refused', 'refused', 'number'],
    ['answeredElsewhere', 'refused', 'number'],
    ['badNumber', 'invalidNumber', 'number'],
    ['cancelled', 'noAnswer', 'number'],
    ['congestion', 'congestion', 'trunk'],
    ['notAllowed', 'congestion', 'trunk'],
    ['incompatible', 'unreachable', 'trunk'],
    ['unreachable', 'unreachable', 'trunk'],
    ['lost', 'unreachable', 'number'],
    ['failed', 'unreachable', 'number'],
    ['unknown', 'unreachable', 'number'],
    ['aCodeOfTomorrow', 'unreachable', 'number'],
  ])('and did not ring: %s is %s, by fault of the %s', (code, outcome, fault) => {
    expect(endingOf(endReason('network', code), 'nothing')).toEqual({ outcome, fault });
  });

  it.each(['congestion', 'noAnswer', 'unreachable', 'busy'])('but rang is tried by no other trunk (%s)', (code) => {
    expect(endingOf(endReason('network', code), 'ringing').fault).toBe('number');
  });
});
