// Values as a test in Fil writes them, by their types, and back. Pure. Not here: what is done with them.

import type { ExpressionNode, Program, Value, ValueType } from '../../dsl/index.ts';

/** The value as it is written; null: Fil has no literal for it. */
export function literalOf(value: Value, type: ValueType, program: Program): string | null {
  if (value === null) return type.kind === 'optional' ? 'none' : null;
  switch (type.kind) {
    case 'optional':
      return literalOf(value, type.of, program);
    case 'List':
      return listOf(value, type.of, program);
    case 'record':
      return recordOf(value, program.records[type.name] ?? {}, program);
    case 'enum':
      return program.enums[type.name]?.members.some(({ name }) => name === value) === true ? String(value) : null;
    case 'Money':
      return isMoney(value) ? `${value.amount} ${value.currency}` : null;
    case 'Number':
    case 'Score':
      return typeof value === 'number' ? numberText(value) : null;
    case 'Boolean':
      return typeof value === 'boolean' ? String(value) : null;
    case 'Duration':
      return typeof value === 'number' && value >= 0 ? `${Math.round(value)}ms` : null;
    case 'Date':
      return matches(value, /^\d{4}-\d{2}-\d{2}$/);
    case 'Time':
      return matches(value, /^\d{2}:\d{2}$/);
    case 'Language':
      return matches(value, /^[a-z]{2,3}-[A-Z]{2}$/);
    case 'Text':
    case 'Digits':
    case 'Phone':
      return typeof value === 'string' ? textOf(value) : null;
    case 'DateTime':
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

/** A text in quotes. */
export const textOf = (text: string): string => `"${text.replaceAll(/[\r\n]+/g, ' ').replaceAll(/["\\]/g, '\\$&')}"`;

/** The value of a literal; a bare name is the member of an enum. */
export function valueOfLiteral(node: ExpressionNode): Value {
  switch (node.kind) {
    case 'literal':
      return node.value;
    case 'name':
      return node.name;
    case 'list':
      return node.items.map(valueOfLiteral);
    case 'record':
      return Object.fromEntries(node.fields.map(({ name, value }) => [name.text, valueOfLiteral(value)] as const));
    default:
      return null;
  }
}

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
  /^\d+(\.\d+)?$/.test(String(value.amount));

function listOf(value: Value, of: ValueType, program: Program): string | null {
  if (!Array.isArray(value)) return null;
  const items = value.map((item: Value) => literalOf(item, of, program));
  return items.some((item) => item === null) ? null : `[${items.join(', ')}]`;
}

/** A field without a literal is left out: what a test leaves out is empty. */
function recordOf(value: Value, fields: Readonly<Record<string, ValueType>>, program: Program): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const given = new Map(Object.entries(value));
  const written = Object.entries(fields).flatMap(([name, type]) => {
    const text = literalOf(given.get(name) ?? null, type, program);
    return text === null || text === 'none' ? [] : [`${name}: ${text}`];
  });
  return written.length === 0 ? '{ }' : `{ ${written.join(' ')} }`;
}
