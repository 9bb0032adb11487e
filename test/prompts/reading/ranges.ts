// The ranges over which readings are tested, and their readings. Not here: what they should be.

import { createHash } from 'node:crypto';
import { readAloud } from '../../../src/prompts/reading/index.ts';
import type { Readable, ReadingLocale } from '../../../src/prompts/reading/index.ts';

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);
const two = (value: number): string => String(value).padStart(2, '0');

/** Every number under 10,000, 3,000 seeded ones up to a million, 1,000 up to 2^31: the same as in reference.py. */
export function numbers(): readonly number[] {
  const all = [...upTo(10_000)];
  let state = 1;
  for (const limit of [...upTo(3000).map(() => 1_000_001), ...upTo(1000).map(() => 2 ** 31)]) {
    state = (state * 48_271) % (2 ** 31 - 1);
    all.push(state % limit);
  }
  return all;
}

/** Every minute of a day, `00:00` first. */
export const minutes = (): readonly string[] =>
  upTo(24 * 60).map((minute) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`);

/** Every date of 2027 and of 2028, a leap year. */
export const dates = (): readonly string[] =>
  upTo(731).map((day) => new Date(Date.UTC(2027, 0, 1 + day)).toISOString().slice(0, 10));

/** The last day of each year from 1900 to 2120. */
export const years = (): readonly string[] => upTo(221).map((year) => `${1900 + year}-12-31`);

/** Every second of an hour and a bit, then every hour of ten days, in milliseconds. */
export const durations = (): readonly number[] => [
  ...upTo(4000).map((second) => second * 1000),
  ...upTo(240).map((hour) => hour * 3_600_000),
];

/** Every cent up to 100, and round amounts up to two millions. */
export const amounts = (): readonly string[] => [
  ...upTo(10_000).map((cents) => `${Math.floor(cents / 100)}.${two(cents % 100)}`),
  ...upTo(200).map((step) => String(step * 10_000)),
];

/** Everything above but numbers, as what is read, under the names that golden/ranges.json has. */
export const otherRanges: Readonly<Record<string, () => readonly Readable[]>> = {
  'times, full': () => minutes().map((value) => ({ kind: 'Time', value, format: 'full' })),
  'times, short': () => minutes().map((value) => ({ kind: 'Time', value, format: 'short' })),
  'dates, full': () => [...dates(), ...years()].map((value) => ({ kind: 'Date', value, format: 'full' })),
  'dates, short': () => dates().map((value) => ({ kind: 'Date', value, format: 'short' })),
  'dates, weekday': () => dates().map((value) => ({ kind: 'Date', value, format: 'weekday' })),
  durations: () => durations().map((valueMs) => ({ kind: 'Duration', valueMs })),
  euros: () => amounts().map((value) => ({ kind: 'Money', value, currency: 'EUR' })),
  pounds: () => amounts().map((value) => ({ kind: 'Money', value, currency: 'GBP' })),
  dollars: () => amounts().map((value) => ({ kind: 'Money', value, currency: 'USD' })),
};

/** Numbers as what is read. */
export const numberRange = (format: 'cardinal' | 'ordinal'): readonly Readable[] =>
  numbers().map((value) => ({ kind: 'Number', value: String(value), format }));

/** The words of a value. */
export const textFor = (value: Readable, locale: ReadingLocale): string => readAloud(value, locale).text;

/** SHA-256 of the lines, as reference.py has it. */
export const digest = (lines: readonly string[]): string => createHash('sha256').update(lines.join('\n')).digest('hex');
