// What the journal, the shipper and those who look back need from outside: a place for facts, the facts kept there, a disk
// that can be made to fail in a test.
// Not here: how any of them works.

import type { Instant } from '../base/clock.ts';
import type { CallId } from '../base/ids.ts';
import type { StoredFact, StoredTrace } from '../call/index.ts';
import type { CallFilters, CallPlace, CallSummary } from './call-summary.ts';

/** The record of facts, and of traces. Each is known by its place in a journal: giving it twice stores it once. */
export interface FactSink {
  /** Resolves when all are committed; rejects with a fault that carries `code`, and then any part may have been committed. */
  insert(facts: readonly StoredFact[], traces?: readonly StoredTrace[]): Promise<void>;
}

/** The traces that are kept. Each rejects with a fault that carries `code` and `retryable`. */
export interface TraceRecord {
  /** The entries of one call's trace in order, at most `limit`; none when none is kept. */
  entries(call: CallId, limit: number): Promise<readonly StoredTrace[]>;
  /** Removes at most `limit` entries of before `before`; says how many. */
  forget(before: Instant, limit: number): Promise<number>;
}

/** The facts that were kept, read back. Each rejects with a fault that carries `code` and `retryable`. */
export interface FactRecord {
  /** At most `limit` calls that fit, newest first. */
  calls(query: CallQuery): Promise<readonly CallSummary[]>;
  /** The facts of one call in the order in which they became true, at most `limit`; none when the call is not known. */
  timeline(call: CallId, limit: number): Promise<readonly StoredFact[]>;
}

export interface CallQuery {
  readonly filters: CallFilters;
  /** Only calls after this place in the list. */
  readonly after: CallPlace | null;
  /** These are left out: they live, and are shown from memory. */
  readonly without: readonly CallId[];
  readonly limit: number;
}

/** The two disk operations that decide whether a record survives. */
export interface Disk {
  /** Writes at `position` and says how many bytes were taken; throws the system's error. */
  readonly write: (file: number, bytes: Uint8Array, position: number) => number;
  /** Resolves when what was written to `file` is on the medium. */
  readonly sync: (file: number) => Promise<void>;
}
