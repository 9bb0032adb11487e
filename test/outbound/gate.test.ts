// The gate of all calls that we place, and the corpus of numbers that must never leave the house.

import { getCountries } from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import type { DialHeader } from '../../src/call/ports.ts';
import {
  type Books,
  type Policy,
  closedPolicy,
  costOf,
  emptyBooks,
  mayPlace,
  nightOf,
} from '../../src/outbound/index.ts';
import { openPolicy } from './policy.ts';
import { badFiles, badNumbers, numbersIn } from './toll-fraud.ts';

/** A Tuesday at noon in Paris. */
const noon = Date.parse('2026-11-24T11:00:00Z');
const good = '+33180001177';

interface Case {
  readonly to?: string;
  readonly from?: string | null;
  readonly headers?: readonly DialHeader[];
  readonly policy?: Partial<Policy>;
  readonly spent?: Partial<Books>;
  readonly now?: number;
}

/** `allowed`, or why not. */
function verdictOn({ to = good, from = null, headers = [], policy, spent, now = noon }: Case): string {
  const verdict = mayPlace({ to, from, headers }, { ...openPolicy, ...policy }, { ...emptyBooks, ...spent }, now);
  return verdict.kind === 'allowed' ? 'allowed' : verdict.why;
}

function routeOf({ to = good, from = null, policy, spent }: Case) {
  const verdict = mayPlace({ to, from, headers: [] }, { ...openPolicy, ...policy }, { ...emptyBooks, ...spent }, noon);
  if (verdict.kind === 'refused') throw new Error(verdict.why);
  return verdict.route;
}

describe('the corpus of toll fraud', () => {
  /** Why the numbers of a file may be refused; the first is what it is about. */
  const reasons: Readonly<Record<string, readonly string[]>> = {
    premium: ['premium'],
    satellite: ['satellite', 'notANumber'],
    foreign: ['country'],
    injection: ['malformed', 'notANumber'],
    'look-alikes': ['malformed'],
    special: ['special', 'personal', 'notANumber', 'malformed'],
  };

  it('has at least 500 numbers, each once', () => {
    expect(new Set(badNumbers()).size).toBeGreaterThanOrEqual(500);
    expect(badFiles.sort()).toEqual(Object.keys(reasons).sort());
  });

  it.each(badFiles)('%s: every number is refused, for what it is', (file) => {
    const strays = numbersIn(file).flatMap((to) => {
      const verdict = verdictOn({ to });
      return reasons[file]?.includes(verdict) === true ? [] : [`${JSON.stringify(to)} ${verdict}`];
    });
    expect(strays).toEqual([]);
  });

  it('is refused to the last number where every country of the world is open, but for those refused as abroad', () => {
    const policy = { countries: getCountries() };
    const bad = badFiles.filter((file) => file !== 'foreign').flatMap(numbersIn);
    expect(bad.filter((to) => verdictOn({ to, policy }) === 'allowed')).toEqual([]);
    expect(numbersIn('foreign').filter((to) => verdictOn({ to, policy }) === 'allowed').length).toBeGreaterThan(200);
  });

  it('leaves the good ones alone', () => {
    expect(numbersIn('good').filter((to) => verdictOn({ to }) !== 'allowed')).toEqual([]);
  });

  it('is judged quickly, the longest and the most repetitive texts too', () => {
    const hostile = [...badNumbers(), '1'.repeat(31) + 'x', '(1)'.repeat(10) + '(', '1 '.repeat(15) + 'x'];
    const begun = performance.now();
    for (const to of hostile) verdictOn({ to });
    expect(performance.now() - begun).toBeLessThan(1_000);
  });
});

describe('a call that may be placed', () => {
  it.each(['0180001177', '01 80 00 11 77', '0033180001177', '+33 (0)1 80 00 11 77'])('to %s goes to E.164', (to) => {
    expect(routeOf({ to }).number).toBe(good);
  });

  it('shows our first number, or the one of ours or verified one that is asked for', () => {
    expect(routeOf({}).shown).toBe('+33180001122');
    expect(routeOf({ from: '+33180009901' }).shown).toBe('+33180009901');
    expect(routeOf({ from: '01 40 50 60 70' }).shown).toBe('+33140506070');
  });

  it('may last as long as its budget pays whole minutes', () => {
    expect(routeOf({})).toMatchObject({ talkMsMax: 30 * 60_000, reserve: 600, perMinute: 20 });
    expect(
      routeOf({
        policy: {
          rates: [
            { prefix: '+', perMinute: 20 },
            { prefix: '+331', perMinute: 70 },
          ],
        },
      }),
    ).toMatchObject({
      talkMsMax: 8 * 60_000,
      reserve: 560,
    });
    expect(routeOf({ spent: { day: '2026-11-24', spent: 9_900, reserved: { other: 50 } } })).toMatchObject({
      talkMsMax: 2 * 60_000,
      reserve: 40,
    });
  });
});

describe('a call is refused', () => {
  it('by default, whatever it is', () => {
    for (const to of [good, ...numbersIn('good')]) expect(verdictOn({ to, policy: closedPolicy })).not.toBe('allowed');
  });

  it.each([
    ['to a country that is not open', { policy: { countries: ['BE'] } }, 'country'],
    ['to a number that is blocked', { policy: { blocked: [good] } }, 'blocked'],
    ['to a block of numbers', { policy: { blocked: ['+331800011'] } }, 'blocked'],
    ['to ourselves', { to: '+33180001122' }, 'own'],
    ['without a trunk', { policy: { trunks: [] } }, 'noTrunk'],
    ['when we have no number to show', { policy: { ours: [] } }, 'callerId'],
    ['showing somebody else’s number', { from: '+33612345678' }, 'callerId'],
    ['showing text', { from: '"x" <sip:y>' }, 'callerId'],
    ['to where nobody said what it costs', { policy: { rates: [{ prefix: '+32', perMinute: 5 }] } }, 'noRate'],
    ['where a minute costs nothing', { policy: { rates: [{ prefix: '+', perMinute: 0 }] } }, 'noRate'],
    ['where the price is not a number', { policy: { rates: [{ prefix: '+', perMinute: NaN }] } }, 'noRate'],
    ['when a minute costs more than a call may', { policy: { spend: { perCallMax: 19, perDayMax: 999 } } }, 'spend'],
    ['when the day has nothing left', { spent: { day: '2026-11-24', spent: 9_990 } }, 'spend'],
    ['when calls that live may use up the rest', { spent: { day: '2026-11-24', reserved: { a: 9_990 } } }, 'spend'],
    [
      'over the calls of one second',
      { policy: { callsPerSecondMax: 2 }, spent: { placedAt: [noon - 999, noon] } },
      'tooFast',
    ],
    ['over the calls at a time', { policy: { concurrentMax: 1 }, spent: { reserved: { a: 1 } } }, 'tooMany'],
    ['in a night without calls', { policy: { night: { from: '22:00', to: '12:30', callsMax: 0 } } }, 'night'],
  ] satisfies [string, Case, string][])('%s', (_what, refused, why) => {
    expect(verdictOn(refused)).toBe(why);
  });

  it.each([
    [{ name: 'X-A', value: 'one\r\nX-Evil: two' }],
    [{ name: 'X-A', value: 'one\u2028two' }],
    [{ name: 'X-A', value: '\0' }],
    [{ name: 'X-A', value: 'a'.repeat(257) }],
    [{ name: 'X-A', value: '\ud800' }],
    [{ name: 'From', value: 'x' }],
    [{ name: 'X-A: b\r\nTo', value: 'x' }],
    [{ name: 'X-A)=x', value: 'x' }],
    [{ name: 'X-', value: 'x' }],
    [
      { name: 'X-A', value: '1' },
      { name: 'x-a', value: '2' },
    ],
    Array.from({ length: 11 }, (_, index) => ({ name: `X-${String(index)}`, value: '' })),
  ])('with headers that are none: %j', (...headers) => {
    expect(verdictOn({ headers })).toBe('header');
  });
});

describe('limits in time', () => {
  it('calls per second hold over any second, not over those of the clock', () => {
    const policy = { callsPerSecondMax: 3 };
    const placedAt = [noon + 100, noon + 900, noon + 950];
    expect(verdictOn({ policy, spent: { placedAt }, now: noon + 1_101 })).toBe('tooFast');
    expect(verdictOn({ policy, spent: { placedAt }, now: noon + 1_350 })).toBe('allowed');
  });

  it('a day begins at midnight where we are, with nothing spent', () => {
    const spent = { day: '2026-11-24', spent: 10_000 };
    expect(verdictOn({ spent, now: Date.parse('2026-11-24T22:59:59Z') })).toBe('spend');
    expect(verdictOn({ spent, now: Date.parse('2026-11-24T23:00:00Z') })).toBe('allowed');
  });

  it('so many calls may begin in a night, before and after midnight together, and anew in the next', () => {
    const policy = { night: { from: '22:00', to: '07:00', callsMax: 2 } };
    const spent = { night: '2026-11-24', nightCalls: 2, day: '2026-11-24' };
    expect(verdictOn({ policy, spent, now: Date.parse('2026-11-24T20:59:00Z') })).toBe('allowed');
    expect(verdictOn({ policy, spent, now: Date.parse('2026-11-24T21:00:00Z') })).toBe('night');
    expect(verdictOn({ policy, spent, now: Date.parse('2026-11-25T05:59:00Z') })).toBe('night');
    expect(verdictOn({ policy, spent, now: Date.parse('2026-11-25T06:00:00Z') })).toBe('allowed');
    expect(verdictOn({ policy, spent, now: Date.parse('2026-11-25T21:00:00Z') })).toBe('allowed');
    expect(nightOf({ ...openPolicy, ...policy }, Date.parse('2026-11-25T05:59:00Z'))).toBe('2026-11-24');
  });

  it('a call costs every minute that it began, and nothing when nobody answered', () => {
    expect([costOf(20, null), costOf(20, 0), costOf(20, 60_000), costOf(20, 60_001)]).toEqual([0, 20, 20, 40]);
  });
});
