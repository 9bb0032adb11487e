// Dates and times in French: premier mars, vingt et une heures, minuit. Hours go to 24, so nothing tells morning from evening and
// full and short times are alike. Not here: the article before a date, which the sentence has.

import type { CalendarDate, TimeOfDay } from '../calendar.ts';
import type { Noun } from '../speaker.ts';
import type { Words } from '../words.ts';
import { feminine, masculine } from './currencies.ts';

export const months = 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' ');
/** From Sunday. */
export const weekdays = 'dimanche lundi mardi mercredi jeudi vendredi samedi'.split(' ');

export const units = {
  day: masculine('jour'),
  hour: feminine('heure'),
  minute: feminine('minute'),
  second: feminine('seconde'),
};

interface Numbers {
  readonly cardinal: (count: number, gender: 'masculine' | 'feminine') => Words;
  readonly counted: (count: number, noun: Noun) => Words;
  /** A year is a rank, so its cent and vingt take no s. */
  readonly year: (year: number) => Words;
}

/** `premier mars deux mille vingt-six`, `premier mars`, `dimanche`. */
export function date(
  { year, month, day, weekday }: CalendarDate,
  format: 'full' | 'short' | 'weekday',
  { cardinal, year: yearWords }: Numbers,
): Words {
  if (format === 'weekday') return [weekdays[weekday] ?? ''];
  const dayAndMonth = [...(day === 1 ? ['premier'] : cardinal(day, 'masculine')), months[month - 1] ?? ''];
  return format === 'short' ? dayAndMonth : [...dayAndMonth, ...yearWords(year)];
}

/** `minuit`, `zéro heure une`, `midi`, `vingt et une heures trente`. */
export function time({ hour, minute }: TimeOfDay, { cardinal, counted }: Numbers): Words {
  if (minute === 0 && hour % 12 === 0) return [hour === 0 ? 'minuit' : 'midi'];
  return [...counted(hour, units.hour), ...(minute === 0 ? [] : cardinal(minute, 'feminine'))];
}
