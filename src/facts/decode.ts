// The form of what the journal writes: one line per record, a checksum before it, so that a torn or corrupted line is told
// from a good one. Not here: files, sequences, what to do about a bad line.

import { crc32 } from 'node:zlib';
import type { Instant } from '../base/clock.ts';
import { isObject } from '../base/json.ts';
import type { Changes, Entry } from '../base/machine.ts';
import type { Fact } from '../call/index.ts';

/** The form of the files below; a journal of a later form is refused. */
export const formatVersion = 1;

const newline = 10;
const checksumLength = 8;

/** One transition as it stands in a segment. */
export interface JournalRecord extends Entry<Fact> {
  readonly seq: number;
  /** The first sequence this record stands for: lower than `seq` only where a full disk made us drop some. */
  readonly from: number;
  /** The last sequence known to be on the medium when this was written. */
  readonly synced: number;
}

/** First line of a segment: `first` is the sequence of its first record. */
export interface SegmentHeader {
  readonly format: number;
  readonly journal: string;
  readonly first: number;
}

/** First line of a snapshot: the state after record `seq`. */
export interface SnapshotHeader {
  readonly format: number;
  readonly journal: string;
  readonly seq: number;
}

/** A line found in a file; `end` is where the next one begins. `torn`: it has no end. */
export type Line =
  | { readonly kind: 'good'; readonly value: unknown; readonly offset: number; readonly end: number }
  | { readonly kind: 'bad' | 'torn'; readonly offset: number; readonly end: number };

/** `value` as one checksummed line. */
export function sealLine(value: unknown): Buffer {
  const json = JSON.stringify(value);
  return Buffer.from(`${checksum(json)} ${json}\n`);
}

/** The lines of `bytes` in order; `base` is the offset of the first byte in its file. */
export function* openLines(bytes: Buffer, base = 0): Generator<Line> {
  let start = 0;
  while (start < bytes.length) {
    const end = bytes.indexOf(newline, start);
    if (end < 0) {
      yield { kind: 'torn', offset: base + start, end: base + bytes.length };
      return;
    }
    yield openLine(bytes.subarray(start, end), base + start, base + end + 1);
    start = end + 1;
  }
}

function openLine(line: Buffer, offset: number, end: number): Line {
  const json = line.subarray(checksumLength + 1);
  if (line.toString('latin1', 0, checksumLength) !== checksum(json)) return { kind: 'bad', offset, end };
  return { kind: 'good', value: JSON.parse(json.toString()), offset, end };
}

const checksum = (text: string | Buffer): string => crc32(text).toString(16).padStart(checksumLength, '0');

/** The record a good line holds, or null when it is another kind of line. */
export function decodeRecord(value: unknown): JournalRecord | null {
  if (!isObject(value)) return null;
  const { seq, from, synced, at, machine, event, facts, changes, trace } = value;
  if (typeof seq !== 'number' || typeof at !== 'number' || typeof machine !== 'string') return null;
  if (!Array.isArray(facts) || !isObject(changes)) return null;
  return {
    seq,
    from: typeof from === 'number' ? from : seq,
    synced: typeof synced === 'number' ? synced : 0,
    at: at satisfies Instant,
    machine,
    event,
    // The checksum says that we wrote it, and what we write is typed.
    facts: facts as readonly Fact[],
    changes: changes satisfies Changes,
    ...(isObject(trace) ? { trace } : {}),
  };
}

/** The header of a segment, or null. */
export function decodeSegmentHeader(value: unknown): SegmentHeader | null {
  if (!isObject(value)) return null;
  const { format, journal, first } = value;
  if (typeof format !== 'number' || typeof journal !== 'string' || typeof first !== 'number') return null;
  return { format, journal, first };
}

/** The header of a snapshot, or null. */
export function decodeSnapshotHeader(value: unknown): SnapshotHeader | null {
  if (!isObject(value)) return null;
  const { format, journal, seq } = value;
  if (typeof format !== 'number' || typeof journal !== 'string' || typeof seq !== 'number') return null;
  return { format, journal, seq };
}

/** One key and value of a snapshot, or null. */
export function decodePair(value: unknown): readonly [string, unknown] | null {
  if (!Array.isArray(value) || value.length !== 2) return null;
  const pair: readonly unknown[] = value;
  return typeof pair[0] === 'string' ? [pair[0], pair[1]] : null;
}
