// The rules of reading that are decided here, one case each, and values that cannot be read. Not here: full ranges.

import { describe, expect, it } from 'vitest';
import { AssertionFault } from '../../../src/base/assert.ts';
import { readAloud, readingLocaleFor, readingLocales } from '../../../src/prompts/reading/index.ts';
import type { Readable, ReadingLocale } from '../../../src/prompts/reading/index.ts';
import { textFor } from './ranges.ts';

const number = (value: string): Readable => ({ kind: 'Number', value, format: 'cardinal' });
const money = (value: string, currency: string): Readable => ({ kind: 'Money', value, currency });
const phone = (value: string): Readable => ({ kind: 'Phone', value, format: 'grouped' });
const time = (value: string): Readable => ({ kind: 'Time', value, format: 'full' });
const date = (value: string): Readable => ({ kind: 'Date', value, format: 'full' });

describe('a value is said', () => {
  it.each<[ReadingLocale, Readable, string]>([
    ['fr-FR', number('71'), 'soixante et onze'],
    ['fr-BE', number('91'), 'nonante et un'],
    ['fr-BE', number('80'), 'quatre-vingts'],
    ['fr-CH', number('81'), 'huitante et un'],
    ['fr-FR', number('200'), 'deux cents'],
    ['fr-FR', number('80203'), 'quatre-vingt mille deux cent trois'],
    ['fr-FR', number('1000'), 'mille'],
    ['fr-FR', time('21:01'), 'vingt et une heures une'],
    ['fr-FR', money('21', 'GBP'), 'vingt et une livres sterling'],
    ['fr-FR', money('1', 'EUR'), 'un euro'],
    ['fr-FR', money('1000000', 'EUR'), "un million d'euros"],
    ['fr-FR', money('1000000', 'USD'), 'un million de dollars'],
    ['fr-FR', date('2026-03-01'), 'premier mars deux mille vingt-six'],
    ['fr-CH', money('2', 'CHF'), 'deux francs'],
    ['fr-FR', money('2', 'CHF'), 'deux francs suisses'],
    ['en-GB', number('1005'), 'one thousand and five'],
    ['en-US', number('1005'), 'one thousand five'],
    ['en-GB', time('09:05'), 'nine oh five a.m.'],
    ['en-GB', { kind: 'Time', value: '09:00', format: 'short' }, "nine o'clock"],
    ['en-GB', date('1999-03-03'), 'the third of March nineteen ninety-nine'],
    ['en-US', date('2005-03-03'), 'March third, two thousand five'],
    ['en-GB', date('2005-03-03'), 'the third of March two thousand and five'],
    ['fr-FR', phone('+33612345678'), 'zéro six, douze, trente-quatre, cinquante-six, soixante-dix-huit'],
    ['fr-BE', phone('+32470123456'), 'zéro quatre cent septante, douze, trente-quatre, cinquante-six'],
    ['en-US', phone('+12125550123'), 'two one two, five five five, zero one two three'],
    ['en-GB', phone('+33612345678'), 'plus three three, six, one two, three four, five six, seven eight'],
  ])('in %s: %j as %s', (locale, value, text) => {
    expect(textFor(value, locale)).toBe(text);
  });
});

describe('an amount', () => {
  it('is rounded half away from zero to the smallest coin', () => {
    expect(textFor(money('0.995', 'EUR'), 'fr-FR')).toBe('un euro');
    expect(textFor(money('-2.675', 'USD'), 'en-US')).toBe('minus two dollars and sixty-eight cents');
  });

  it('that rounds to nothing is not negative', () => {
    expect(textFor(money('-0.004', 'EUR'), 'fr-FR')).toBe('zéro euro');
  });

  it('of a currency without coins has none', () => {
    expect(textFor(money('1500.6', 'JPY'), 'en-GB')).toBe('one thousand five hundred and one yen');
  });

  it('of a currency that is not listed goes by the name that Unicode has for it', () => {
    expect(textFor(money('21.50', 'SEK'), 'fr-FR')).toBe('vingt et une virgule cinquante couronnes suédoises');
    expect(textFor(money('1', 'SEK'), 'en-GB')).toBe('one Swedish krona');
  });
});

describe('a value that is not written as its type says is our fault', () => {
  it.each<Readable>([
    number(''),
    number('1e3'),
    number('1,5'),
    number('1'.repeat(41)),
    money('1', 'euro'),
    money('1', 'eur'),
    date('2026-02-29'),
    date('2026-13-01'),
    date('26-01-01'),
    time('24:01'),
    time('9:00'),
    { kind: 'DateTime', value: '2026-01-01', format: 'full' },
    { kind: 'Duration', valueMs: Number.NaN },
    { kind: 'Duration', valueMs: Infinity },
    { kind: 'Digits', value: '1'.repeat(65), format: 'digits' },
    { kind: 'Digits', value: '1'.repeat(65), format: 'pairs' },
  ])('%j', (value) => {
    for (const locale of readingLocales) expect(() => readAloud(value, locale)).toThrow(AssertionFault);
  });
});

describe('the locale that reads', () => {
  it('is the language itself where it is known', () => {
    expect(readingLocales.map(readingLocaleFor)).toEqual(readingLocales);
  });

  it('is the first of its language for a country that is not listed, and none for another language', () => {
    expect(['fr-CA', 'fr', 'en-AU', 'en', 'de-DE', 'french'].map(readingLocaleFor)).toEqual([
      'fr-FR',
      'fr-FR',
      'en-GB',
      'en-GB',
      null,
      null,
    ]);
  });
});
