// The types of Fil and which value may stand where. Not here: walking over expressions (check/infer.ts), what records and
// enums a project has (check/declarations.ts).

import type { SimpleType, ValueType } from './program.ts';

/** The type of an expression: `none` fits every optional; `unknown` was reported already and fits everything. */
export type Type = ValueType | { readonly kind: 'none' } | { readonly kind: 'unknown' };

const simpleTypes: readonly SimpleType[] = [
  ...(['Text', 'Number', 'Boolean', 'Digits', 'Phone', 'Money', 'Date', 'Time', 'DateTime', 'Duration'] as const),
  ...(['Language', 'Recording'] as const),
];

/** The names of the types that are built in. */
export const typeNames: readonly string[] = [...simpleTypes, 'Score', 'List'];

/** The built-in type of this name that needs nothing in parentheses, or null. */
export function simpleType(name: string): ValueType | null {
  const kind = simpleTypes.find((each) => each === name);
  return kind === undefined ? null : { kind };
}

/** A Score whose bounds do not matter. */
export const anyScore: ValueType = { kind: 'Score', min: null, max: null };

/** How a type is written. */
export function typeText(type: Type): string {
  if (type.kind === 'optional') return `${typeText(type.of)}?`;
  if (type.kind === 'List') return `List<${typeText(type.of)}>`;
  if (type.kind === 'record' || type.kind === 'enum') return type.name;
  if (type.kind === 'Score' && type.min !== null) return `Score(${type.min}..${type.max ?? type.min})`;
  return type.kind;
}

/** Whether two types are the same. */
export const sameType = (a: Type, b: Type): boolean => typeText(a) === typeText(b);

/** The type without its `?`. */
export const withoutOptional = (type: Type): Type => (type.kind === 'optional' ? type.of : type);

/** The type with a `?`. */
export const optionally = (type: Type): Type =>
  type.kind === 'optional' || type.kind === 'none' || type.kind === 'unknown' ? type : { kind: 'optional', of: type };

/** Whether a value of type `from` may stand where `to` is needed: the same, T for T?, and what becomes another by itself. */
export function fits(from: Type, to: Type): boolean {
  if (from.kind === 'unknown' || to.kind === 'unknown') return true;
  if (to.kind === 'optional') return from.kind === 'none' || fits(withoutOptional(from), to.of);
  if (from.kind === 'List' && to.kind === 'List') return fits(from.of, to.of);
  if (from.kind === 'Score' && to.kind === 'Score') return insideScore(from, to);
  if (sameType(from, to)) return true;
  if (to.kind === 'Number') return from.kind === 'Score';
  return to.kind === 'Text' && becomesText.includes(from.kind);
}

const becomesText: readonly Type['kind'][] = ['Digits', 'Phone', 'Language', 'enum'];

const insideScore = (from: ValueType & { kind: 'Score' }, to: ValueType & { kind: 'Score' }): boolean =>
  to.min === null ||
  to.max === null ||
  (from.min !== null && from.max !== null && from.min >= to.min && from.max <= to.max);

const e164 = /^\+[1-9]\d{6,14}$/;

/** Whether this is a telephone number in E.164 (ITU-T E.164: a plus and 7 to 15 digits). */
export const isPhone = (text: string): boolean => e164.test(text);

/** Whether these are keys of a telephone and nothing else. */
export const isDigits = (text: string): boolean => /^[0-9*#]+$/.test(text);
