// A telephone number as somebody gave it, made E.164 or refused: numbers end up in dial strings and headers, so only plain
// digits with a few separators are read at all. Not here: whether it may be called (gate.ts).

import { type PhoneNumberType, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { type E164, e164 } from '../base/ids.ts';
import { type Country, isCountry } from './policy.ts';

/**
 * A number that was read. `country` is null for satellites and the like, which belong to none; `exists` says whether its
 * country's plan has it, `type` of what kind it is there.
 */
export interface ReadNumber {
  readonly number: E164;
  readonly country: Country | null;
  readonly exists: 'yes' | 'no';
  /** Null: none that is known. */
  readonly type: PhoneNumberType | null;
}

/** `malformed`: other characters than a number's, or too long. `notANumber`: no country has anything of the kind. */
export type Unreadable = 'malformed' | 'notANumber';

/** The longest text that is read: fifteen digits with a separator after each. */
export const numberTextLengthMax = 32;

/**
 * ASCII digits with single separators between them, and a plus before them or nothing. Everything by which one number looks like
 * another, or text becomes more than a number, is outside of it: other scripts' digits, letters, extensions, `@ / & ; , < > %`,
 * line ends, invisible characters. Three patterns, for one that says it all takes hours over some texts.
 */
const isPlain = (text: string): boolean =>
  /^\+?[\d(][\d ().-]*[\d)]$/.test(text) && !/[ .-]{2}/.test(text) && /^[^()]*(?:\(\d+\)[^()]*)*$/.test(text);

/** The number in E.164 (ITU-T E.164), read as it is dialled in `home` unless it says its country (`+` or that country's prefix). */
export function readNumber(text: string, home: Country): ReadNumber | Unreadable {
  if (text.length > numberTextLengthMax || !isPlain(text)) return 'malformed';
  const read = parsePhoneNumberFromString(text, { defaultCountry: home, extract: false });
  if (read === undefined || read.ext !== undefined) return 'notANumber';
  if (!/^\+[1-9]\d{6,14}$/.test(read.number)) return 'notANumber';
  const country = read.country !== undefined && isCountry(read.country) ? read.country : null;
  const exists = read.isValid() ? 'yes' : 'no';
  return { number: e164(read.number), country, exists, type: read.getType() ?? null };
}
