// What was called and spent so far, as far as limits ask for it: plain JSON, kept in the journal. Pure.
// Not here: the limits themselves (policy.ts, gate.ts).

import type { Instant } from '../base/clock.ts';
import type { Policy, Rate } from './policy.ts';

export interface Books {
  /** The local day that `spent` is of, `YYYY-MM-DD`. */
  readonly day: string;
  /** Of calls that have ended, in thousandths of the currency. */
  readonly spent: number;
  /** The local day in whose evening the night began that `nightCalls` is of. */
  readonly night: string;
  readonly nightCalls: number;
  /** When calls were placed within the last second, oldest first. */
  readonly placedAt: readonly Instant[];
  /** What each call that lives may cost at most, by its id. */
  readonly reserved: Readonly<Record<string, number>>;
}

export const emptyBooks: Books = { day: '', spent: 0, night: '', nightCalls: 0, placedAt: [], reserved: {} };

/**
 * The window over which calls per second are counted, in milliseconds: a second, and by how much one call may take longer than
 * another on its way from here to the trunk.
 */
export const windowMs = 1_250;

/** The books as they stand now: another day begins with nothing spent. Calls that live are charged to the day of their end. */
export function booksAt(books: Books, policy: Policy, now: Instant): Books {
  const { day } = localTime(now, policy.timezone);
  const night = nightOf(policy, now);
  return {
    ...books,
    ...(books.day === day ? {} : { day, spent: 0 }),
    ...(night === null || books.night === night ? {} : { night, nightCalls: 0 }),
    placedAt: books.placedAt.filter((at) => at > now - windowMs),
  };
}

/** A call was placed that may cost so much. */
export function noteCall(
  books: Books,
  call: { readonly id: string; readonly reserve: number },
  isNight: boolean,
): Books {
  const reserved = { ...books.reserved, [call.id]: call.reserve };
  return { ...books, reserved, nightCalls: books.nightCalls + (isNight ? 1 : 0) };
}

/** Something left by a trunk. */
export const noteAttempt = (books: Books, now: Instant): Books => ({ ...books, placedAt: [...books.placedAt, now] });

/** A call has ended and cost so much. */
export function noteEnd(books: Books, id: string, cost: number): Books {
  const { [id]: held, ...reserved } = books.reserved;
  return held === undefined ? books : { ...books, reserved, spent: books.spent + cost };
}

/** What a call costs that was answered so long ago; nothing when it was not answered. */
export const costOf = (perMinute: number, talkMs: number | null): number =>
  talkMs === null ? 0 : Math.max(1, Math.ceil(talkMs / 60_000)) * perMinute;

/** The rate of a number: that of its longest beginning; null when nobody said what it costs. */
export function rateOf(rates: readonly Rate[], number: string): Rate | null {
  const fitting = rates.filter(({ prefix }) => number.startsWith(prefix));
  return fitting.reduce<Rate | null>(
    (best, rate) => (rate.prefix.length > (best?.prefix.length ?? 0) ? rate : best),
    null,
  );
}

/** The local day in whose evening the night began that it is now; null by day. */
export function nightOf({ night: { from, to }, timezone }: Policy, now: Instant): string | null {
  const { day, time } = localTime(now, timezone);
  if (from === to) return null;
  if (from < to) return time >= from && time < to ? day : null;
  if (time >= from) return day;
  return time < to ? localTime(now - dayMs, timezone).day : null;
}

/** When the night that it is now ends, to the minute; by day that is now. */
export function nightEnd(policy: Policy, now: Instant): Instant {
  let at = now;
  // A night is shorter than a day, changes of the clock included.
  for (let minute = 0; minute < minutesOfNightMax && nightOf(policy, at) !== null; minute += 1)
    at = Math.floor(at / minuteMs + 1) * minuteMs;
  return at;
}

const minuteMs = 60_000;
const minutesOfNightMax = 25 * 60;
const dayMs = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();

function localTime(now: Instant, timezone: string): { readonly day: string; readonly time: string } {
  const format =
    formats.get(timezone) ??
    new Intl.DateTimeFormat('en-CA', {
      ...{ timeZone: timezone, hourCycle: 'h23' },
      ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
    });
  formats.set(timezone, format);
  const parts = new Map(format.formatToParts(now).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  return { day: `${part('year')}-${part('month')}-${part('day')}`, time: `${part('hour')}:${part('minute')}` };
}
