// From the files of a directory back to the state: newest snapshot, later records, and what may be cut off at the end.
// Not here: locking the directory, writing to it.
//
// What may be cut. A kill leaves at most one line without an end: it was never acknowledged. A power cut may also leave
// anything in what was not yet on the medium; each record carries the last sequence that was, so that this is known.
// Everything else is damage, and the journal refuses rather than lose a record in silence.

import { closeSync, existsSync, fdatasyncSync, openSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import type { Log } from '../base/log.ts';
import { applyChanges } from './changes.ts';
import { decodeRecord, decodeSegmentHeader, formatVersion, openLines } from './decode.ts';
import type { JournalRecord, Line } from './decode.ts';
import { JournalFault } from './journal-fault.ts';
import type { EndBefore } from './lock.ts';
import { listSegments, type JournalFile } from './segments.ts';
import { newestSnapshot, type Snapshot } from './snapshot.ts';

export interface RecoverParts {
  readonly dir: string;
  readonly journal: string;
  readonly endBefore: EndBefore;
  /** Facts up to here are in the database: their sequences may never be given again. */
  readonly shippedSeq: number;
  readonly log: Log;
}

/** Where writing goes on: the last segment, its length in bytes and its number of records. */
export interface Tail {
  readonly segment: JournalFile;
  readonly bytes: number;
  readonly recordCount: number;
}

export interface Recovered {
  readonly state: Map<string, unknown>;
  readonly lastSeq: number;
  readonly snapshotSeq: number;
  readonly segments: JournalFile[];
  /** Null: a new segment is to be begun. */
  readonly tail: Tail | null;
}

/** Reads a journal back, and cuts off what was never acknowledged. Throws JournalFault for damage. */
export function recover(parts: RecoverParts): Recovered {
  const { snapshot, broken } = newestSnapshot(parts.dir, parts.journal);
  for (const { path } of broken) parts.log.warn('A snapshot is damaged; an older one is used', { path });
  const segments = listSegments(parts.dir);
  const replay = new Replay(parts, snapshot);
  const replayed = segmentsAfter(segments, snapshot.seq, parts.dir);
  for (const segment of replayed) replay.read(segment);
  const cut = replay.finish();
  if (cut !== null) cutOff(parts, segments, cut);
  if (replay.lastSeq < parts.shippedSeq) throw lost(parts, replay.lastSeq);
  // A killed process leaves records that no power cut has tested: from here on they count as kept.
  if (parts.endBefore !== 'closed') for (const { path } of replayed) if (existsSync(path)) syncFile(path);
  return {
    state: snapshot.state,
    lastSeq: replay.lastSeq,
    snapshotSeq: snapshot.seq,
    segments,
    tail: replay.continues() ? replay.tail : null,
  };
}

/** The segments that hold records after `seq`. */
function segmentsAfter(segments: readonly JournalFile[], seq: number, dir: string): readonly JournalFile[] {
  const start = segments.findLastIndex((segment) => segment.seq <= seq + 1);
  const first = segments[0];
  if (start < 0 && first !== undefined) {
    const sentence = `Records ${String(seq + 1)} to ${String(first.seq - 1)} are missing; restore them from a copy`;
    throw new JournalFault('hole', dir, sentence);
  }
  return segments.slice(Math.max(start, 0));
}

interface Cut {
  readonly kind: 'hole' | 'corrupt' | 'torn';
  readonly segment: JournalFile;
  readonly offset: number;
  /** The sequence that is missing here. */
  readonly seq: number;
  bytes: number;
  goodAfterCount: number;
  syncedAfter: number;
}

class Replay {
  readonly #parts: RecoverParts;
  readonly #snapshot: Snapshot;
  #expected: number | null = null;
  #cut: Cut | null = null;
  tail: Tail | null = null;
  lastSeq: number;

  constructor(parts: RecoverParts, snapshot: Snapshot) {
    this.#parts = parts;
    this.#snapshot = snapshot;
    this.lastSeq = snapshot.seq;
  }

  read(segment: JournalFile): void {
    const bytes = readFileSync(segment.path);
    const lines = openLines(bytes);
    this.#expected ??= segment.seq;
    const first = lines.next();
    const header = first.done === true ? ({ kind: 'torn', offset: 0, end: 0 } as const) : first.value;
    this.#header(segment, header);
    for (const line of lines) this.#record(segment, line);
    if (this.#cut !== null) this.#cut.bytes += bytes.length - (segment === this.#cut.segment ? this.#cut.offset : 0);
  }

  /** What is to be cut off, if anything; throws when it may not be. */
  finish(): Cut | null {
    const cut = this.#cut;
    if (cut === null) return null;
    const whole = cut.kind !== 'torn' || cut.goodAfterCount > 0;
    const unsynced = this.#parts.endBefore === 'powerCut' && cut.syncedAfter < cut.seq;
    if (whole && !unsynced) throw damaged(cut);
    return cut;
  }

  /** Whether the next record may follow in the last segment: not when a snapshot covers more than the files hold. */
  continues(): boolean {
    return this.#expected === this.lastSeq + 1;
  }

  #header(segment: JournalFile, line: Line): void {
    const seq = this.#expected ?? segment.seq;
    if (line.kind !== 'good') {
      this.#fault(segment, line, seq);
      return;
    }
    const header = decodeSegmentHeader(line.value);
    if (header !== null && header.format > formatVersion) {
      throw new JournalFault(
        'format',
        segment.path,
        'A later version wrote this journal; start that version or a newer one',
      );
    }
    if (header?.journal !== this.#parts.journal || header.first !== segment.seq) {
      throw new JournalFault(
        'corrupt',
        segment.path,
        'This file belongs to another journal; remove it from the directory',
      );
    }
    if (segment.seq !== seq) this.#fault(segment, line, seq);
    if (this.#cut === null) this.tail = { segment, bytes: line.end, recordCount: 0 };
  }

  #record(segment: JournalFile, line: Line): void {
    const record = line.kind === 'good' ? decodeRecord(line.value) : null;
    const seq = this.#expected ?? segment.seq;
    if (this.#cut !== null && record !== null) this.#goodAfter(this.#cut, record);
    if (this.#cut !== null) return;
    if (record?.from !== seq) {
      this.#fault(segment, line, seq, record);
      return;
    }
    this.#expected = record.seq + 1;
    this.lastSeq = Math.max(this.lastSeq, record.seq);
    if (record.seq > this.#snapshot.seq) applyChanges(this.#snapshot.state, record.changes);
    this.tail = { segment, bytes: line.end, recordCount: (this.tail?.recordCount ?? 0) + 1 };
  }

  #fault(segment: JournalFile, line: Line, seq: number, record: JournalRecord | null = null): void {
    if (this.#cut !== null) return;
    const kind = line.kind === 'good' ? 'hole' : line.kind === 'bad' ? 'corrupt' : 'torn';
    this.#cut = { kind, segment, offset: line.offset, seq, bytes: 0, goodAfterCount: 0, syncedAfter: 0 };
    // A good record in the wrong place is itself one that comes after the missing ones.
    if (record !== null) this.#goodAfter(this.#cut, record);
  }

  #goodAfter(cut: Cut, record: JournalRecord): void {
    cut.goodAfterCount += 1;
    cut.syncedAfter = Math.max(cut.syncedAfter, record.synced);
  }
}

function cutOff(parts: RecoverParts, segments: JournalFile[], cut: Cut): void {
  const keep = segments.findIndex((segment) => segment.path === cut.segment.path) + (cut.offset > 0 ? 1 : 0);
  for (const segment of segments.splice(keep)) rmSync(segment.path);
  if (cut.offset > 0) truncateSync(cut.segment.path, cut.offset);
  const fields = { path: cut.segment.path, bytes: cut.bytes, seq: cut.seq, records: cut.goodAfterCount };
  parts.log.warn('The end of the journal was not written in full; it is cut off at this sequence', fields);
}

function syncFile(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fdatasyncSync(file);
  } finally {
    closeSync(file);
  }
}

function damaged(cut: Cut): JournalFault {
  const where = `record ${String(cut.seq)}, byte ${String(cut.offset)}`;
  if (cut.kind === 'hole') {
    return new JournalFault(
      'hole',
      cut.segment.path,
      `Records are missing before this place: ${where}; restore them from a copy`,
    );
  }
  return new JournalFault('corrupt', cut.segment.path, `A record is damaged: ${where}; restore this file from a copy`);
}

function lost(parts: RecoverParts, lastSeq: number): JournalFault {
  const sentence = `The journal ends at record ${String(lastSeq)} but ${String(parts.shippedSeq)} were shipped; restore it from a copy`;
  return new JournalFault('hole', parts.dir, sentence);
}
