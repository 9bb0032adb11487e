// Dates, years and times in English: the third of March, nineteen ninety-nine, nine oh five a.m. Not here: the order of day and
// month (regions.ts), the preposition before a date, which the sentence has.

import type { CalendarDate, TimeOfDay } from '../calendar.ts';
import type { Words } from '../words.ts';
import { noun } from './currencies.ts';
import { cardinal, ordinal, underHundred } from './numbers.ts';
import type { Region } from './regions.ts';

export const months = 'January February March April May June July August September October November December'.split(
  ' ',
);
/** From Sunday. */
export const weekdays = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

export const units = { day: noun('day'), hour: noun('hour'), minute: noun('minute'), second: noun('second') };

/** `the third of March twenty twenty-six` or `March third, twenty twenty-six`; `short` without the year; `Tuesday`. */
export function date(
  { year, month, day, weekday }: CalendarDate,
  format: 'full' | 'short' | 'weekday',
  { dayAndMonth, hundredAnd }: Region,
): Words {
  if (format === 'weekday') return [weekdays[weekday] ?? ''];
  const name = months[month - 1] ?? '';
  const isMonthFirst = dayAndMonth === 'month day';
  const words = isMonthFirst ? [name, ...ordinal(day, hundredAnd)] : ['the', ...ordinal(day, hundredAnd), 'of', name];
  return format === 'short' ? words : [...words, ...(isMonthFirst ? [','] : []), ...yearWords(year, hundredAnd)];
}

/** `noon`, `nine a.m.`, `nine oh five a.m.`; short: `nine o'clock`, `nine oh five`. */
export function time({ hour, minute }: TimeOfDay, format: 'full' | 'short'): Words {
  if (minute === 0 && hour % 12 === 0) return [hour === 0 ? 'midnight' : 'noon'];
  const minutes = minute === 0 ? [] : [...(minute < 10 ? ['oh'] : []), ...underHundred(minute)];
  const half = hour < 12 ? 'a.m.' : 'p.m.';
  const end = format === 'full' ? [half] : minute === 0 ? ["o'clock"] : [];
  return [...underHundred(hour % 12 === 0 ? 12 : hour % 12), ...minutes, ...end];
}

/** Nineteen ninety-nine, nineteen oh five, nineteen hundred; two thousand and five. */
function yearWords(year: number, and: Region['hundredAnd']): Words {
  if (year < 1000 || year % 1000 < 10) return cardinal(year, and);
  const rest = year % 100;
  const end = rest === 0 ? ['hundred'] : [...(rest < 10 ? ['oh'] : []), ...underHundred(rest)];
  return [...underHundred(Math.floor(year / 100)), ...end];
}
