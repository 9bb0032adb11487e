// What the journal and the shipper need from outside: a place for facts, a disk that can be made to fail in a test.
// Not here: how any of them works.

import type { StoredFact } from '../call/index.ts';

/** The record of facts. A fact is known by its journal, sequence and index: giving it twice stores it once. */
export interface FactSink {
  /** Resolves when all are committed; rejects with a fault that carries `code`, and then any part may have been committed. */
  insert(facts: readonly StoredFact[]): Promise<void>;
}

/** The two disk operations that decide whether a record survives. */
export interface Disk {
  /** Writes at `position` and says how many bytes were taken; throws the system's error. */
  readonly write: (file: number, bytes: Uint8Array, position: number) => number;
  /** Resolves when what was written to `file` is on the medium. */
  readonly sync: (file: number) => Promise<void>;
}
