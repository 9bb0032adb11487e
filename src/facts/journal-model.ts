// What the journal is to those who use it: appends, state, health, facts. Not here: how it is opened (journal.ts), how it works.

import type { Clock, Instant } from '../base/clock.ts';
import type { IdSource } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import type { Entry } from '../base/machine.ts';
import type { Fact } from '../call/index.ts';
import type { OverflowLimits } from './overflow.ts';
import type { Disk } from './ports.ts';
import type { FactBatch } from './reader.ts';
import type { SegmentLimits } from './segment-writer.ts';

/** `degraded`: the disk does not take what it should. Calls go on in memory; whoever places calls must stop. */
export type JournalHealth =
  | { readonly kind: 'healthy' }
  | {
      readonly kind: 'degraded';
      /** The system's code, for instance `ENOSPC`. */
      readonly code: string;
      readonly sinceAt: Instant;
      /** Records that wait in memory for the disk. */
      readonly waitingCount: number;
    };

export interface JournalStatus {
  readonly health: JournalHealth;
  readonly lastSeq: number;
  /** Everything up to here survives a power cut. */
  readonly syncedSeq: number;
  /** For how long the oldest record that does not has been waiting. */
  readonly unsyncedMs: number;
  readonly snapshotSeq: number;
  readonly shippedSeq: number;
  /** Records that a full disk made us drop since opening: their facts are lost, the state is not. */
  readonly droppedCount: number;
}

/** Append-only, one writer, one directory. */
export interface Journal {
  /** Chosen when the directory was made; with the sequence and index it names a fact for ever. */
  readonly id: string;
  /** Has written the entry when it returns its sequence. Never throws for a full disk: see `status`. */
  readonly append: (entry: Entry<Fact>) => number;
  /** Latest value by key over all entries. */
  readonly state: () => ReadonlyMap<string, unknown>;
  readonly status: () => JournalStatus;
  /** Facts after record `afterSeq`, at most about `limit`, none that a power cut could still take back. Rejects with JournalFault. */
  readonly facts: (afterSeq: number, limit: number) => Promise<FactBatch>;
  /** Facts up to record `seq` are committed elsewhere; their files may go. */
  readonly markShipped: (seq: number) => Promise<void>;
  /** Writes a snapshot now; they are taken by themselves as well. Rejects with the system's error. */
  readonly snapshot: () => Promise<void>;
  /** Resolves when everything appended so far survives a power cut, or the disk has failed. */
  readonly sync: () => Promise<void>;
  /** Puts everything on the medium and lets the directory go. */
  readonly close: () => Promise<void>;
}

export interface JournalOptions {
  /** Made when it is missing. */
  readonly dir: string;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  readonly disk?: Disk;
  readonly limits?: JournalLimits;
}

export interface JournalLimits {
  readonly segment: SegmentLimits;
  readonly overflow: OverflowLimits;
}
