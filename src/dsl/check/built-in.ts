// What every flow can use without declaring it: the fields of `call` and `waiting`, the functions, the service `consent`.
// Not here: how the engine computes them.

import type { Type } from '../types.ts';

const text: Type = { kind: 'Text' };
const digits: Type = { kind: 'Digits' };
const phone: Type = { kind: 'Phone' };
const number: Type = { kind: 'Number' };
const boolean: Type = { kind: 'Boolean' };
const date: Type = { kind: 'Date' };
const dateTime: Type = { kind: 'DateTime' };
const duration: Type = { kind: 'Duration' };
const language: Type = { kind: 'Language' };

const commonFields: readonly (readonly [string, Type])[] = [
  ['id', text],
  ['called', phone],
  ['language', language],
  ['step', text],
  ['started', dateTime],
  ['agent', { kind: 'optional', of: { kind: 'Text' } }],
];

/** `call.id` and so on where a caller calls us. `caller` is none when the number is withheld. */
export const callFields: ReadonlyMap<string, Type> = new Map<string, Type>([
  ...commonFields,
  ['caller', { kind: 'optional', of: { kind: 'Phone' } }],
]);

/** The same where we call: the number is known, and so is how often it was tried. */
export const outboundCallFields: ReadonlyMap<string, Type> = new Map<string, Type>([
  ...commonFields,
  ['caller', phone],
  ['attempt', number],
]);

/** Of the queue joined last. */
export const waitingFields: ReadonlyMap<string, Type> = new Map<string, Type>([
  ['position', number],
  ['estimate', duration],
  ['elapsed', duration],
]);

/** What a function takes: a value, or the name of something. */
export type Taken = Type | { readonly kind: 'hours' } | { readonly kind: 'queue' } | { readonly kind: 'skill' };

export interface Signature {
  readonly takes: readonly Taken[];
  readonly gives: Type;
  /** How it is written. */
  readonly form: string;
}

/** What `speaks` and `skill` give: joined by `and`, only after `require`. */
export const requirement = 'requirement';

/** The functions by name. `length` takes Digits and Lists too. */
export const functions: ReadonlyMap<string, Signature> = new Map<string, Signature>([
  ['open', { takes: [{ kind: 'hours' }], gives: boolean, form: 'open(hours)' }],
  ['next_open', { takes: [{ kind: 'hours' }], gives: dateTime, form: 'next_open(hours)' }],
  ['today', { takes: [], gives: date, form: 'today()' }],
  ['now', { takes: [], gives: dateTime, form: 'now()' }],
  ['date', { takes: [dateTime], gives: date, form: 'date(moment)' }],
  ['time', { takes: [dateTime], gives: { kind: 'Time' }, form: 'time(moment)' }],
  ['weekday', { takes: [date], gives: number, form: 'weekday(date)' }],
  ['age', { takes: [date], gives: number, form: 'age(date)' }],
  ['luhn', { takes: [digits], gives: boolean, form: 'luhn(digits)' }],
  ['last', { takes: [digits, number], gives: digits, form: 'last(digits, count)' }],
  ['length', { takes: [text], gives: number, form: 'length(text)' }],
  ['starts', { takes: [text, text], gives: boolean, form: 'starts(text, prefix)' }],
  ['round', { takes: [number], gives: number, form: 'round(number)' }],
  ['estimate', { takes: [{ kind: 'queue' }], gives: duration, form: 'estimate(queue)' }],
  ['agents', { takes: [{ kind: 'queue' }], gives: number, form: 'agents(queue)' }],
  ['callers', { takes: [{ kind: 'queue' }], gives: number, form: 'callers(queue)' }],
  ['config', { takes: [text], gives: text, form: 'config("key")' }],
]);

/** The functions of `require`. */
export const requirements: ReadonlyMap<string, Signature> = new Map<string, Signature>([
  ['speaks', { takes: [language], gives: boolean, form: 'speaks(language)' }],
  ['skill', { takes: [{ kind: 'skill' }, number], gives: boolean, form: 'skill(name, level)' }],
]);

/** Names that nothing of a project may take. */
export const builtInNames: readonly string[] = [
  ...['call', 'waiting', 'consent'],
  ...functions.keys(),
  ...requirements.keys(),
];
