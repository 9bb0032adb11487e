// What is said, word for word: readable excerpts in golden/LOCALE.txt, and every value of the ranges as hashes in
// golden/ranges.json. A changed word fails both; look at the first, then write them anew with `vitest -u`.

import { describe, expect, it } from 'vitest';
import { readingLocales } from '../../../src/prompts/reading/index.ts';
import type { Readable, ReadingLocale } from '../../../src/prompts/reading/index.ts';
import { excerpts } from './excerpts.ts';
import { digest, numberRange, otherRanges, textFor } from './ranges.ts';
import reference from './reference.json' with { type: 'json' };

const label = (value: Readable): string =>
  value.kind === 'Duration'
    ? `Duration ${value.valueMs} ms`
    : value.kind === 'Money'
      ? `Money ${value.value} ${value.currency}`
      : `${value.kind} ${value.value} ${value.format}`;

const texts = (values: readonly Readable[], locale: ReadingLocale): readonly string[] =>
  values.map((value) => textFor(value, locale));

describe.each(readingLocales)('in %s', (locale) => {
  it('every excerpt is said as its golden file has it', async () => {
    const lines = excerpts.map((value) => `${label(value)}: ${textFor(value, locale)}\n`);
    await expect(lines.join('')).toMatchFileSnapshot(`golden/${locale}.txt`);
  });

  it('every number is said as an independent library says it', () => {
    const said = {
      cardinal: digest(texts(numberRange('cardinal'), locale)),
      ordinal: digest(texts(numberRange('ordinal'), locale)),
    };
    expect(said).toEqual(reference[locale]);
  });
});

it('every minute, date, duration and amount is said as it was when it was last looked at', async () => {
  const hashes = Object.fromEntries(
    readingLocales.map((locale) => [
      locale,
      Object.fromEntries(Object.entries(otherRanges).map(([name, range]) => [name, digest(texts(range(), locale))])),
    ]),
  );
  await expect(`${JSON.stringify(hashes, null, 2)}\n`).toMatchFileSnapshot('golden/ranges.json');
});
