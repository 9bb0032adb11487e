// Values as a test in Fil writes them, by their types, and back. Pure. Not here: what is done with them.

import type { Instant } from '../../base/clock.ts';
import type { ExpressionNode, Program, Value, ValueType } from '../../dsl/index.ts';
import type { World } from '../../ivr/index.ts';

/** In which program a value is written; an instant is written as so long after `beganAt`. */
export interface Writing {
  readonly program: Program;
  readonly beganAt: Instant;
}

/** The value as it is written; null: Fil has no literal for it. */
export function literalOf(value: Value, type: ValueType, where: Writing): string | null {
  if (value === null) return type.kind === 'optional' ? 'none' : null;
  switch (type.kind) {
    case 'optional':
      return literalOf(value, type.of, where);
    case 'List':
      return listOf(value, type.of, where);
    case 'record':
      return recordOf(value, where.program.records[type.name] ?? {}, where);
    case 'enum':
      return where.program.enums[type.name]?.members.find(({ name }) => name === value)?.name ?? null;
    case 'Money':
      return isMoney(value) ? `${value.amount} ${value.currency}` : null;
    case 'Number':
    case 'Score':
      return typeof value === 'number' ? numberText(value) : null;
    case 'Boolean':
      return typeof value === 'boolean' ? String(value) : null;
    case 'Duration':
      return typeof value === 'number' && value >= 0 && value <= longestMs ? durationText(value) : null;
    case 'Date':
      return matches(value, /^\d{4}-\d{2}-\d{2}$/);
    case 'Time':
      return matches(value, /^\d{2}:\d{2}$/);
    case 'Language':
      return matches(value, /^[a-z]{2,3}-[A-Z]{2}$/);
    case 'Digits':
      return typeof value === 'string' && /^[0-9*#]+$/.test(value) ? textOf(value) : null;
    case 'Text':
    case 'Phone':
      return typeof value === 'string' ? textOf(value) : null;
    case 'DateTime':
      return typeof value === 'number' && Math.abs(value - where.beganAt) <= longestMs
        ? `now() ${afterText(value - where.beganAt)}`
        : null;
    case 'Recording':
      return null;
  }
}

/** The value whose type nobody knows, as far as it has only one form. */
export function plainLiteralOf(value: Value): string | null {
  if (typeof value === 'string') return textOf(value);
  if (typeof value === 'number') return numberText(value);
  return typeof value === 'boolean' ? String(value) : null;
}

/** What a literal may say: 366 days. */
const longestMs = 31_622_400_000;

const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const;

/** A duration in the largest unit that it is a multiple of. */
export function durationText(ms: number): string {
  const whole = Math.round(ms);
  const [unit, length] = units.find(([, each]) => whole > 0 && whole % each === 0) ?? (['ms', 1] as const);
  return `${whole / length}${unit}`;
}

const afterText = (ms: number): string => `${ms < 0 ? '-' : '+'} ${durationText(Math.abs(ms))}`;

/** A text in quotes. */
export const textOf = (text: string): string => `"${text.replaceAll(/[\r\n]+/g, ' ').replaceAll(/["\\]/g, '\\$&')}"`;

/** The value of what is written above; a bare name is the member of an enum. */
export function valueOfLiteral(node: ExpressionNode, world: World, now: Instant): Value {
  const inner = (each: ExpressionNode): Value => valueOfLiteral(each, world, now);
  switch (node.kind) {
    case 'literal':
      return node.value;
    case 'name':
      return node.name;
    case 'list':
      return node.items.map(inner);
    case 'record':
      return Object.fromEntries(node.fields.map(({ name, value }) => [name.text, inner(value)] as const));
    case 'call':
      return now;
    case 'binary':
      return sum(inner(node.left), inner(node.right), node.operator === '-' ? -1 : 1);
    case 'none':
    case 'field':
    case 'not':
    case 'default':
    case 'conditional':
      return null;
  }
}

const sum = (left: Value, right: Value, sign: 1 | -1): Value =>
  typeof left === 'number' && typeof right === 'number' ? left + sign * right : null;

const matches = (value: Value, form: RegExp): string | null =>
  typeof value === 'string' && form.test(value) ? value : null;

/** Fil has no negative literal. */
const numberText = (value: number): string | null =>
  Number.isFinite(value) && value >= 0 && /^\d+(\.\d+)?$/.test(String(value)) ? String(value) : null;

const isMoney = (value: Value): value is { readonly amount: string; readonly currency: string } =>
  typeof value === 'object' &&
  value !== null &&
  'amount' in value &&
  'currency' in value &&
  typeof value.amount === 'string' &&
  /^\d+(\.\d+)?$/.test(value.amount);

function listOf(value: Value, of: ValueType, where: Writing): string | null {
  if (!Array.isArray(value)) return null;
  const items = value.map((item: Value) => literalOf(item, of, where));
  return items.some((item) => item === null) ? null : `[${items.join(', ')}]`;
}

/** A field without a literal is left out: what a test leaves out is empty. */
function recordOf(value: Value, fields: Readonly<Record<string, ValueType>>, where: Writing): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const given = new Map(Object.entries(value));
  const written = Object.entries(fields).flatMap(([name, type]) => {
    const text = literalOf(given.get(name) ?? null, type, where);
    return text === null || text === 'none' ? [] : [`${name}: ${text}`];
  });
  return written.length === 0 ? '{ }' : `{ ${written.join(' ')} }`;
}
