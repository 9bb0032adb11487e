// How one value is read aloud: by its type, in a format, in a language. Not here: the words themselves (src/prompts/reading).

import { AssertionFault } from '../base/assert.ts';
import type { Program, Value, ValueType } from '../dsl/index.ts';
import { type Readable, type Reading, readAloud, readingLocaleFor } from '../prompts/reading/index.ts';
import type { ReadingPiece } from './effects.ts';
import { localTime, timeText } from './values/calendar.ts';
import { plainNumber } from './values/decimal.ts';
import { isList, isMoney } from './values/values.ts';

/** Words, a value with its sounds, or something that a caller left. */
export type SpokenValue = ReadingPiece | { readonly kind: 'recording'; readonly recording: string; readonly text: '' };

export interface Manner {
  /** As the author says; null: as usual for the type. */
  readonly format: string | null;
  readonly language: string;
  readonly program: Program;
}

/** The value as it is said; what cannot be read is said as it is written, none is silence. */
export function spokenValue(value: Value, type: ValueType, manner: Manner): SpokenValue {
  if (value === null) return words('');
  if (type.kind === 'optional') return spokenValue(value, type.of, manner);
  if (type.kind === 'Recording') return { kind: 'recording', recording: written(value), text: '' };
  if (type.kind === 'enum') return words(labelOf(type.name, written(value), manner.program));
  if (type.kind === 'Boolean') return words(yesOrNo(value === true, manner.language));
  if (type.kind === 'List') return words(listed(value, type.of, manner));
  const readable = readableOf(value, type, manner);
  const reading = readable === null ? null : read(readable, manner.language);
  return reading === null ? words(written(value)) : pieceOf(reading);
}

const words = (text: string): ReadingPiece => ({ kind: 'text', text });

/** A value never changes voice half-way: all sounds, or all text. */
function pieceOf({ text, parts }: Reading): ReadingPiece {
  const names = parts.flatMap((part) => (part.kind === 'sound' ? [part.name] : []));
  return names.length > 0 && names.length === parts.length ? { kind: 'sounds', names, text } : words(text);
}

function read(readable: Readable, language: string): Reading | null {
  const locale = readingLocaleFor(language);
  if (locale === null) return null;
  try {
    return readAloud(readable, locale);
  } catch (fault) {
    // A value from outside that is not written as its type says must not cost the caller the call.
    if (!(fault instanceof AssertionFault) && !(fault instanceof RangeError)) throw fault;
    return null;
  }
}

function readableOf(value: Value, type: ValueType, { format, program }: Manner): Readable | null {
  const text = written(value);
  switch (type.kind) {
    case 'Number':
    case 'Score':
      return { kind: 'Number', value: text, format: one(['cardinal', 'ordinal', 'digits'], format) };
    case 'Digits':
      return { kind: 'Digits', value: text, format: one(['digits', 'pairs'], format) };
    case 'Phone':
      return { kind: 'Phone', value: text, format: one(['grouped', 'digits', 'pairs'], format) };
    case 'Date':
      return { kind: 'Date', value: text, format: one(['full', 'short', 'weekday'], format) };
    case 'Time':
      return { kind: 'Time', value: text, format: one(['full', 'short'], format) };
    case 'DateTime': {
      const { date, minute } = localTime(Number(value), program.timezone);
      return { kind: 'DateTime', value: `${date}T${timeText(minute)}`, format: one(['full', 'short'], format) };
    }
    case 'Duration':
      return { kind: 'Duration', valueMs: Number(value) };
    case 'Money':
      return isMoney(value) ? { kind: 'Money', value: value.amount, currency: value.currency } : null;
    case 'Text':
    case 'Boolean':
    case 'Language':
    case 'Recording':
    case 'List':
    case 'record':
    case 'enum':
    case 'optional':
      return null;
  }
}

/** The format of that name, else the first one, which is the usual. */
function one<const Format extends string>(formats: readonly [Format, ...Format[]], asked: string | null): Format {
  return formats.find((format) => format === asked) ?? formats[0];
}

function written(value: Value): string {
  if (typeof value === 'number') return Number.isFinite(value) ? plainNumber(value) : '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const labelOf = (name: string, member: string, { enums }: Program): string =>
  enums[name]?.members.find((each) => each.name === member)?.label ?? member;

const yesOrNo = (value: boolean, language: string): string =>
  language.startsWith('fr') ? (value ? 'oui' : 'non') : value ? 'yes' : 'no';

const listed = (value: Value, of: ValueType, manner: Manner): string =>
  isList(value) ? value.map((item) => spokenValue(item, of, manner).text).join(', ') : '';
