// Opening times: whether it is open now, and when it will be. Pure. Not here: holidays (holidays.ts), queues' own times.

import type { Instant } from '../../base/clock.ts';
import type { HoursCode, Minutes } from '../../dsl/index.ts';
import { FlowFault } from '../flow-fault.ts';
import { addDays, instantOf, localTime, weekdayOf } from './calendar.ts';
import { holidaysOf } from './holidays.ts';

const minutesPerDay = 1_440;
/** How far ahead an opening is looked for: anything that opens at all opens within a year and a bit. */
const daysAheadMax = 400;

/** Whether it is open. Throws FlowFault. */
export function isOpen(hours: HoursCode, now: Instant): boolean {
  const { date, minute } = localTime(now, hours.timezone);
  // Times that run over midnight belong to the day on which they begin.
  const [today, yesterday] = [timesOn(hours, date), timesOn(hours, addDays(date, -1))];
  return today.some((times) => holds(times, minute)) || yesterday.some((times) => holds(times, minute + minutesPerDay));
}

/** Now if it is open, else when it opens next. Throws FlowFault when it does not open within a year. */
export function nextOpen(hours: HoursCode, now: Instant): Instant {
  if (isOpen(hours, now)) return now;
  const { date: today } = localTime(now, hours.timezone);
  for (let days = 0; days <= daysAheadMax; days += 1) {
    const date = addDays(today, days);
    const opens = timesOn(hours, date).map(({ fromMinute }) => instantOf({ date, minute: fromMinute }, hours.timezone));
    const next = Math.min(...opens.filter((at) => at > now));
    if (Number.isFinite(next)) return next;
  }
  throw new FlowFault('neverOpen', 'Opening times that never come.');
}

/** When it is open on a day: the last exception that fits, else not on holidays, else as in any week. */
function timesOn(hours: HoursCode, date: string): readonly Minutes[] {
  const exception = hours.exceptions.findLast(({ from, to }) => from <= date && date <= to);
  if (exception !== undefined) return exception.times;
  if (hours.holidays.some((locale) => isHoliday(locale, date))) return [];
  const weekday = weekdayOf(date);
  return hours.week.flatMap((day) => (day.weekday === weekday ? day.times : []));
}

function isHoliday(locale: string, date: string): boolean {
  const days = holidaysOf(locale, Number(date.slice(0, 4)));
  if (days === null) throw new FlowFault('holidaysUnknown', 'The holidays of this country are not known.');
  return days.has(date);
}

const holds = ({ fromMinute, toMinute }: Minutes, minute: number): boolean => fromMinute <= minute && minute < toMinute;
