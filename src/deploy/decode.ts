// What the shelf holds, read back. We wrote it ourselves, so beyond its outline it is taken as it is; a text that is cut or
// of another form is none. Not here: whether it is what its hash says (version.ts).

import { programHash } from '../base/ids.ts';
import { decodeObject, isObject } from '../base/json.ts';
import type { Program } from '../dsl/index.ts';
import type { Alias } from './alias.ts';
import type { Head } from './ports.ts';
import type { AudioDigests, Version } from './version.ts';

/** A version, also in the first form, which was a program alone; null: neither. */
export function decodeVersion(text: string): Version | null {
  const value = decodeObject(text);
  if (value === null) return null;
  const { hash, program, audio } = value;
  if (typeof hash !== 'string') return null;
  if (program === undefined && 'flows' in value)
    return { hash: programHash(hash), program: value as unknown as Program, audio: { kind: 'directory' } };
  if (typeof program !== 'object' || program === null || !isObject(audio)) return null;
  return { hash: programHash(hash), program: program as Program, audio: audio as Version['audio'] };
}

/** A program as its compiler wrote it; null when the text is none. */
export function decodeProgram(text: string): Program | null {
  const value = decodeObject(text);
  if (value === null || typeof value['hash'] !== 'string') return null;
  if (!isObject(value['flows']) || !isObject(value['prompts'])) return null;
  const wellFormed = Object.values(value['flows']).every(
    (flow) =>
      isObject(flow) &&
      typeof flow['name'] === 'string' &&
      Array.isArray(flow['entries']) &&
      Array.isArray(flow['languages']) &&
      Array.isArray(flow['ops']),
  );
  return wellFormed ? (value as unknown as Program) : null;
}

/** Digests by path; null when the value is no such thing. */
export const decodeDigests = (value: unknown): AudioDigests | null =>
  isObject(value) && Object.values(value).every((digest) => typeof digest === 'string')
    ? (value as AudioDigests)
    : null;

/** The head last taken; null when the text is none. */
export function decodeHead(text: string): Head | null {
  const value = decodeObject(text);
  if (value === null || typeof value['seq'] !== 'number' || !isObject(value['alias'])) return null;
  return { seq: value['seq'], alias: value['alias'] as unknown as Alias };
}
