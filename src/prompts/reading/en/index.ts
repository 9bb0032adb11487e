// English, in the way of one country. Not here: what the countries differ in (regions.ts).

import type { Noun, Speaker } from '../speaker.ts';
import type { Words } from '../words.ts';
import { date, time, units } from './calendar.ts';
import { currencies } from './currencies.ts';
import { cardinal, ordinal, underHundred } from './numbers.ts';
import type { Region } from './regions.ts';
import { voice } from './voice.ts';

/** English as spoken in `region`. */
export function english(region: Region): Speaker {
  const counted = (count: number, noun: Noun): Words => [
    ...cardinal(count, region.hundredAnd),
    count === 1 ? noun.one : noun.other,
  ];
  return {
    locale: region.locale,
    cardinal: (count) => cardinal(count, region.hundredAnd),
    ordinal: (rank) => ordinal(rank, region.hundredAnd),
    decimals: (digits) => Array.from(digits).flatMap((digit) => underHundred(Number(digit))),
    counted,
    date: (day, format) => date(day, format, region),
    time,
    signs: { minus: 'minus', point: 'point', plus: 'plus', and: 'and', at: 'at', star: 'star', hash: region.hash },
    units,
    currencies,
    feminineCurrencies: [],
    phoneGroups: 'digits',
    callingCode: region.callingCode,
    voice,
  };
}
