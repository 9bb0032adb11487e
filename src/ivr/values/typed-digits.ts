// What digits typed on a telephone mean as a value. Pure. Not here: asking for them (steps/collect.ts).

import type { Value, ValueType } from '../../dsl/index.ts';
import { isDate } from './calendar.ts';

/** The most digits of a Number: what a double holds without loss. */
const numberDigitsMax = 15;

/** The value, or null when the digits are none of this type. `called` is our own number: it tells in which country we are. */
export function valueOfDigits(digits: string, type: ValueType, called: string): Value {
  // `*` and `#` are no part of a number.
  if (!/^\d+$/.test(digits)) return null;
  if (type.kind === 'optional') return valueOfDigits(digits, type.of, called);
  if (type.kind === 'Number') return digits.length <= numberDigitsMax ? Number(digits) : null;
  if (type.kind === 'Score') return isWithin(Number(digits), type.min, type.max) ? Number(digits) : null;
  if (type.kind === 'Phone') return phoneOf(digits, called);
  if (type.kind === 'Date') return dateOf(digits);
  return type.kind === 'Digits' || type.kind === 'Text' ? digits : null;
}

const isWithin = (value: number, min: number | null, max: number | null): boolean =>
  (min === null || min <= value) && (max === null || value <= max);

/** Eight digits, day first. */
function dateOf(digits: string): string | null {
  const [, day, month, year] = /^(\d{2})(\d{2})(\d{4})$/.exec(digits) ?? [];
  const date = `${year ?? ''}-${month ?? ''}-${day ?? ''}`;
  return isDate(date) ? date : null;
}

/** How a country dials: its calling code, what a national number begins with, what an international one begins with. */
interface Country {
  readonly code: string;
  readonly trunk: string;
  readonly international: string;
  /** Digits of a national number without the trunk prefix. */
  readonly lengths: readonly number[];
}

/** Countries whose way of dialling is not the usual one: trunk prefix 0, international prefix 00. */
const countries: readonly Country[] = [
  { code: '1', trunk: '1', international: '011', lengths: [10] },
  { code: '33', trunk: '0', international: '00', lengths: [9] },
  { code: '32', trunk: '0', international: '00', lengths: [8, 9] },
  { code: '41', trunk: '0', international: '00', lengths: [9] },
  { code: '44', trunk: '0', international: '00', lengths: [9, 10] },
  { code: '352', trunk: '', international: '00', lengths: [4, 5, 6, 7, 8, 9, 10, 11] },
  { code: '39', trunk: '', international: '00', lengths: [6, 7, 8, 9, 10, 11] },
  { code: '34', trunk: '', international: '00', lengths: [9] },
  { code: '351', trunk: '', international: '00', lengths: [9] },
];

/** E.164 from the national form of our number's country, or from the international form. */
function phoneOf(digits: string, called: string): string | null {
  const own = called.replace(/^\+/, '');
  const country = countries.find(({ code }) => own.startsWith(code));
  const international = country?.international ?? '00';
  if (digits.startsWith(international)) return e164(digits.slice(international.length));
  if (country === undefined) return null;
  // In North America the trunk prefix may be left out.
  const national = digits.startsWith(country.trunk) ? digits.slice(country.trunk.length) : digits;
  const hasTrunk = country.trunk === '' || digits.startsWith(country.trunk) || country.trunk === country.code;
  return hasTrunk && country.lengths.includes(national.length) ? e164(country.code + national) : null;
}

/** ITU-T E.164: at most fifteen digits, none of them a zero in front. */
const e164 = (digits: string): string | null => (/^[1-9]\d{6,14}$/.test(digits) ? `+${digits}` : null);
