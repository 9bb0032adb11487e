// What is said means what was read, and nothing else: a listener (read-back.ts) hears every value of the ranges as it was.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readingLocales } from '../../../src/prompts/reading/index.ts';
import type { Readable, ReadingLocale } from '../../../src/prompts/reading/index.ts';
import { amounts, dates, durations, minutes, numbers, textFor, years } from './ranges.ts';
import { heardAmount, heardDate, heardDigits, heardDuration, heardNumber, heardTime } from './read-back.ts';

const isFrench = (locale: ReadingLocale): boolean => locale.startsWith('fr');

describe.each(readingLocales)('a listener in %s', (locale) => {
  const said = (value: Readable): string => textFor(value, locale);

  it('hears every number', () => {
    expect(
      numbers().map((value) => heardNumber(said({ kind: 'Number', value: String(value), format: 'cardinal' }))),
    ).toEqual(numbers());
  });

  it('hears every minute of the day', () => {
    expect(minutes().map((value) => heardTime(said({ kind: 'Time', value, format: 'full' })))).toEqual(minutes());
  });

  it('hears every date of two years and the years of two centuries', () => {
    const all = [...dates(), ...years()];
    expect(all.map((value) => heardDate(said({ kind: 'Date', value, format: 'full' }), locale))).toEqual(all);
  });

  it('hears the day of the week of every date', () => {
    const format = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
    const names = dates().map((value) => format.format(Date.parse(value)));
    expect(dates().map((value) => said({ kind: 'Date', value, format: 'weekday' }))).toEqual(names);
  });

  it('hears every duration', () => {
    expect(durations().map((valueMs) => heardDuration(said({ kind: 'Duration', valueMs })))).toEqual(durations());
  });

  it.each([
    ['EUR', /euros?/, isFrench(locale) ? /centimes?/ : /cents?/],
    ['GBP', isFrench(locale) ? /livres? sterling/ : /pounds?/, /penny|pence/],
    ['USD', /dollars?/, isFrench(locale) ? /centimes?/ : /cents?/],
  ] as const)('hears every amount of %s', (currency, whole, coin) => {
    const heard = amounts().map((value) => heardAmount(said({ kind: 'Money', value, currency }), whole, coin));
    expect(heard).toEqual(amounts().map((value) => Math.round(Number(value) * 100)));
  });

  it('hears every digit of a telephone number of France, Belgium, Switzerland, Britain, America and elsewhere', () => {
    const national = fc.stringMatching(/^[1-9]\d{7,9}$/);
    const phone = fc.tuple(fc.constantFrom('+33', '+32', '+41', '+44', '+1', '+49', '+351'), national);
    fc.assert(
      fc.property(phone, ([code, rest]) => {
        const text = said({ kind: 'Phone', value: code + rest, format: 'grouped' });
        const groups = text.replace(/^plus /, '').split(', ');
        const digits = groups.map((group) => heardDigits(group, isFrench(locale) ? 'numbers' : 'digits')).join('');
        const dialled = text.startsWith('plus') ? code.slice(1) + rest : (code === '+1' ? '' : '0') + rest;
        expect(digits).toBe(dialled);
      }),
      { numRuns: 1000 },
    );
  });

  it('hears every digit of a row read by twos', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{1,20}$/), (value) => {
        const groups = said({ kind: 'Digits', value, format: 'pairs' }).split(', ');
        expect(groups.map((group) => heardDigits(group, 'numbers')).join('')).toBe(value);
      }),
      { numRuns: 1000 },
    );
  });
});
