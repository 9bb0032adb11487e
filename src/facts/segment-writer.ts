// Writes records to the last segment. A record is written in full or does not count. Not here: what to do when the disk
// takes no more (overflow.ts), and when records are on the medium (group-sync.ts).

import { closeSync, openSync, rmSync } from 'node:fs';
import { formatVersion, sealLine } from './decode.ts';
import type { GroupSync } from './group-sync.ts';
import type { Disk } from './ports.ts';
import type { Tail } from './recover.ts';
import { segmentFile, type JournalFile } from './segments.ts';

/** When a segment is full. Both bound what has to be read again on opening: at most two segments, a quarter of a second. */
export interface SegmentLimits {
  readonly recordCountMax: number;
  readonly bytesMax: number;
}

export interface SegmentWriterParts {
  readonly dir: string;
  readonly journal: string;
  readonly disk: Disk;
  readonly sync: GroupSync;
  readonly limits: SegmentLimits;
  /** The segments there are, oldest first; new ones are added to it. */
  readonly segments: JournalFile[];
}

interface Open {
  readonly file: number;
  bytes: number;
  recordCount: number;
}

/** The one file that grows. */
export class SegmentWriter {
  readonly #parts: SegmentWriterParts;
  readonly #directory: number;
  #open: Open | null;

  constructor(parts: SegmentWriterParts, tail: Tail | null) {
    this.#parts = parts;
    this.#directory = openSync(parts.dir, 'r');
    this.#open =
      tail === null
        ? null
        : { file: openSync(tail.segment.path, 'r+'), bytes: tail.bytes, recordCount: tail.recordCount };
  }

  /** Has written `line`, the record `from` to `seq`, when it returns; throws the system's error and then nothing was written. */
  write(line: Uint8Array, from: number, seq: number): void {
    const open = this.#open ?? this.#begin(from);
    this.#put(open, line);
    open.recordCount += 1;
    this.#parts.sync.written(open.file, seq);
  }

  /** Whether the next record should begin a new segment. */
  isFull(): boolean {
    const { recordCountMax, bytesMax } = this.#parts.limits;
    return this.#open !== null && (this.#open.recordCount >= recordCountMax || this.#open.bytes >= bytesMax);
  }

  /** The next record begins a new segment. */
  rotate(): void {
    if (this.#open === null || this.#open.recordCount === 0) return;
    this.#parts.sync.retire(this.#open.file);
    this.#open = null;
  }

  close(): void {
    if (this.#open !== null) closeSync(this.#open.file);
    this.#open = null;
    closeSync(this.#directory);
  }

  #begin(seq: number): Open {
    const segment = segmentFile(this.#parts.dir, seq);
    const open: Open = { file: openSync(segment.path, 'wx', 0o600), bytes: 0, recordCount: 0 };
    try {
      this.#put(open, sealLine({ format: formatVersion, journal: this.#parts.journal, first: seq }));
    } catch (fault) {
      closeSync(open.file);
      rmSync(segment.path, { force: true });
      throw fault;
    }
    this.#parts.segments.push(segment);
    // The new name has to survive a power cut too.
    this.#parts.sync.written(this.#directory, 0);
    this.#open = open;
    return open;
  }

  // Always at the end of the last whole line: what a failed write left behind it is written over.
  #put(open: Open, bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length;) {
      done += this.#parts.disk.write(open.file, bytes.subarray(done), open.bytes + done);
    }
    open.bytes += bytes.length;
  }
}
