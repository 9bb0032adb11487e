// Puts what was written on the medium, many records at a time, without holding up the loop.
// Not here: writing, and what a record is.

import { closeSync } from 'node:fs';
import type { Cancel, Clock, Instant } from '../base/clock.ts';
import type { Disk } from './ports.ts';

/** From the first record not on the medium to the start of its sync: leaves half of the promised 100 ms to the disk. */
export const syncDelayMs = 50;

export interface GroupSyncParts {
  readonly clock: Clock;
  readonly disk: Disk;
  /** Everything up to here is on the medium already. */
  readonly syncedSeq: number;
  /** A sync failed: what it should have kept may be lost in a power cut, and no later sync says otherwise. */
  readonly onFault: (fault: unknown) => void;
}

/** Follows which files hold records that a power cut would lose. */
export class GroupSync {
  readonly #parts: GroupSyncParts;
  readonly #dirty = new Set<number>();
  readonly #retired = new Set<number>();
  #syncedSeq: number;
  #writtenSeq: number;
  #unsyncedSince: Instant | null = null;
  #syncingSince: Instant | null = null;
  #timer: Cancel | null = null;
  #running: Promise<void> | null = null;
  #state: 'working' | 'failed' = 'working';

  constructor(parts: GroupSyncParts) {
    this.#parts = parts;
    this.#syncedSeq = parts.syncedSeq;
    this.#writtenSeq = parts.syncedSeq;
  }

  /** `failed` until `restart`: nothing is synced meanwhile. */
  get state(): 'working' | 'failed' {
    return this.#state;
  }

  /** Every record up to here survives a power cut. */
  get syncedSeq(): number {
    return this.#syncedSeq;
  }

  /** For how long the oldest record not on the medium has been waiting, in milliseconds. */
  get unsyncedMs(): number {
    const since = this.#syncingSince ?? this.#unsyncedSince;
    return since === null ? 0 : this.#parts.clock.now() - since;
  }

  /** To be told after each write to `file`. */
  written(file: number, seq: number): void {
    this.#dirty.add(file);
    this.#writtenSeq = Math.max(this.#writtenSeq, seq);
    this.#unsyncedSince ??= this.#parts.clock.now();
    this.#arm();
  }

  /** Closes `file` once what was written to it is on the medium. */
  retire(file: number): void {
    this.#retired.add(file);
    if (this.#running === null) this.#closeRetired();
  }

  /** Resolves when everything written before the call is on the medium, or a sync has failed. */
  async settled(): Promise<void> {
    while (this.#running !== null) await this.#running;
    if (this.#dirty.size > 0 && this.#state === 'working') await this.#start();
  }

  /** After a failed sync: a snapshot on the medium now stands in for everything up to `seq`. */
  restart(seq: number): void {
    this.#state = 'working';
    this.#syncedSeq = Math.max(this.#syncedSeq, seq);
    if (this.#syncedSeq >= this.#writtenSeq) this.#unsyncedSince = null;
    this.#arm();
  }

  stop(): void {
    this.#timer?.();
    this.#timer = null;
    this.#dirty.clear();
    this.#closeRetired();
  }

  #arm(): void {
    if (this.#timer !== null || this.#running !== null || this.#dirty.size === 0 || this.#state === 'failed') return;
    const now = this.#parts.clock.now();
    const waitedMs = now - (this.#unsyncedSince ?? now);
    this.#timer = this.#parts.clock.after(Math.max(0, syncDelayMs - waitedMs), () => {
      this.#timer = null;
      void this.#start();
    });
  }

  #start(): Promise<void> {
    this.#timer?.();
    this.#timer = null;
    this.#running = this.#sync().finally(() => {
      this.#running = null;
      this.#closeRetired();
      this.#arm();
    });
    return this.#running;
  }

  async #sync(): Promise<void> {
    const files = [...this.#dirty];
    const seq = this.#writtenSeq;
    this.#dirty.clear();
    // Records that come while the disk works belong to the next group.
    this.#syncingSince = this.#unsyncedSince;
    this.#unsyncedSince = null;
    try {
      for (const file of files) await this.#parts.disk.sync(file);
      this.#syncedSeq = Math.max(this.#syncedSeq, seq);
    } catch (fault) {
      // The kernel reports such a failure once and then forgets it: a second sync would promise what is not true.
      this.#state = 'failed';
      this.#unsyncedSince = this.#syncingSince ?? this.#unsyncedSince;
      this.#parts.onFault(fault);
    } finally {
      this.#syncingSince = null;
    }
  }

  #closeRetired(): void {
    for (const file of this.#retired) {
      if (this.#dirty.has(file) && this.#state === 'working') continue;
      this.#retired.delete(file);
      this.#dirty.delete(file);
      closeSync(file);
    }
  }
}
