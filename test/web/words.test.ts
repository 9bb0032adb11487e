// Every string of the page is there in every language, with the same blanks to fill; and no screen has words of its own.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { callerText, clockText, counted, fill, languages, preferred } from '../../web/src/words/index.ts';

/** Every string by its path, for instance `calls.inMenu.one`. */
function strings(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'string' ? [[path + key, value] as [string, string]] : strings(value as object, `${path}${key}.`),
  );
}

const blanks = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).toSorted();

describe('the words', () => {
  const french = new Map(strings(languages.fr));

  it.each(Object.entries(languages))(
    'of %s have the same keys and blanks as the French ones, none empty',
    (_, words) => {
      const all = new Map(strings(words));
      expect([...all.keys()]).toEqual([...french.keys()]);
      for (const [key, text] of all) {
        expect(text.trim(), key).not.toBe('');
        expect(blanks(text), key).toEqual(blanks(french.get(key) ?? ''));
      }
    },
  );

  it('are many, and the languages differ', () => {
    const english = new Map(strings(languages.en));
    const same = [...french].filter(([key, text]) => english.get(key) === text).map(([key]) => key);
    expect(french.size).toBeGreaterThan(80);
    // `Agents` and the like are the same in both.
    expect(same.length).toBeLessThan(8);
  });

  it('are the only ones: no screen has text written into it', () => {
    const folder = join(import.meta.dirname, '../../web/src');
    const screens = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tsx'));
    expect(screens.length).toBeGreaterThan(8);
    // A tag's end, then letters, then another tag: text between tags.
    const written = screens.flatMap((name) => {
      const source = readFileSync(join(folder, name), 'utf8');
      return [...source.matchAll(/(?<=[^=]>)\s*([A-Za-zÀ-ÿ][^<>{}();=]*)(?=<\/)/g)].map(([, text = '']) => text.trim());
    });
    expect(new Set(written)).toEqual(new Set(['Carillon', 'FR', 'EN']));
  });
});

describe('a language', () => {
  it.each([
    [['fr-CA', 'en'], 'fr'],
    [['en-GB', 'fr'], 'en'],
    [['de', 'fr-FR'], 'fr'],
    [['de'], 'en'],
    [[], 'en'],
  ])('is chosen from %j: %s', (wanted, language) => {
    expect(preferred(wanted)).toBe(language);
  });

  it('counts as it does: French has no plural for none', () => {
    const words = { one: '{count} appel', other: '{count} appels' };
    expect([0, 1, 2].map((count) => counted('fr', words, count))).toEqual(['0 appel', '1 appel', '2 appels']);
    expect([0, 1, 2].map((count) => counted('en', { one: '{count} call', other: '{count} calls' }, count))).toEqual([
      '0 calls',
      '1 call',
      '2 calls',
    ]);
  });
});

it.each([
  [-5, '0:00'],
  [999, '0:00'],
  [61_000, '1:01'],
  [3_600_000, '1:00:00'],
  [36_061_000, '10:01:01'],
])('%d ms is %s on the clock', (lengthMs, text) => {
  expect(clockText(lengthMs)).toBe(text);
});

it('a blank that nobody fills stays to be seen', () => {
  expect(fill('{a} and {b}', { a: 1 })).toBe('1 and {b}');
});

it('a masked number does not show how long it is', () => {
  expect(callerText('+33•••••••78')).toBe('+33 •• 78');
  expect(callerText('••••')).toBe('••');
});
