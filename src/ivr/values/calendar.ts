// Days and times of day in a time zone: what `today`, `open` and `date` are computed from. Pure: the zones' rules come from
// Intl. Not here: opening times (hours.ts), holidays.

import type { Instant } from '../../base/clock.ts';
import { FlowFault } from '../flow-fault.ts';

const msPerMinute = 60_000;
const msPerDay = 86_400_000;

/** A moment as the clocks of a zone show it. */
export interface LocalTime {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** Since midnight. */
  readonly minute: number;
}

/** What clocks show in this zone. Throws FlowFault when there is no such zone. */
export function localTime(at: Instant, zone: string): LocalTime {
  const shown = new Date(at + offsetMs(at, zone));
  return { date: shown.toISOString().slice(0, 10), minute: shown.getUTCHours() * 60 + shown.getUTCMinutes() };
}

/** The moment at which clocks show this. One that is left out by the change to summer time is the moment as far after it. */
export function instantOf({ date, minute }: LocalTime, zone: string): Instant {
  const shown = dayStart(date) + minute * msPerMinute;
  const first = shown - offsetMs(shown, zone);
  return shown - offsetMs(first, zone);
}

/** `HH:MM`. */
export const timeText = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** 1 (Monday) to 7. */
export const weekdayOf = (date: string): number => new Date(dayStart(date)).getUTCDay() || 7;

/** So many days later. Throws FlowFault where the calendar of flows ends. */
export function addDays(date: string, days: number): string {
  const at = new Date(dayStart(date) + days * msPerDay);
  const year = at.getUTCFullYear();
  if (!(year >= 1 && year <= 9999)) throw new FlowFault('dateOutOfRange', 'A date outside of the calendar.');
  return at.toISOString().slice(0, 10);
}

/** From one day to another. */
export const daysBetween = (from: string, to: string): number => (dayStart(to) - dayStart(from)) / msPerDay;

/** Whole years from a day of birth to another day. */
export function yearsBetween(birth: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birth.slice(0, 4));
  return day.slice(5) < birth.slice(5) ? years - 1 : years;
}

/** Whether this is a day of the calendar. */
export function isDate(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** Midnight of that day in UTC. Throws FlowFault when it is no day. */
function dayStart(date: string): Instant {
  if (!isDate(date)) throw new FlowFault('wrongType', 'A date was expected.');
  return Date.parse(`${date}T00:00:00Z`);
}

/** By how much the zone's clocks are ahead of UTC then. */
function offsetMs(at: Instant, zone: string): number {
  const quarter = Math.floor(at / quarterMs);
  const key = `${zone} ${quarter}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const offset = computedOffsetMs(quarter * quarterMs, zone);
  if (offsets.size >= offsetsMax) offsets.clear();
  offsets.set(key, offset);
  return offset;
}

/** Zones change their offset at a quarter of an hour, if at all. */
const quarterMs = 15 * msPerMinute;
/** Remembered, for asking Intl takes longer than everything else of a statement. */
const offsetsMax = 1_000;
const offsets = new Map<string, number>();
const formats = new Map<string, Intl.DateTimeFormat>();

function computedOffsetMs(at: Instant, zone: string): number {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  return shown - at;
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  try {
    const format = new Intl.DateTimeFormat('en-GB', {
      ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
      ...{ hour: 'numeric', minute: 'numeric' },
    });
    formats.set(zone, format);
    return format;
  } catch (fault) {
    if (!(fault instanceof RangeError)) throw fault;
    throw new FlowFault('unknownTimezone', 'A time zone that nobody knows.');
  }
}
