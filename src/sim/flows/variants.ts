// The values that the explorer tries: enough of each type to take every branch that an author is likely to write. Pure.
// Not here: where they are tried.

import type { DigitsOptions, Expression, Program, QuestionCode, Value, ValueType } from '../../dsl/index.ts';
import { emptyValue } from './whole-value.ts';

/** The most values of one type; records have one for each value of each field. */
const variantsMax = 40;

/** Values of this type, the usual one first. */
export function variantsOf(type: ValueType, program: Program): readonly Value[] {
  return valuesOf(type, program).slice(0, variantsMax);
}

function valuesOf(type: ValueType, program: Program): readonly Value[] {
  switch (type.kind) {
    case 'optional':
      return [...valuesOf(type.of, program), null];
    case 'enum':
      return (program.enums[type.name]?.members ?? []).map(({ name }) => name);
    case 'Boolean':
      return [true, false];
    case 'Score':
      return scores(type.min ?? 0, type.max ?? 10);
    case 'Number':
      return [1, 0, 10, 100, 1_000];
    case 'Money':
      return ['10.00', '0', '100000.00'].map((amount) => ({ amount, currency: 'EUR' }));
    case 'Date':
      return ['2026-02-02', '2020-01-01'];
    case 'DateTime':
      return [Date.UTC(2026, 1, 2, 9), 0];
    case 'Duration':
      return [60_000, 0];
    case 'Digits':
      return ['1234567897', ''];
    case 'Text':
      return ['texte', ''];
    case 'List':
      return [valuesOf(type.of, program).slice(0, 2), []];
    case 'record':
      return records(type.name, program);
    case 'Phone':
    case 'Time':
    case 'Language':
    case 'Recording':
      return [emptyValue(type, program)];
  }
}

const scores = (min: number, max: number): readonly number[] =>
  Array.from({ length: Math.min(max - min + 1, variantsMax) }, (_, index) => max - index);

/** A usual record, one for each other value of each field, and these with each member of its enums. */
function records(name: string, program: Program): readonly Value[] {
  const fields = Object.entries(program.records[name] ?? {}).map(([field, type]) => ({
    field,
    values: valuesOf(type, program),
  }));
  const usual = Object.fromEntries(fields.map(({ field, values }) => [field, values[0] ?? null]));
  const others = fields.flatMap(({ field, values }) => values.slice(1).map((value) => ({ ...usual, [field]: value })));
  const members = fields.flatMap(({ field, values }) =>
    program.records[name]?.[field]?.kind === 'enum' ? values.slice(1).map((value) => [field, value] as const) : [],
  );
  const pairs = members.flatMap(([field, value]) => others.map((other) => ({ ...other, [field]: value })));
  return [...new Map([usual, ...others, ...pairs].map((each) => [JSON.stringify(each), each])).values()];
}

/** Keys that answer where digits are taken; some are wrong on purpose. */
export function digitsFor(options: DigitsOptions, type: ValueType): readonly string[] {
  const { lengthMin, lengthMax, endKeys } = options;
  const end = endKeys.slice(0, 1);
  const lengths = [...new Set([lengthMin, lengthMax])];
  const of: readonly string[] =
    type.kind === 'Score'
      ? [...scores(type.min ?? 0, type.max ?? 10).map(String), String((type.max ?? 10) + 1)]
      : type.kind === 'Date'
        ? ['02022026', '99999999']
        : type.kind === 'Phone'
          ? ['0612345678', '1']
          : lengths.flatMap((length) => [luhnDigits(length), ...['1', '2', '0'].map((one) => one.repeat(length))]);
  const short = lengthMin > 1 ? ['1'.repeat(lengthMin - 1)] : [];
  return [...new Set([...of, ...short])].map((digits) => `${digits}${end}`);
}

/** Digits with a valid check digit (ISO/IEC 7812-1, annex B). */
function luhnDigits(length: number): string {
  const body = '123456789123456789'.slice(0, Math.max(0, length - 1)).padEnd(Math.max(0, length - 1), '1');
  const check = Array.from('0123456789').find((digit) => luhnSum(body + digit) % 10 === 0) ?? '0';
  return (body + check).slice(-length);
}

const luhnSum = (digits: string): number =>
  Array.from(digits)
    .reverse()
    .map(Number)
    .map((digit, index) => (index % 2 === 0 ? digit : digit * 2 > 9 ? digit * 2 - 9 : digit * 2))
    .reduce((sum, each) => sum + each, 0);

/** What a caller can press to answer a question. */
export const keysFor = ({ form, type }: QuestionCode): readonly string[] =>
  form.kind === 'keys' ? form.keys.map(({ key }) => key) : form.kind === 'digits' ? digitsFor(form, type) : [];

/** The settings that a program reads, each with the texts that it is compared with and one that is none of them. */
export function settingsOf(program: Program): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (isExpression(value)) note(value, found);
    for (const inner of Object.values(value)) look(inner);
  };
  look(program.flows);
  return new Map([...found].map(([key, texts]) => [key, ['autre', ...new Set(texts)]]));
}

function note(expression: Expression, found: Map<string, string[]>): void {
  const key = settingKey(expression);
  if (key !== null && !found.has(key)) found.set(key, []);
  if (expression.kind !== 'binary') return;
  const { left, right } = expression;
  for (const [one, other] of [[left, right] as const, [right, left] as const]) {
    const read = settingKey(one);
    if (read === null || other.kind !== 'literal' || typeof other.value !== 'string') continue;
    found.set(read, [...(found.get(read) ?? []), other.value]);
  }
}

function settingKey(expression: Expression): string | null {
  if (expression.kind !== 'apply' || expression.name !== 'config') return null;
  const [key] = expression.arguments;
  return key?.kind === 'literal' && typeof key.value === 'string' ? key.value : null;
}

const isExpression = (value: object): value is Expression =>
  'kind' in value && (value.kind === 'apply' || value.kind === 'binary');
