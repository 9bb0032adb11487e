// Dates and times of day as they are written in flows. Not here: time zones and clocks (whoever has an instant turns it into local
// time first).

import { assert } from '../../base/assert.ts';

export interface CalendarDate {
  readonly year: number;
  /** 1 is January. */
  readonly month: number;
  readonly day: number;
  /** 0 is Sunday. */
  readonly weekday: number;
}

/** 24:00 is hour 0. */
export interface TimeOfDay {
  readonly hour: number;
  readonly minute: number;
}

/** The date `YYYY-MM-DD`. An AssertionFault when there is no such day. */
export function dateOf(text: string): CalendarDate {
  const found = new Date(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : Number.NaN);
  // 30 February is 2 March to Date.
  const isDay = !Number.isNaN(found.getTime()) && found.toISOString().startsWith(text);
  assert(isDay, 'A date to be read is a day of the calendar, year first.');
  return {
    year: found.getUTCFullYear(),
    month: found.getUTCMonth() + 1,
    day: found.getUTCDate(),
    weekday: found.getUTCDay(),
  };
}

/** The time `HH:MM`, with or without seconds. An AssertionFault when there is no such time. */
export function timeOf(text: string): TimeOfDay {
  const [, hour, minute] = /^([01]\d|2[0-4]):([0-5]\d)(?::[0-5]\d(?:\.\d+)?)?$/.exec(text) ?? [];
  assert(hour !== undefined && minute !== undefined, 'A time to be read is hours and minutes.');
  assert(hour !== '24' || minute === '00', 'A day ends at 24:00.');
  return { hour: Number(hour) % 24, minute: Number(minute) };
}
