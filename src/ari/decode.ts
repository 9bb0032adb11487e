// The bricks of the generated decoders: one value from outside in, one typed value or a DecodeFault with its place out.
// Not here: which fields a message has (src/ari/generated), nor what a message means.

import { failed, ok } from '../base/result.ts';
import type { Result } from '../base/result.ts';

/** What came from Asterisk is not what its own description promises; `path` says where, as in `channel.caller.name`. */
export class DecodeFault extends Error {
  readonly code = 'decode';
  readonly retryable = false;
  readonly path: string;

  constructor(path: string, wanted: string, found: unknown) {
    super(`${path === '' ? 'the value' : path} should be ${wanted}, not ${kindOf(found)}`);
    this.path = path;
  }
}

/** Turns an unknown value into a typed one or throws DecodeFault; `path` is the place of the value, empty at the top. */
export type Decoder<Value> = (value: unknown, path: string) => Value;

/** Runs a decoder on what just arrived: the typed value, or the fault as a value. */
export function decoded<Value>(decoder: Decoder<Value>, value: unknown): Result<Value, DecodeFault> {
  try {
    return ok(decoder(value, ''));
  } catch (fault) {
    if (fault instanceof DecodeFault) return failed(fault);
    throw fault;
  }
}

/** A text as JSON; null when it is none, which Asterisk's web server may answer to an unknown path. */
export function jsonOf(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    // What counts then is the status of the answer, or that an event has no type.
    return null;
  }
}

export const text: Decoder<string> = (value, path) => {
  if (typeof value !== 'string') throw new DecodeFault(path, 'a text', value);
  return value;
};

export const number: Decoder<number> = (value, path) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new DecodeFault(path, 'a number', value);
  return value;
};

export const truth: Decoder<boolean> = (value, path) => {
  if (typeof value !== 'boolean') throw new DecodeFault(path, 'true or false', value);
  return value;
};

/** Any JSON at all: what Asterisk does not describe further. */
export const anything: Decoder<unknown> = (value) => value;

/** For replies without a body. */
export const nothing: Decoder<null> = () => null;

/** The fields of a JSON object; unknown ones are left alone. */
export const fields: Decoder<Readonly<Record<string, unknown>>> = (value, path) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new DecodeFault(path, 'an object', value);
  return value as Readonly<Record<string, unknown>>;
};

/** A list whose every element passes `element`. */
export const list =
  <Value>(element: Decoder<Value>): Decoder<readonly Value[]> =>
  (value, path) => {
    if (!Array.isArray(value)) throw new DecodeFault(path, 'a list', value);
    return value.map((item, index) => element(item, `${path}[${String(index)}]`));
  };

/** A field that may be missing or null. */
export const optional =
  <Value>(decoder: Decoder<Value>): Decoder<Value | undefined> =>
  (value, path) =>
    value === undefined || value === null ? undefined : decoder(value, path);

/** One field of an object, decoded, with its place. */
export function field<Value>(
  from: Readonly<Record<string, unknown>>,
  path: string,
  name: string,
  decoder: Decoder<Value>,
): Value {
  return decoder(from[name], path === '' ? name : `${path}.${name}`);
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `a value of kind ${typeof value}`;
}
