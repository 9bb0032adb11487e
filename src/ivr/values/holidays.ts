// The public holidays of a whole country, computed for any year. Only those that hold nation-wide: regional ones are written
// into `hours` as dates. Not here: opening times (hours.ts), the law of outbound calls.

import { addDays, weekdayOf } from './calendar.ts';

/** The nation-wide public holidays of the country of a locale such as fr-FR, or null when it is not known here. */
export function holidaysOf(locale: string, year: number): ReadonlySet<string> | null {
  const country = locale.split('-')[1] ?? '';
  const rule = countries[country];
  if (rule === undefined) return null;
  const key = `${country} ${year}`;
  const known = computed.get(key);
  if (known !== undefined) return known;
  const days = new Set(rule(year));
  if (computed.size >= computedMax) computed.clear();
  computed.set(key, days);
  return days;
}

const computed = new Map<string, ReadonlySet<string>>();
const computedMax = 200;

type Rule = (year: number) => readonly string[];

const countries: Readonly<Record<string, Rule>> = {
  // Code du travail, article L3133-1.
  FR: (year) => [
    ...fixed(year, '01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'),
    ...fromEaster(year, easterMonday, ascension, whitMonday),
  ],
  // Arrêté royal du 18 avril 1974, article 1.
  BE: (year) => [
    ...fixed(year, '01-01', '05-01', '07-21', '08-15', '11-01', '11-11', '12-25'),
    ...fromEaster(year, easterMonday, ascension, whitMonday),
  ],
  // Only 1 August is federal; these are kept in every canton.
  CH: (year) => [...fixed(year, '01-01', '08-01', '12-25'), ...fromEaster(year, ascension)],
  LU: (year) => [
    ...fixed(year, '01-01', '05-01', '05-09', '06-23', '08-15', '11-01', '12-25', '12-26'),
    ...fromEaster(year, easterMonday, ascension, whitMonday),
  ],
  DE: (year) => [
    ...fixed(year, '01-01', '05-01', '10-03', '12-25', '12-26'),
    ...fromEaster(year, goodFriday, easterMonday, ascension, whitMonday),
  ],
  GB: british,
  US: american,
};

const goodFriday = -2;
const easterMonday = 1;
const ascension = 39;
const whitMonday = 50;

/** Bank holidays of England and Wales (Banking and Financial Dealings Act 1971), those by proclamation included. */
function british(year: number): readonly string[] {
  const moved: Readonly<Record<number, readonly string[]>> = {
    2020: [`2020-05-08`, monday(year, 5, 'last')],
    2022: ['2022-05-02', '2022-06-02', '2022-06-03', '2022-09-19'],
    2023: ['2023-05-01', '2023-05-08', '2023-05-29'],
  };
  const may = moved[year] ?? [monday(year, 5, 1), monday(year, 5, 'last')];
  const fromChristmas = substituted([`${year}-12-25`, `${year}-12-26`]);
  return [
    ...substituted([`${year}-01-01`]),
    ...fromEaster(year, goodFriday, easterMonday),
    ...[...may, monday(year, 8, 'last'), ...fromChristmas],
  ];
}

/** A day on a weekend is given back on the next working days, in order. */
function substituted(days: readonly string[]): readonly string[] {
  const taken: string[] = [];
  for (const day of days) {
    let free = day;
    while (weekdayOf(free) > 5 || taken.includes(free)) free = addDays(free, 1);
    taken.push(free);
  }
  return [...new Set([...days, ...taken])];
}

/** Federal holidays, 5 U.S.C. 6103; one on a weekend is kept on the Friday before or the Monday after. */
function american(year: number): readonly string[] {
  const days = fixed(year, '01-01', '06-19', '07-04', '11-11', '12-25');
  // The first of January of the next year may be kept in this one.
  const observed = [...days, `${year + 1}-01-01`].map((day) => {
    const weekday = weekdayOf(day);
    return weekday === 6 ? addDays(day, -1) : weekday === 7 ? addDays(day, 1) : day;
  });
  return [
    ...[...days, ...observed.filter((day) => day.startsWith(String(year)))],
    ...[monday(year, 1, 3), monday(year, 2, 3), monday(year, 5, 'last'), monday(year, 9, 1), monday(year, 10, 2)],
    addDays(nthWeekday(year, 11, 4), 21),
  ];
}

const fixed = (year: number, ...days: readonly string[]): readonly string[] => days.map((day) => `${year}-${day}`);

const fromEaster = (year: number, ...offsets: readonly number[]): readonly string[] => {
  const sunday = easterSunday(year);
  return offsets.map((days) => addDays(sunday, days));
};

/** The nth Monday of a month, or its last one. */
function monday(year: number, month: number, which: number | 'last'): string {
  const first = nthWeekday(year, month, 1);
  if (which !== 'last') return addDays(first, (which - 1) * 7);
  const fifth = addDays(first, 28);
  return fifth.slice(5, 7) === first.slice(5, 7) ? fifth : addDays(first, 21);
}

/** The first day of a month that is this weekday. */
function nthWeekday(year: number, month: number, weekday: number): string {
  const first = `${year}-${String(month).padStart(2, '0')}-01`;
  return addDays(first, (weekday - weekdayOf(first) + 7) % 7);
}

/** Easter Sunday of the Gregorian calendar, by the anonymous algorithm (Nature, 20 April 1876). */
export function easterSunday(year: number): string {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  return `${year}-${String(Math.floor(f / 31)).padStart(2, '0')}-${String((f % 31) + 1).padStart(2, '0')}`;
}
