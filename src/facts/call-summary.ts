// A call in one line, read off its facts, and which calls are asked for. Pure: both the record in PostgreSQL and live state
// are shown by it. Not here: SQL, paging, and masking of numbers.

import type { Instant } from '../base/clock.ts';
import { type AgentId, type CallId, type QueueName, agentId } from '../base/ids.ts';
import type { EndReason, EndResult, Fact, StoredFact } from '../call/index.ts';

/** What a list shows of a call. */
export interface CallSummary {
  readonly call: CallId;
  readonly beganAt: Instant;
  /** Empty when no flow answers the number, or nobody served the call. */
  readonly flow: string;
  readonly called: string;
  readonly caller: string | null;
  /** The queue it joined last. */
  readonly queue: QueueName | null;
  /** The agent who answered it last, or to whom it was handed over. */
  readonly agent: AgentId | null;
  /** Null while it lives, and until its end has reached the record. */
  readonly end: { readonly at: Instant; readonly reason: EndReason } | null;
}

/** Which calls are asked for; null asks for all. */
export interface CallFilters {
  readonly flow: string | null;
  readonly called: string | null;
  /** A queue that the call joined. */
  readonly queue: QueueName | null;
  /** An agent who answered it. */
  readonly agent: AgentId | null;
  readonly result: EndResult | null;
  /** A part of the end's code, in any case. */
  readonly code: string | null;
  /** Began at this instant or later. */
  readonly from: Instant | null;
  /** Began before this instant. */
  readonly to: Instant | null;
}

/** A place in the order of calls: the newest first, those of one instant by id. */
export interface CallPlace {
  readonly at: Instant;
  readonly call: CallId;
}

/** Asks for all calls. */
export const allCalls: CallFilters = {
  ...{ flow: null, called: null, queue: null, agent: null },
  ...{ result: null, code: null, from: null, to: null },
};

/** Negative when `one` stands before `other` in a list of calls. */
export const placedBefore = (one: CallPlace, other: CallPlace): number =>
  other.at - one.at || (one.call > other.call ? -1 : one.call < other.call ? 1 : 0);

/** The kinds of facts that a summary needs. */
export const summaryKinds = [
  'callOffered',
  'queueJoined',
  'queueAnswered',
  'callTransferred',
  'callEnded',
] as const satisfies Fact['kind'][];

/** The call that these facts tell of, in order; null without its beginning. */
export function summaryOf(facts: readonly StoredFact[]): CallSummary | null {
  let summary: CallSummary | null = null;
  for (const { at, fact } of facts) {
    if (fact.kind === 'callOffered') {
      const { call, flow, called, caller } = fact;
      summary ??= { call, beganAt: at, flow, called, caller, queue: null, agent: null, end: null };
    }
    if (summary !== null) summary = { ...summary, ...later(at, fact) };
  }
  return summary;
}

function later(at: Instant, fact: Fact): Partial<CallSummary> {
  if (fact.kind === 'queueJoined') return { queue: fact.queue };
  if (fact.kind === 'queueAnswered') return { agent: fact.agent };
  if (fact.kind === 'callTransferred') return fact.toKind === 'agent' ? { agent: agentId(fact.to) } : {};
  return fact.kind === 'callEnded' ? { end: { at, reason: fact.reason } } : {};
}
