// The types of Fil and which value may stand where. Not here: walking over expressions (check/infer.ts).

import type { ValueType } from './program.ts';

/** The type of an expression: `none` fits every optional; `unknown` was reported already and fits everything. */
export type Type = ValueType | { readonly kind: 'none' } | { readonly kind: 'unknown' };

const simple: ReadonlyMap<string, ValueType> = new Map<string, ValueType>([
  ['Text', { kind: 'Text' }],
  ['Number', { kind: 'Number' }],
  ['Boolean', { kind: 'Boolean' }],
  ['Digits', { kind: 'Digits' }],
  ['Phone', { kind: 'Phone' }],
  ['Duration', { kind: 'Duration' }],
  ['Language', { kind: 'Language' }],
]);

/** The names of the types. */
export const typeNames: readonly string[] = [...simple.keys()];

/** The type of this name, or null. */
export const typeNamed = (name: string): ValueType | null => simple.get(name) ?? null;

/** How a type is written. */
export const typeText = (type: Type): string => (type.kind === 'optional' ? `${typeText(type.of)}?` : type.kind);

/** Whether two types are the same. */
export const sameType = (a: Type, b: Type): boolean =>
  a.kind === 'optional' && b.kind === 'optional' ? sameType(a.of, b.of) : a.kind === b.kind;

/** The type without its `?`. */
export const withoutOptional = (type: Type): Type => (type.kind === 'optional' ? type.of : type);

/** Whether a value of type `from` may stand where `to` is needed: the same, T for T?, and what becomes Text by itself. */
export function fits(from: Type, to: Type): boolean {
  if (from.kind === 'unknown' || to.kind === 'unknown') return true;
  if (to.kind === 'optional') return from.kind === 'none' || fits(withoutOptional(from), to.of);
  if (sameType(from, to)) return true;
  return to.kind === 'Text' && (from.kind === 'Digits' || from.kind === 'Phone' || from.kind === 'Language');
}

const e164 = /^\+[1-9]\d{6,14}$/;

/** Whether this is a telephone number in E.164 (ITU-T E.164: a plus and 7 to 15 digits). */
export const isPhone = (text: string): boolean => e164.test(text);

/** Whether these are keys of a telephone and nothing else. */
export const isDigits = (text: string): boolean => /^[0-9*#]+$/.test(text);
