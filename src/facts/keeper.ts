// Snapshots, the shipper's cursor, and the removal of files that neither needs any more. Not here: records.

import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../base/log.ts';
import { decodeObject } from '../base/json.ts';
import { systemCode } from './journal-fault.ts';
import { listSnapshots, replaceFile, segmentsBelow, type JournalFile } from './segments.ts';
import { writeSnapshot, type Snapshot } from './snapshot.ts';

/** Snapshots kept: one damaged file may not cost the state, so the segments after the older one stay too. */
const snapshotCountKept = 2;

export interface KeeperParts {
  readonly dir: string;
  readonly journal: string;
  readonly log: Log;
  /** Shared with the writer, which adds to it. */
  readonly segments: JournalFile[];
  readonly snapshotSeq: number;
  readonly shippedSeq: number;
}

/** Keeps the directory small. */
export class Keeper {
  readonly #parts: KeeperParts;
  #running: Promise<void> = Promise.resolve();
  #snapshotSeq: number;
  #shippedSeq: number;

  constructor(parts: KeeperParts) {
    this.#parts = parts;
    this.#snapshotSeq = parts.snapshotSeq;
    this.#shippedSeq = parts.shippedSeq;
  }

  /** The newest snapshot covers everything up to here. */
  get snapshotSeq(): number {
    return this.#snapshotSeq;
  }

  /** Facts of records up to here are committed elsewhere. */
  get shippedSeq(): number {
    return this.#shippedSeq;
  }

  /** Writes a snapshot after those asked for before; rejects with the system's error. */
  keep(snapshot: Snapshot): Promise<void> {
    return this.#inTurn(async () => {
      if (snapshot.seq <= this.#snapshotSeq) return;
      await writeSnapshot(this.#parts.dir, this.#parts.journal, snapshot);
      this.#snapshotSeq = snapshot.seq;
      await this.#tidy();
    });
  }

  /** Remembers that facts up to `seq` are committed. A cursor that cannot be written only means that some are sent again. */
  markShipped(seq: number): Promise<void> {
    return this.#inTurn(async () => {
      this.#shippedSeq = Math.max(this.#shippedSeq, seq);
      try {
        await replaceFile(cursorPath(this.#parts.dir), JSON.stringify({ seq: this.#shippedSeq }));
      } catch (fault) {
        this.#parts.log.warn('The cursor of shipped facts could not be written', { code: systemCode(fault), seq });
      }
      if (segmentsBelow(this.#parts.segments, this.#shippedSeq).length > 0) await this.#tidy();
    });
  }

  /** Resolves when nothing is being written or removed. */
  async settled(): Promise<void> {
    await this.#running.catch(() => undefined);
  }

  #inTurn(task: () => Promise<void>): Promise<void> {
    const turn = this.settled().then(task);
    this.#running = turn;
    return turn;
  }

  async #tidy(): Promise<void> {
    const snapshots = listSnapshots(this.#parts.dir);
    const kept = snapshots.slice(-snapshotCountKept);
    const oldestKept = kept.length === snapshotCountKept ? (kept[0]?.seq ?? 0) : 0;
    const doneSegments = segmentsBelow(this.#parts.segments, Math.min(oldestKept, this.#shippedSeq));
    this.#parts.segments.splice(0, doneSegments.length);
    for (const { path } of [...snapshots.slice(0, -snapshotCountKept), ...doneSegments])
      await rm(path, { force: true });
  }
}

/** The shipped sequence as it was last written. Older segments are only removed once shipped, so they vouch for it too. */
export function readShippedSeq(dir: string, segments: readonly JournalFile[]): number {
  const oldest = segments[0]?.seq ?? 1;
  let text = '';
  try {
    text = readFileSync(cursorPath(dir), 'utf8');
  } catch (fault) {
    if (systemCode(fault) !== 'ENOENT') throw fault;
  }
  const seq = decodeObject(text)?.['seq'];
  return Math.max(typeof seq === 'number' ? seq : 0, oldest - 1);
}

const cursorPath = (dir: string): string => join(dir, 'shipped.json');
