// What every flow can use without declaring it: the fields of `call` and the functions of this release.
// Not here: how the engine computes them.

import type { Type } from '../types.ts';

const text: Type = { kind: 'Text' };
const digits: Type = { kind: 'Digits' };
const phone: Type = { kind: 'Phone' };

/** `call.id` and so on. `caller` is none when the number is withheld. */
export const callFields: ReadonlyMap<string, Type> = new Map<string, Type>([
  ['id', text],
  ['caller', { kind: 'optional', of: { kind: 'Phone' } }],
  ['called', phone],
  ['language', { kind: 'Language' }],
  ['step', text],
]);

export interface Signature {
  readonly takes: readonly Type[];
  readonly gives: Type;
  /** How it is written. */
  readonly form: string;
}

/** The functions by name. `length` takes Digits too, which become Text. */
export const functions: ReadonlyMap<string, Signature> = new Map<string, Signature>([
  ['length', { takes: [text], gives: { kind: 'Number' }, form: 'length(text)' }],
  ['last', { takes: [digits, { kind: 'Number' }], gives: digits, form: 'last(digits, count)' }],
  ['luhn', { takes: [digits], gives: { kind: 'Boolean' }, form: 'luhn(digits)' }],
  ['starts', { takes: [text, text], gives: { kind: 'Boolean' }, form: 'starts(text, prefix)' }],
]);

/** Names that no value of a flow may take. */
export const builtInNames: readonly string[] = ['call', 'waiting', ...functions.keys()];
