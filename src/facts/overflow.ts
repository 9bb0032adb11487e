// What waits in memory while the disk takes nothing. Bounded: the oldest records are kept in order, later ones are counted
// and dropped, and one record then stands for them with the state that they left. Not here: trying again.

import { sealLine } from './decode.ts';

/** How much waits at most; see `journalLimits`. */
export interface OverflowLimits {
  readonly recordCountMax: number;
  readonly bytesMax: number;
}

/** A record as it is to be written. */
export interface Waiting {
  readonly from: number;
  readonly seq: number;
  readonly line: Uint8Array;
}

interface Dropped {
  readonly from: number;
  to: number;
  readonly keys: Set<string>;
}

/** Records that could not be written yet, in order. */
export class Overflow {
  readonly #limits: OverflowLimits;
  #waiting: Waiting[] = [];
  #bytes = 0;
  #dropped: Dropped | null = null;

  constructor(limits: OverflowLimits) {
    this.#limits = limits;
  }

  get waitingCount(): number {
    return this.#waiting.length;
  }

  /** Keeps a record, or drops it; after the first that is dropped so are all, or the order would have holes. */
  add(waiting: Waiting, keys: Iterable<string>): 'kept' | 'dropped' {
    const fits =
      this.#waiting.length < this.#limits.recordCountMax && this.#bytes + waiting.line.length <= this.#limits.bytesMax;
    if (this.#dropped === null && fits) {
      this.#waiting.push(waiting);
      this.#bytes += waiting.line.length;
      return 'kept';
    }
    this.#dropped ??= { from: waiting.seq, to: waiting.seq, keys: new Set() };
    this.#dropped.to = waiting.seq;
    for (const key of keys) this.#dropped.keys.add(key);
    return 'dropped';
  }

  /** The records kept, oldest first, up to `countMax`; they stay until `written`. */
  next(countMax: number): readonly Waiting[] {
    return this.#waiting.slice(0, countMax);
  }

  /** Forgets the `count` oldest. */
  written(count: number): void {
    for (const { line } of this.#waiting.splice(0, count)) this.#bytes -= line.length;
  }

  /** The record that stands for those dropped, or null; `state` is what they led to. */
  standIn(at: number, synced: number, state: ReadonlyMap<string, unknown>): Waiting | null {
    if (this.#dropped === null) return null;
    const { from, to, keys } = this.#dropped;
    const changes = Object.fromEntries([...keys].map((key) => [key, state.get(key) ?? null]));
    const event = { kind: 'recordsDropped', from, to };
    return {
      from,
      seq: to,
      line: sealLine({ seq: to, from, synced, at, machine: 'journal', event, facts: [], changes }),
    };
  }
}
