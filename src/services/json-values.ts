// Values of flows as JSON and back, by their types: the form that the language's page promises to other systems. Pure.
// Not here: whether a text has the form of its type, which the engine checks for every answer.

import { type Result, failed, ok } from '../base/result.ts';
import type { Program, Value, ValueType } from '../dsl/index.ts';

/** As JSON has it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

const msPerSecond = 1_000;

/** A value as other systems are told it; in records what is none is left out. A type that nobody knows changes nothing. */
export function toJson(value: Value, type: ValueType | null, program: Program): Json {
  if (value === null) return null;
  if (type?.kind === 'optional') return toJson(value, type.of, program);
  if (typeof value === 'number') return numberToJson(value, type);
  if (typeof value !== 'object') return value;
  if (isList(value)) return value.map((item) => toJson(item, type?.kind === 'List' ? type.of : null, program));
  const fields = type?.kind === 'record' ? (program.records[type.name] ?? {}) : {};
  return objectOf(Object.entries(value).map(([name, field]) => [name, toJson(field, fields[name] ?? null, program)]));
}

/** An object without what is none. */
export const objectOf = (entries: readonly (readonly [string, Json])[]): Json =>
  Object.fromEntries(entries.filter(([, value]) => value !== null));

function numberToJson(value: number, type: ValueType | null): Json {
  if (type?.kind === 'Duration') return value / msPerSecond;
  return type?.kind === 'DateTime' ? new Date(value).toISOString() : value;
}

/** Brackets within brackets: no record of a flow is as deep, and a parser of ours must not be sent into the deep. */
export const answerDepthMax = 32;

/** The value that a text of JSON holds, of this type. Fails with `unreadable`, `tooDeep` or `illTyped`. */
export function readJson(text: string, type: ValueType, program: Program): Result<Value, string> {
  if (depthOf(text) > answerDepthMax) return failed('tooDeep');
  const json = parsed(text);
  if (json.kind === 'failed') return json;
  const value = fromJson(json.value, type, program);
  return value === undefined ? failed('illTyped') : ok(value);
}

function parsed(text: string): Result<unknown, 'unreadable'> {
  try {
    return ok<unknown>(JSON.parse(text));
  } catch (fault) {
    if (fault instanceof SyntaxError) return failed('unreadable');
    throw fault;
  }
}

/** How deep brackets stand in brackets, texts left out. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [part] of text.matchAll(/"(?:[^"\\]|\\.)*"?|[[\]{}]/gs)) {
    if (part === '[' || part === '{') deepest = Math.max(deepest, (depth += 1));
    else if (part === ']' || part === '}') depth -= 1;
  }
  return deepest;
}

/** Undefined: it is not of this type. What is absent is none; fields that the type does not have are left out. */
function fromJson(json: unknown, type: ValueType, program: Program): Value | undefined {
  if (type.kind === 'optional') return json === undefined || json === null ? null : fromJson(json, type.of, program);
  switch (type.kind) {
    case 'List':
      return listFrom(json, type.of, program);
    case 'record':
      return fieldsFrom(json, program.records[type.name] ?? {}, program);
    case 'Money':
      return fieldsFrom(json, money, program);
    case 'Boolean':
      return typeof json === 'boolean' ? json : undefined;
    case 'Number':
    case 'Score':
      return typeof json === 'number' ? json : undefined;
    case 'Duration':
      return typeof json === 'number' && json >= 0 ? Math.round(json * msPerSecond) : undefined;
    case 'DateTime':
      return typeof json === 'string' ? instantFrom(json) : undefined;
    case 'Text':
    case 'Digits':
    case 'Phone':
    case 'Date':
    case 'Time':
    case 'Language':
    case 'Recording':
    case 'enum':
      return typeof json === 'string' ? json : undefined;
  }
}

const money = { amount: { kind: 'Text' }, currency: { kind: 'Text' } } as const;

/** Longer lists are not held by flows: the answer is not of its type. */
const listLengthMax = 100;

function listFrom(json: unknown, of: ValueType, program: Program): Value | undefined {
  if (!Array.isArray(json) || json.length > listLengthMax) return undefined;
  const items: Value[] = [];
  for (const each of json as unknown[]) {
    const item = fromJson(each, of, program);
    if (item === undefined) return undefined;
    items.push(item);
  }
  return items;
}

function fieldsFrom(json: unknown, fields: Readonly<Record<string, ValueType>>, program: Program): Value | undefined {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined;
  const given = new Map<string, unknown>(Object.entries(json));
  const entries: [string, Value][] = [];
  for (const [name, type] of Object.entries(fields)) {
    const value = fromJson(given.get(name), type, program);
    if (value === undefined) return undefined;
    entries.push([name, value]);
  }
  return Object.fromEntries(entries);
}

/** ISO 8601 with its zone: without one nobody knows which moment is meant. */
const dateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

function instantFrom(text: string): number | undefined {
  const at = dateTime.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isFinite(at) ? at : undefined;
}

const isList = (value: Value): value is readonly Value[] => Array.isArray(value);
