// What happens in a simulated call, in the words of tests, and how a line of a transcript shows it. Not here: what makes it
// happen.

import type { Instant } from '../../base/clock.ts';
import type { Value } from '../../dsl/index.ts';

/** What a test can expect. */
export type ExpectedKind =
  | ('say' | 'tell' | 'announce' | 'offer' | 'menu' | 'collect' | 'ask' | 'voicemail' | 'track' | 'step' | 'script')
  | ('sms' | 'email' | 'request' | 'queue' | 'callback' | 'transfer' | 'language' | 'recording' | 'return' | 'hangup');

/** What only a transcript shows. */
export type NoteKind =
  | ('answer' | 'key' | 'no input' | 'no match' | 'split' | 'agent' | 'music' | 'comfort' | 'kept' | 'error' | 'ended')
  | ('answered' | 'objection' | 'transferred' | 'caller' | 'subflow');

/** One thing that happened, in the order in which it did. */
export interface Happening {
  readonly at: Instant;
  readonly kind: ExpectedKind | NoteKind;
  /** Of the prompt, menu, step, event, queue, number... */
  readonly name: string;
  readonly values: Readonly<Record<string, Value>>;
  /** What was heard or shown; null: nothing. */
  readonly text: string | null;
  /** The flow and step in which it happened. */
  readonly flow: string;
  readonly step: string;
}

/** What happened, without when: two runs that did the same give the same texts. */
export function happeningText({ kind, name, values, text }: Happening): string {
  const given = Object.entries(values).map(([key, value]) => `${key}: ${valueText(value)}`);
  const head = [kind, name].filter((word) => word !== '').join(' ');
  const called = given.length === 0 ? head : `${head}(${given.join(', ')})`;
  return text === null || text === '' ? called : `${called}  "${text}"`;
}

/** A value as a test would write it, as far as its type can be seen. */
export function valueText(value: Value): string {
  if (value === null) return 'none';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value !== 'object') return String(value);
  if (isList(value)) return `[${value.map(valueText).join(', ')}]`;
  if (typeof value['amount'] === 'string' && typeof value['currency'] === 'string') {
    return `${value['amount']} ${value['currency']}`;
  }
  const fields = Object.entries(value).map(([name, field]) => `${name}: ${valueText(field)}`);
  return `{ ${fields.join('  ')} }`;
}

const isList = (value: object): value is readonly Value[] => Array.isArray(value);
