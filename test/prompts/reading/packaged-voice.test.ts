// The recordings that readings name exist, and say the words that they stand for: against the wording that the packages of the
// voices come with (packaged-voice-*.txt).

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readAloud, readingLocales } from '../../../src/prompts/reading/index.ts';
import type { Readable, ReadingLocale } from '../../../src/prompts/reading/index.ts';
import { voice as english } from '../../../src/prompts/reading/en/voice.ts';
import { voice as french } from '../../../src/prompts/reading/fr/voice.ts';
import { excerpts } from './excerpts.ts';
import { numberRange, otherRanges, textFor } from './ranges.ts';

const wordings = { fr: wordingsOf('fr'), en: wordingsOf('en') };

function wordingsOf(language: 'fr' | 'en'): ReadonlyMap<string, string> {
  const text = readFileSync(new URL(`packaged-voice-${language}.txt`, import.meta.url), 'utf8');
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]));
}

/** As it sounds: neither capitals, signs nor the s of a plural that French does not pronounce. */
const sounded = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/\[.*?\]|\(.*?\)/g, '')
    // The wording of digits/h-40 is misspelled.
    .replaceAll('fourtieth', 'fortieth')
    .replaceAll(/[-,;]/g, ' ')
    .replaceAll(/\b(cent|vingt|million|heure|dollar)s\b/g, '$1')
    .replaceAll(/ +/g, ' ')
    .trim();

const soundsOf = (value: Readable, locale: ReadingLocale): readonly string[] | null => {
  const names = readAloud(value, locale).parts.map((part) => (part.kind === 'sound' ? part.name : null));
  const sounds = names.filter((name) => name !== null);
  return sounds.length === names.length ? sounds : null;
};

const everything = (): readonly Readable[] => [
  ...excerpts,
  ...numberRange('cardinal'),
  ...numberRange('ordinal'),
  ...Object.values(otherRanges).flatMap((range) => range()),
];

describe.each([
  ['French', french, wordings.fr],
  ['English', english, wordings.en],
] as const)('the packaged %s voice', (_name, voice, wording) => {
  it.each([...voice])('says %s in %s', (word, sound) => {
    expect(sounded(wording.get(sound) ?? 'missing')).toBe(sounded(word));
  });
});

describe.each(readingLocales)('a reading in %s', (locale) => {
  const wording = wordings[locale.startsWith('fr') ? 'fr' : 'en'];

  it('in recordings says what its text says', () => {
    const inRecordings = everything().flatMap((value) => {
      const sounds = soundsOf(value, locale);
      return sounds === null ? [] : [{ value, sounds }];
    });
    // None at all would prove nothing.
    expect(inRecordings.length).toBeGreaterThan(5000);
    const heard = inRecordings.map(({ sounds }) =>
      sounded(sounds.map((name) => wording.get(name) ?? `no ${name}`).join(' ')),
    );
    expect(heard).toEqual(inRecordings.map(({ value }) => sounded(textFor(value, locale))));
  });

  it('is all recordings or all text, never a mixture', () => {
    for (const value of excerpts) {
      const { parts, text } = readAloud(value, locale);
      if (soundsOf(value, locale) === null) expect(parts).toEqual([{ kind: 'text', text }]);
    }
  });
});

describe('without the pauses of a text', () => {
  it('recordings of groups of digits keep apart what would otherwise be one number', () => {
    expect(soundsOf({ kind: 'Digits', value: '6012', format: 'pairs' }, 'fr-FR')).toEqual([
      'digits/60',
      'silence/1',
      'digits/12',
    ]);
    expect(soundsOf({ kind: 'Digits', value: '72', format: 'pairs' }, 'fr-FR')).toEqual(['digits/60', 'digits/12']);
  });

  it('a number recorded in one breath is one recording', () => {
    expect(soundsOf({ kind: 'Number', value: '90', format: 'cardinal' }, 'fr-FR')).toEqual(['digits/90']);
    expect(soundsOf({ kind: 'Number', value: '97', format: 'cardinal' }, 'fr-FR')).toEqual(['digits/80', 'digits/17']);
  });
});
