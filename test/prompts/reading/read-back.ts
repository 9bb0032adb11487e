// A listener: turns spoken words back into the numbers that they mean, by other rules than those that made them. It is more
// tolerant than a grammar book: spelling is for the reference and the golden files. Not here: the readings.

import type { ReadingLocale } from '../../../src/prompts/reading/index.ts';

const values: Readonly<Record<string, number>> = Object.fromEntries([
  ...table(
    'zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize',
    (index) => index,
  ),
  ...table('vingt trente quarante cinquante soixante septante huitante nonante', (index) => 20 + 10 * index),
  ...table(
    'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
    (index) => index,
  ),
  ...table('twenty thirty forty fifty sixty seventy eighty ninety', (index) => 20 + 10 * index),
  ...table('first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth', (index) => 1 + index),
  ...table(
    'thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth',
    (index) => 13 + index,
  ),
  ['thirtieth', 30],
  ['une', 1],
  ['premier', 1],
]);
const scales: Readonly<Record<string, number>> = {
  mille: 1e3,
  million: 1e6,
  milliard: 1e9,
  billion: 1e9,
  thousand: 1e3,
};

/** The whole number that the words mean. Throws when one is not understood. */
export function heardNumber(text: string): number {
  let total = 0;
  let group = 0;
  for (const word of text.split(/[ -]/).map((each) => each.replace(/^(vingt|cent|million|milliard)s$/, '$1'))) {
    const scale = scales[word];
    if (word === 'et' || word === 'and') continue;
    if (scale !== undefined) {
      total += (group === 0 ? 1 : group) * scale;
      group = 0;
    } else if (word === 'cent' || word === 'hundred') group = (group === 0 ? 1 : group) * 100;
    else if (word === 'vingt' && group % 100 === 4) group += 76;
    else group += known(word);
  }
  return total + group;
}

/** `HH:MM` of a time of day in its full format. */
export function heardTime(text: string): string {
  if (/^(minuit|midnight)$/.test(text)) return '00:00';
  if (/^(midi|noon)$/.test(text)) return '12:00';
  const french = /^(.+) heures?(?: (.+))?$/.exec(text);
  if (french !== null) return clock(heardNumber(french[1] ?? ''), french[2]);
  const [, hour = '', minute, half] = /^(\S+)(?: (?:oh )?(.+?))? ([ap])\.m\.$/.exec(text) ?? [];
  return clock((heardNumber(hour) % 12) + (half === 'p' ? 12 : 0), minute);
}

/** ISO date of a date in its full format. */
export function heardDate(text: string, locale: ReadingLocale): string {
  const shapes = {
    fr: /^(?<day>.+?) (?<month>\p{L}+) (?<year>(?:deux )?mille.*)$/u,
    'en-GB': /^the (?<day>.+) of (?<month>\w+) (?<year>.+)$/,
    'en-US': /^(?<month>\w+) (?<day>.+), (?<year>.+)$/,
  };
  const shape = locale === 'en-GB' || locale === 'en-US' ? shapes[locale] : shapes.fr;
  const { day = '', month = '', year = '' } = shape.exec(text)?.groups ?? {};
  return `${heardYear(year)}-${two(heardMonth(month, locale))}-${two(heardNumber(day))}`;
}

/** Milliseconds of a duration. */
export const heardDuration = (text: string): number =>
  Array.from(
    text.matchAll(/(.+?) (jour|heure|minute|seconde|day|hour|second)s?(?:, | et | and |$)/g),
    heardUnit,
  ).reduce((sum, seconds) => sum + seconds * 1000, 0);

/** Hundredths of an amount of which the words of whole and coin are given. */
export function heardAmount(text: string, whole: RegExp, coin: RegExp): number {
  const counts = text.split(new RegExp(` (?:de |d')?(?:${whole.source})(?: et | and |$)| (?:${coin.source})$`));
  const heard = counts.filter((words) => words !== '').map(heardNumber);
  const hasWhole = new RegExp(whole.source).test(text);
  return hasWhole ? (heard[0] ?? NaN) * 100 + (heard[1] ?? 0) : (heard[0] ?? NaN);
}

/** The digits of one spoken group: numbers after single zeros, or digit by digit. */
export function heardDigits(text: string, groupsAs: 'numbers' | 'digits'): string {
  if (groupsAs === 'digits') return text.split(' ').map(known).join('');
  const [, zeros = '', rest = ''] = /^((?:(?:zéro|zero)(?: |$))*)(.*)$/.exec(text) ?? [];
  const count = zeros.split(' ').filter((word) => word !== '').length;
  return '0'.repeat(count) + (rest === '' ? '' : String(heardNumber(rest)));
}

const unitSeconds: Readonly<Record<string, number>> = {
  jour: 86_400,
  day: 86_400,
  heure: 3600,
  hour: 3600,
  minute: 60,
  seconde: 1,
  second: 1,
};

const heardUnit = ([, count = '', unit = '']: RegExpExecArray): number =>
  heardNumber(count) * (unitSeconds[unit] ?? NaN);

function heardYear(text: string): number {
  if (/mille|hundred|thousand/.test(text)) return heardNumber(text);
  const [century = '', ...rest] = text.split(' ');
  return heardNumber(century) * 100 + heardNumber(rest.filter((word) => word !== 'oh').join(' '));
}

/** The name's place in the list that Intl has, which is not ours. */
function heardMonth(name: string, locale: ReadingLocale): number {
  const format = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' });
  return 1 + Array.from({ length: 12 }, (_, index) => format.format(Date.UTC(2027, index, 15))).indexOf(name);
}

const clock = (hour: number, minute: string | undefined): string =>
  `${two(hour)}:${two(minute === undefined ? 0 : heardNumber(minute))}`;

const two = (value: number): string => String(value).padStart(2, '0');

function known(word: string): number {
  const value = values[word];
  if (value === undefined) throw new Error(`Not understood: ${word}`);
  return value;
}

function table(words: string, value: (index: number) => number): readonly (readonly [string, number])[] {
  return words.split(' ').map((word, index) => [word, value(index)] as const);
}
