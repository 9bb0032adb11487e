// The days on which a sales call may be placed in France: Monday to Friday, public holidays excepted (labour code, article
// L. 3133-1). Not here: hours of the day, other countries.

const dayMs = 86_400_000;
const fixed = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'];
/** Days after Easter Sunday: Easter Monday, Ascension, Whit Monday. */
const movable = [1, 39, 50];

/** Whether a date (YYYY-MM-DD) is a Monday to Friday and no public holiday. */
export function isWorkday(date: string): boolean {
  const at = Date.parse(`${date}T00:00:00Z`);
  const weekday = new Date(at).getUTCDay();
  if (weekday === 0 || weekday === 6 || fixed.includes(date.slice(5))) return false;
  const easter = easterOf(Number(date.slice(0, 4)));
  return !movable.some((days) => easter + days * dayMs === at);
}

/** Easter Sunday in milliseconds since 1970, UTC (the anonymous Gregorian computus of 1876). */
function easterOf(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  const day = (h + l - 7 * m + 33 * month + 19) % 32;
  return Date.UTC(year, month - 1, day);
}
