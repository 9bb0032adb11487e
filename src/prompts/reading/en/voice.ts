// The recordings of the packaged English voice (asterisk-core-sounds-en, an American speaker) by the word they say. It has no
// hour, day, midnight, of, point, nor any currency but the dollar; its pound is the key, its second the rank.

import { groupPause } from '../words.ts';
import { months, weekdays } from './calendar.ts';
import { small } from './numbers.ts';

const ordinals =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth'.split(
    ' ',
  );
const tens = 'ten twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

export const voice: ReadonlyMap<string, string> = new Map([
  ...small.map((word, value) => [word, `digits/${value}`] as const),
  ...tens.map((word, index) => [word, `digits/${index + 1}0`] as const),
  ...ordinals.map((word, index) => [word, `digits/h-${index + 1}`] as const),
  ...tens.map((word, index) => [ordinalTen(word), `digits/h-${index + 1}0`] as const),
  ...months.map((word, index) => [word, `digits/mon-${index}`] as const),
  ...weekdays.map((word, index) => [word, `digits/day-${index}`] as const),
  [groupPause, 'silence/1'],
  ...Object.entries({
    hundred: 'digits/hundred',
    thousand: 'digits/thousand',
    million: 'digits/million',
    billion: 'digits/billion',
    hundredth: 'digits/h-hundred',
    thousandth: 'digits/h-thousand',
    millionth: 'digits/h-million',
    billionth: 'digits/h-billion',
    and: 'vm-and',
    at: 'digits/at',
    minus: 'digits/minus',
    plus: 'letters/plus',
    star: 'digits/star',
    pound: 'digits/pound',
    oh: 'digits/oh',
    "o'clock": 'digits/oclock',
    'a.m.': 'digits/a-m',
    'p.m.': 'digits/p-m',
    hours: 'hours',
    minute: 'minute',
    minutes: 'minutes',
    seconds: 'seconds',
    dollar: 'letters/dollar',
    dollars: 'digits/dollars',
  }),
]);

function ordinalTen(ten: string): string {
  return ten === 'ten' ? 'tenth' : ten.replace(/y$/, 'ieth');
}
