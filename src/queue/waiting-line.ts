// Those who wait in a queue now. The order is priority, then first enqueue time; being offered does not lose the place.

import type { Instant } from '../base/clock.ts';
import type { AgentId, CallId, LegId, QueueName } from '../base/ids.ts';
import type { NeedsFor } from './needs.ts';

/** A configured queue. */
export interface Queue {
  readonly name: QueueName;
  readonly music: string;
  readonly wrapUpMs: number;
  /** How long an agent's phone rings before the offer counts as missed. */
  readonly ringMs: number;
  readonly state: 'open' | 'closed';
  /** How many may wait, those who are being offered included; null: as many as come. Nobody who waits already is sent away. */
  readonly waitingMax: number | null;
}

/** A queue as it was stored; releases before knew no limit. */
export type StoredQueue = Omit<Queue, 'waitingMax'> & Partial<Pick<Queue, 'waitingMax'>>;

/** The queue of a stored one, by this release or an earlier one. */
export const restoredQueue = (stored: StoredQueue): Queue => ({ waitingMax: null, ...stored });

export interface WaitingCall {
  readonly call: CallId;
  readonly leg: LegId;
  readonly caller: string | null;
  readonly queue: QueueName;
  /** 0 to 100, higher first. */
  readonly priority: number;
  /** In order; empty: whoever serves the queue. */
  readonly requirements: readonly NeedsFor[];
  /** `asks`: whoever brought the call here is told of the agent's answer, and says when the two are put together. */
  readonly connect: 'direct' | 'asks';
  readonly joinedAt: Instant;
  /** Counts up with each call that joins: who came first within one millisecond. */
  readonly ticket: number;
  /** Differs each time that this call comes to a line. */
  readonly visit: number;
  /** How many agents this call was offered to on this visit; with it part of the next agent leg's id. */
  readonly offerCount: number;
  readonly place: { readonly kind: 'waiting' } | { readonly kind: 'offered'; readonly agent: AgentId };
}

/** A waiting call as it was stored; releases before requirements knew none. */
export type StoredWaiting = Omit<WaitingCall, 'requirements' | 'connect'> &
  Partial<Pick<WaitingCall, 'requirements' | 'connect'>>;

/** The waiting call of a stored one, by this release or an earlier one. */
export const restoredWaiting = (stored: StoredWaiting): WaitingCall => ({
  ...{ requirements: [], connect: 'direct' },
  ...stored,
});

/** Who is served before whom: higher priority, then who came first. Tickets differ, so the order is total. */
export const servedBefore = (one: WaitingCall, other: WaitingCall): number =>
  other.priority - one.priority || one.joinedAt - other.joinedAt || one.ticket - other.ticket;

/** Whether a queue holds as many callers as it may. */
export function isFull({ name, waitingMax }: Queue, line: Iterable<WaitingCall>): boolean {
  if (waitingMax === null) return false;
  let count = 0;
  for (const { queue } of line) if (queue === name) count += 1;
  return count >= waitingMax;
}
