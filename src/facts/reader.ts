// Reads facts and traces back out of the segments, for the shipper: from the files, a piece at a time, never all in memory.
// Not here: which facts are due, and what of a trace is kept (traces.ts).

import { open, type FileHandle } from 'node:fs/promises';
import type { StoredFact, StoredTrace } from '../call/index.ts';
import { decodeRecord, openLines, type JournalRecord, type Line } from './decode.ts';
import { JournalFault } from './journal-fault.ts';
import type { JournalFile } from './segments.ts';
import { traceOf } from './traces.ts';

/** Facts and traces in order. Every one of the records up to `throughSeq` is in this batch or an earlier one. */
export interface FactBatch {
  readonly facts: readonly StoredFact[];
  readonly traces: readonly StoredTrace[];
  readonly throughSeq: number;
}

export interface FactRequest {
  readonly segments: readonly JournalFile[];
  /** Begin with the record after this one. */
  readonly afterSeq: number;
  /** Go no further than this record. */
  readonly throughSeq: number;
  /** Facts and entries of traces per batch; a record is never split, so one record may exceed it. */
  readonly limit: number;
}

/** Bytes read at a time; a record that is longer is read in more pieces. */
const pieceBytes = 256 * 1024;

/** Records looked at per batch: most hold no facts, and the loop is not to be held up by parsing them. */
const batchRecordCountMax = 1_000;

/** Reads batches one after the other; remembers where the last one ended. */
export class FactReader {
  readonly #journal: string;
  #place = { seq: -1, path: '', offset: 0 };

  constructor(journal: string) {
    this.#journal = journal;
  }

  /** The next facts. Rejects with JournalFault when records are missing or damaged. */
  async read(request: FactRequest): Promise<FactBatch> {
    const facts: StoredFact[] = [];
    const traces: StoredTrace[] = [];
    let seq = request.afterSeq;
    let recordCount = 0;
    for await (const { record, path, end } of this.#records(request)) {
      if (record.seq <= seq) continue;
      if (record.from !== seq + 1) throw missing(path, seq + 1);
      const count = facts.length + traces.length;
      const trace = traceOf(this.#journal, record);
      if (count > 0 && count + record.facts.length + (trace === null ? 0 : 1) > request.limit) break;
      if (record.seq > request.throughSeq || recordCount >= batchRecordCountMax) break;
      for (const [index, fact] of record.facts.entries()) {
        facts.push({ journal: this.#journal, seq: record.seq, index, at: record.at, fact });
      }
      if (trace !== null) traces.push(trace);
      seq = record.seq;
      recordCount += 1;
      this.#place = { seq, path, offset: end };
      if (seq >= request.throughSeq) break;
    }
    if (seq === request.afterSeq && seq < request.throughSeq) throw missing(request.segments[0]?.path ?? '', seq + 1);
    return { facts, traces, throughSeq: seq };
  }

  async *#records(request: FactRequest): AsyncGenerator<{ record: JournalRecord; path: string; end: number }> {
    const start = request.segments.findLastIndex((segment) => segment.seq <= request.afterSeq + 1);
    for (const segment of request.segments.slice(Math.max(start, 0))) {
      const isPlace = this.#place.seq === request.afterSeq && this.#place.path === segment.path;
      for await (const line of fileLines(segment.path, isPlace ? this.#place.offset : 0)) {
        // A line without an end is being written: it is beyond what was asked for.
        if (line.kind === 'torn') break;
        if (line.kind !== 'good') throw damaged(segment.path, line.offset);
        const record = decodeRecord(line.value);
        if (record !== null) yield { record, path: segment.path, end: line.end };
      }
    }
  }
}

function damaged(path: string, offset: number): JournalFault {
  return new JournalFault(
    'corrupt',
    path,
    `A record is damaged: byte ${String(offset)}; restore this file from a copy`,
  );
}

function missing(path: string, seq: number): JournalFault {
  return new JournalFault('hole', path, `Record ${String(seq)} is missing; restore it from a copy`);
}

async function* fileLines(path: string, from: number): AsyncGenerator<Line> {
  const file = await open(path, 'r');
  try {
    let offset = from;
    for (let size = pieceBytes; ;) {
      const piece = await readPiece(file, offset, size);
      const whole = piece.lastIndexOf('\n') + 1;
      // No end of a line in sight: either a long record or the end of the file.
      if (whole === 0 && piece.length === size) {
        size *= 2;
        continue;
      }
      yield* openLines(piece.subarray(0, whole), offset);
      if (piece.length < size) return;
      offset += whole;
      size = pieceBytes;
    }
  } finally {
    await file.close();
  }
}

async function readPiece(file: FileHandle, offset: number, size: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(size), 0, size, offset);
  return buffer.subarray(0, bytesRead);
}
