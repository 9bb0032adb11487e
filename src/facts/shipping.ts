// What the shipper does next, decided purely. Not here: reading, sending, waiting (shipper.ts).

import type { Instant } from '../base/clock.ts';

/** Facts in one insert: big enough that a day's backlog drains in minutes, small enough for one statement. */
export const batchFactCountMax = 500;

/** From a fact on the medium to its sending, when nothing is in the way. */
export const lookMs = 250;

/** Waits after a failure, doubled each time: a restart is over in seconds, a long outage is not made worse. */
export const backOffMs = { first: 500, last: 10_000 } as const;

export type ShipperState =
  /** Nothing to send; looks again soon. */
  | { readonly kind: 'idle' }
  | { readonly kind: 'reading' }
  /** The batch ends with record `throughSeq`; `leftCount` records come after it. */
  | { readonly kind: 'sending'; readonly throughSeq: number; readonly leftCount: number }
  | { readonly kind: 'marking'; readonly throughSeq: number; readonly leftCount: number }
  /** The database or the files said no; nothing is lost, the journal keeps it. */
  | { readonly kind: 'backingOff'; readonly untilAt: Instant }
  | { readonly kind: 'stopped' };

/** Failures since the last success. */
export interface Outage {
  readonly code: string;
  readonly failureCount: number;
  readonly sinceAt: Instant;
}

export type ShipperEvent =
  | { readonly kind: 'due' }
  | {
      readonly kind: 'read';
      /** With the entries of traces. */
      readonly factCount: number;
      readonly fromSeq: number;
      readonly throughSeq: number;
      /** Records that could have been read too, had the batch been larger. */
      readonly leftCount: number;
    }
  | { readonly kind: 'committed' }
  | { readonly kind: 'marked' }
  | { readonly kind: 'failed'; readonly code: string }
  | { readonly kind: 'stop' };

export type ShipperEffect =
  | { readonly kind: 'read' }
  | { readonly kind: 'send' }
  | { readonly kind: 'mark'; readonly seq: number }
  | { readonly kind: 'wait'; readonly delayMs: number }
  | { readonly kind: 'none' };

export interface ShipperStep {
  readonly state: ShipperState;
  /** Null while all goes well. */
  readonly outage: Outage | null;
  readonly effect: ShipperEffect;
}

/** The shipper before its first event. */
export const shipperStart: ShipperStep = { state: { kind: 'idle' }, outage: null, effect: { kind: 'none' } };

/** What follows from `event`. An event that comes too late for its state changes nothing. */
export function shipperNext(before: ShipperStep, event: ShipperEvent, now: Instant): ShipperStep {
  const { state, outage } = before;
  const unchanged: ShipperStep = { ...before, effect: { kind: 'none' } };
  if (state.kind === 'stopped') return unchanged;
  switch (event.kind) {
    case 'due':
      return { state: { kind: 'reading' }, outage, effect: { kind: 'read' } };
    case 'read':
      return state.kind === 'reading' ? afterRead(outage, event) : unchanged;
    case 'committed':
      if (state.kind !== 'sending') return unchanged;
      return { state: { ...state, kind: 'marking' }, outage: null, effect: { kind: 'mark', seq: state.throughSeq } };
    case 'marked':
      return state.kind === 'marking' ? afterMark(state.leftCount) : unchanged;
    case 'failed':
      return backOff(outage, event.code, now);
    case 'stop':
      return { state: { kind: 'stopped' }, outage, effect: { kind: 'none' } };
  }
}

function afterRead(outage: Outage | null, read: ShipperEvent & { kind: 'read' }): ShipperStep {
  const { throughSeq, leftCount } = read;
  if (throughSeq <= read.fromSeq) return rest(outage);
  // Records without facts need no insert, only the cursor.
  if (read.factCount === 0) {
    return { state: { kind: 'marking', throughSeq, leftCount }, outage, effect: { kind: 'mark', seq: throughSeq } };
  }
  return { state: { kind: 'sending', throughSeq, leftCount }, outage, effect: { kind: 'send' } };
}

// With more waiting the next batch goes at once; otherwise a few facts are let come together.
function afterMark(leftCount: number): ShipperStep {
  if (leftCount > 0) return { state: { kind: 'reading' }, outage: null, effect: { kind: 'read' } };
  return rest(null);
}

function rest(outage: Outage | null): ShipperStep {
  return { state: { kind: 'idle' }, outage, effect: { kind: 'wait', delayMs: lookMs } };
}

function backOff(before: Outage | null, code: string, now: Instant): ShipperStep {
  const failureCount = (before?.failureCount ?? 0) + 1;
  const delayMs = Math.min(backOffMs.first * 2 ** (failureCount - 1), backOffMs.last);
  return {
    state: { kind: 'backingOff', untilAt: now + delayMs },
    outage: { code, failureCount, sinceAt: before?.sinceAt ?? now },
    effect: { kind: 'wait', delayMs },
  };
}
