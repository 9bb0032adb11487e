// French, in the way of one country. Not here: what the countries differ in (regions.ts).

import type { Gender, Noun, Speaker } from '../speaker.ts';
import type { Words } from '../words.ts';
import { date, time, units } from './calendar.ts';
import { feminineCurrencies } from './currencies.ts';
import { cardinal as cardinalOf } from './numbers.ts';
import { ordinal } from './ordinals.ts';
import type { Region } from './regions.ts';
import { voice } from './voice.ts';

/** Longer decimals are read digit by digit: cent quarante et un is followed, a million is not. */
const decimalsAsNumberMax = 3;

/** French as spoken in `region`. */
export function french({ locale, decades, currencies, callingCode }: Region): Speaker {
  const cardinal = (count: number, gender: Gender): Words => cardinalOf(count, gender, decades);
  const counted = (count: number, noun: Noun): Words => [
    ...cardinal(count, noun.gender),
    ...nounAfter(count, count < 2 ? noun.one : noun.other),
  ];
  const numbers = { cardinal, counted, year: (year: number): Words => cardinalOf(year, 'inner', decades) };
  return {
    locale,
    cardinal,
    ordinal: (rank) => ordinal(rank, decades),
    decimals: (digits) => decimalsOf(digits, cardinal),
    counted,
    date: (day, format) => date(day, format, numbers),
    time: (instant) => time(instant, numbers),
    signs: { minus: 'moins', point: 'virgule', plus: 'plus', and: 'et', at: 'à', star: 'étoile', hash: 'dièse' },
    units,
    currencies,
    feminineCurrencies,
    phoneGroups: 'numbers',
    callingCode,
    voice,
  };
}

/** After a bare million comes de: un million d'euros, but un million deux cents euros. */
function nounAfter(count: number, noun: string): Words {
  if (count === 0 || count % 1e6 !== 0) return [noun];
  // Y counts as a consonant here: de yens.
  return /^[aeiouéèêœø]/i.test(noun) ? [`d'${noun}`] : ['de', noun];
}

/** `virgule zéro cinq`: leading zeros each, then the number that is left. */
function decimalsOf(digits: string, cardinal: (count: number, gender: Gender) => Words): Words {
  const zeros = /^0*/.exec(digits)?.[0] ?? '';
  const rest = digits.slice(zeros.length);
  const each = (row: string): Words => Array.from(row).flatMap((digit) => cardinal(Number(digit), 'masculine'));
  if (digits.length > decimalsAsNumberMax) return each(digits);
  return [...each(zeros), ...(rest === '' ? [] : cardinal(Number(rest), 'masculine'))];
}
