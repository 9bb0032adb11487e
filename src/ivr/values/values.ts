// Values of flows as they are: which type they have, whether two are the same. Not here: computing with them (evaluate.ts).

import type { MoneyValue, Pattern, Program, Value, ValueType } from '../../dsl/index.ts';
import { FlowFault } from '../flow-fault.ts';
import { isDate } from './calendar.ts';
import { compareAmounts, isAmount } from './decimal.ts';

/** The longest text that a flow may hold: longer than any prompt, too short to fill the memory. */
export const textLengthMax = 10_000;
/** The longest list. */
export const listLengthMax = 100;

/** The value as text. Throws FlowFault when it is none. */
export function text(value: Value): string {
  if (typeof value === 'string') return value;
  throw new FlowFault('wrongType', 'A text was expected.');
}

/** The value as number. Throws FlowFault when it is none. */
export function number(value: Value): number {
  if (typeof value === 'number') return value;
  throw new FlowFault('wrongType', 'A number was expected.');
}

/** The value as money. Throws FlowFault when it is none. */
export function money(value: Value): MoneyValue {
  if (isMoney(value)) return value;
  throw new FlowFault('wrongType', 'An amount of money was expected.');
}

/** Whether this is an amount of money, and no other record. */
export const isMoney = (value: Value): value is MoneyValue =>
  isRecord(value) &&
  typeof value['amount'] === 'string' &&
  isAmount(value['amount']) &&
  typeof value['currency'] === 'string';

/** A list. */
export const isList = (value: Value): value is readonly Value[] => Array.isArray(value);

/** A record or money. */
export const isRecord = (value: Value): value is Readonly<Record<string, Value>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether two values are equal: amounts by what they are worth, lists and records by what is in them. */
export function areEqual(one: Value, other: Value): boolean {
  if (one === other) return true;
  if (isList(one) && isList(other)) return sameItems(one, other);
  if (!isRecord(one) || !isRecord(other)) return false;
  if (isMoney(one) && isMoney(other)) {
    return one.currency === other.currency && compareAmounts(one.amount, other.amount) === 0;
  }
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => areEqual(one[name] ?? null, other[name] ?? null));
}

const sameItems = (one: readonly Value[], other: readonly Value[]): boolean =>
  one.length === other.length && one.every((item, index) => areEqual(item, other[index] ?? null));

/** Whether a case of `choose` looks for this value; plural words are those of `locale`. */
export function matches(pattern: Pattern, value: Value, locale: string): boolean {
  switch (pattern.kind) {
    case 'none':
      return value === null;
    case 'value':
      return value === pattern.value;
    case 'range':
      return typeof value === 'number' && pattern.min <= value && value <= pattern.max;
    case 'plural':
      return typeof value === 'number' && pluralOf(value, locale) === pattern.word;
  }
}

const rules = new Map<string, Intl.PluralRules>();

function pluralOf(value: number, locale: string): string {
  const known = rules.get(locale) ?? new Intl.PluralRules(locale);
  rules.set(locale, known);
  return known.select(value);
}

/** Whether a value from outside is of this type. */
export function isOfType(value: Value, type: ValueType, program: Program): boolean {
  switch (type.kind) {
    case 'optional':
      return value === null || isOfType(value, type.of, program);
    case 'List':
      return isList(value) && value.length <= listLengthMax && value.every((item) => isOfType(item, type.of, program));
    case 'record':
      return isRecordOf(value, program.records[type.name] ?? {}, program);
    case 'enum':
      return (program.enums[type.name]?.members ?? []).some(({ name }) => name === value);
    case 'Score':
      return isWithin(value, type.min, type.max);
    case 'Money':
      return isMoney(value);
    case 'Boolean':
      return typeof value === 'boolean';
    case 'Number':
    case 'DateTime':
    case 'Duration':
      return typeof value === 'number' && Number.isFinite(value);
    case 'Text':
    case 'Recording':
    case 'Digits':
    case 'Phone':
    case 'Date':
    case 'Time':
    case 'Language':
      return (
        typeof value === 'string' && value.length <= textLengthMax && forms[type.kind].test(value) && isDay(type, value)
      );
  }
}

const isRecordOf = (value: Value, fields: Readonly<Record<string, ValueType>>, program: Program): boolean =>
  isRecord(value) && Object.entries(fields).every(([name, field]) => isOfType(value[name] ?? null, field, program));

const isWithin = (value: Value, min: number | null, max: number | null): boolean =>
  typeof value === 'number' &&
  Number.isInteger(value) &&
  (min === null || min <= value) &&
  (max === null || value <= max);

const isDay = ({ kind }: ValueType, value: string): boolean => kind !== 'Date' || isDate(value);

const forms = {
  Text: /^/,
  Recording: /./,
  Digits: /^[0-9*#]*$/,
  Phone: /^\+[1-9]\d{6,14}$/,
  Date: /^\d{4}-\d{2}-\d{2}$/,
  Time: /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/,
  Language: /^[a-z]{2,3}-[A-Z]{2}$/,
} as const;
