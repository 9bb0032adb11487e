// The journal at work: appends, and keeps calls going when the disk does not. Not here: opening (journal.ts), the files.

import { assert } from '../base/assert.ts';
import type { Cancel, Instant } from '../base/clock.ts';
import type { Entry } from '../base/machine.ts';
import type { Fact } from '../call/index.ts';
import { applyChanges } from './changes.ts';
import { sealLine } from './decode.ts';
import { GroupSync } from './group-sync.ts';
import { JournalFault, systemCode } from './journal-fault.ts';
import type { Journal, JournalLimits, JournalOptions, JournalStatus } from './journal-model.ts';
import { Keeper } from './keeper.ts';
import type { Lock } from './lock.ts';
import { Overflow, type Waiting } from './overflow.ts';
import type { Disk } from './ports.ts';
import { FactReader, type FactBatch } from './reader.ts';
import type { Recovered } from './recover.ts';
import { SegmentWriter } from './segment-writer.ts';

/** One transition changes a few keys of a few kilobytes; a record beyond this is a mistake of ours. */
const recordBytesMax = 4 * 1024 * 1024;

/** How often a disk that failed is tried again. */
const retryMs = 1_000;

/** Records written in one go when the disk is back: some 20 ms before the loop is given back. */
const flushRecordCountMax = 1_000;

export interface FileJournalParts extends JournalOptions {
  readonly disk: Disk;
  readonly limits: JournalLimits;
  readonly id: string;
  readonly lock: Lock;
  readonly shippedSeq: number;
}

/** What keeps the disk from being trusted: it takes no more (`full`), or it did not keep what it took (`unsure`). */
type Trouble =
  | { readonly kind: 'none' }
  | { readonly kind: 'full'; readonly code: string; readonly sinceAt: Instant; readonly overflow: Overflow }
  | { readonly kind: 'unsure'; readonly code: string; readonly sinceAt: Instant };

export class FileJournal implements Journal {
  readonly id: string;
  readonly #parts: FileJournalParts;
  readonly #recovered: Recovered;
  readonly #writer: SegmentWriter;
  readonly #sync: GroupSync;
  readonly #keeper: Keeper;
  readonly #reader: FactReader;
  #lastSeq: number;
  #droppedCount = 0;
  #trouble: Trouble = { kind: 'none' };
  #retry: Cancel | null = null;
  #phase: 'open' | 'closed' = 'open';

  constructor(parts: FileJournalParts, recovered: Recovered) {
    const { id: journal, dir, disk, clock, log, shippedSeq, limits } = parts;
    const { segments, snapshotSeq, lastSeq } = recovered;
    this.id = journal;
    this.#parts = parts;
    this.#recovered = recovered;
    this.#lastSeq = lastSeq;
    const onFault = (fault: unknown): void => {
      this.#lostTrust(fault);
    };
    this.#sync = new GroupSync({ clock, disk, syncedSeq: lastSeq, onFault });
    this.#writer = new SegmentWriter(
      { dir, journal, disk, sync: this.#sync, limits: limits.segment, segments },
      recovered.tail,
    );
    this.#keeper = new Keeper({ dir, journal, log, segments, snapshotSeq, shippedSeq });
    this.#reader = new FactReader(journal);
  }

  append(entry: Entry<Fact>): number {
    assert(this.#phase === 'open', 'The journal is closed');
    const { at, machine, event, facts, changes, trace } = entry;
    const seq = this.#lastSeq + 1;
    const line = sealLine({ seq, synced: this.#sync.syncedSeq, at, machine, event, facts, changes, trace });
    assert(line.length <= recordBytesMax, 'A journal record is larger than any transition should be');
    this.#lastSeq = seq;
    applyChanges(this.#recovered.state, changes);
    this.#store({ from: seq, seq, line }, Object.keys(changes));
    return seq;
  }

  state(): ReadonlyMap<string, unknown> {
    return this.#recovered.state;
  }

  status(): JournalStatus {
    const trouble = this.#trouble;
    return {
      health:
        trouble.kind === 'none'
          ? { kind: 'healthy' }
          : {
              kind: 'degraded',
              code: trouble.code,
              sinceAt: trouble.sinceAt,
              waitingCount: trouble.kind === 'full' ? trouble.overflow.waitingCount : 0,
            },
      lastSeq: this.#lastSeq,
      syncedSeq: this.#sync.syncedSeq,
      unsyncedMs: this.#sync.unsyncedMs,
      snapshotSeq: this.#keeper.snapshotSeq,
      shippedSeq: this.#keeper.shippedSeq,
      droppedCount: this.#droppedCount,
    };
  }

  async facts(afterSeq: number, limit: number): Promise<FactBatch> {
    if (this.#phase === 'closed') throw new JournalFault('closed', this.#parts.dir, 'The journal is closed');
    const { syncedSeq } = this.#sync;
    // A fact that a power cut takes back would leave its name to another one: ship only what is on the medium.
    if (syncedSeq <= afterSeq) return { facts: [], traces: [], throughSeq: afterSeq };
    return this.#reader.read({ segments: this.#recovered.segments, afterSeq, throughSeq: syncedSeq, limit });
  }

  markShipped(seq: number): Promise<void> {
    return this.#keeper.markShipped(seq);
  }

  async snapshot(): Promise<void> {
    const snapshot = { seq: this.#lastSeq, state: new Map(this.#recovered.state) };
    this.#writer.rotate();
    // Facts must not be newer in a snapshot than in the segments, or they would be missing after a power cut.
    if (this.#trouble.kind === 'none') await this.#sync.settled();
    if (this.#trouble.kind !== 'full') await this.#keeper.keep(snapshot);
  }

  sync(): Promise<void> {
    return this.#sync.settled();
  }

  async close(): Promise<void> {
    if (this.#phase === 'closed') return;
    this.#phase = 'closed';
    this.#retry?.();
    while (this.#trouble.kind === 'full' && this.#flush(this.#trouble.overflow) === 'more');
    const health = this.status().health;
    if (health.kind === 'degraded')
      this.#parts.log.error('The journal is closed with records that the disk did not take', { ...health });
    await this.#keeper.settled();
    await this.#sync.settled();
    this.#sync.stop();
    this.#writer.close();
    this.#parts.lock.release();
  }

  #store(waiting: Waiting, keys: readonly string[]): void {
    if (this.#trouble.kind === 'full') {
      if (this.#trouble.overflow.add(waiting, keys) === 'dropped') this.#droppedCount += 1;
      return;
    }
    try {
      this.#write(waiting);
    } catch (fault) {
      const overflow = new Overflow(this.#parts.limits.overflow);
      this.#trouble = { kind: 'full', code: systemCode(fault), sinceAt: this.#parts.clock.now(), overflow };
      this.#parts.log.error('The journal cannot be written; calls go on in memory', {
        code: systemCode(fault),
        seq: waiting.seq,
      });
      this.#store(waiting, keys);
      this.#retryIn(retryMs);
    }
  }

  #write({ line, from, seq }: Waiting): void {
    this.#writer.write(line, from, seq);
    if (!this.#writer.isFull()) return;
    this.#writer.rotate();
    if (this.#trouble.kind === 'none') this.#snapshotSoon();
  }

  #snapshotSoon(): void {
    this.snapshot().catch((fault: unknown) => {
      this.#parts.log.error('A snapshot could not be written; the next one is tried in time', {
        code: systemCode(fault),
      });
    });
  }

  #retryIn(delayMs: number): void {
    this.#retry?.();
    this.#retry = this.#parts.clock.after(delayMs, () => {
      if (this.#trouble.kind === 'full') {
        const after = this.#flush(this.#trouble.overflow);
        if (after !== 'done') this.#retryIn(after === 'more' ? 0 : retryMs);
      } else if (this.#trouble.kind === 'unsure') {
        void this.#regainTrust();
      }
    });
  }

  #flush(overflow: Overflow): 'done' | 'more' | 'full' {
    const waiting = overflow.next(flushRecordCountMax);
    let count = 0;
    try {
      for (const one of waiting) {
        this.#write(one);
        count += 1;
      }
      overflow.written(count);
      if (overflow.waitingCount > 0) return 'more';
      const standIn = overflow.standIn(this.#parts.clock.now(), this.#sync.syncedSeq, this.#recovered.state);
      if (standIn !== null) this.#write(standIn);
    } catch (fault) {
      this.#parts.log.warn('The journal still cannot be written', { code: systemCode(fault) });
      overflow.written(count);
      return 'full';
    }
    this.#trouble = { kind: 'none' };
    if (this.#sync.state === 'failed') this.#startDoubt('unknown');
    this.#parts.log.warn('The journal is written again', { seq: this.#lastSeq, dropped: this.#droppedCount });
    return 'done';
  }

  #lostTrust(fault: unknown): void {
    this.#parts.log.error('The disk did not keep what the journal wrote; a snapshot will stand in for it', {
      code: systemCode(fault),
    });
    // While the disk takes nothing there is nothing to be written anew; that comes after.
    if (this.#trouble.kind === 'none') this.#startDoubt(systemCode(fault));
  }

  #startDoubt(code: string): void {
    this.#trouble = { kind: 'unsure', code, sinceAt: this.#parts.clock.now() };
    this.#retryIn(0);
  }

  // Nothing says which of the last records the disk kept, so the state is written anew, to new files.
  async #regainTrust(): Promise<void> {
    const seq = this.#lastSeq;
    try {
      await this.snapshot();
    } catch (fault) {
      this.#parts.log.error('The disk still does not keep what the journal writes', { code: systemCode(fault) });
      if (this.#phase === 'open') this.#retryIn(retryMs);
      return;
    }
    // The disk may have filled up meanwhile: then there is no snapshot, and this begins again once it is written.
    if (this.#trouble.kind === 'full') return;
    this.#trouble = { kind: 'none' };
    this.#sync.restart(seq);
  }
}
