// What the ACD hears of and what it asks for. Data only.

import type { Deadline, Instant } from '../base/clock.ts';
import type { AgentId, CallId, LegId, PhoneId, QueueName } from '../base/ids.ts';
import type { EndReason } from '../call/index.ts';
import type { AgentProfile, Availability, Talk } from './agent.ts';
import type { NeedsFor } from './needs.ts';
import type { Queue } from './waiting-line.ts';

export type AcdEvent =
  | { readonly kind: 'queuePut'; readonly queue: Queue }
  | { readonly kind: 'agentPut'; readonly agent: AgentProfile }
  | { readonly kind: 'agentRemoved'; readonly agent: AgentId }
  | { readonly kind: 'availabilityChosen'; readonly agent: AgentId; readonly availability: Availability }
  | {
      readonly kind: 'callJoined';
      readonly call: CallId;
      readonly leg: LegId;
      readonly caller: string | null;
      readonly queue: QueueName;
      readonly priority: number;
      /** In order, counted from joining; empty: whoever serves the queue. */
      readonly requirements: readonly NeedsFor[];
      /** `asks`: the agent's answer is told as `agentAnswered`, and the two are put together at `bridgeWanted`. */
      readonly connect: 'direct' | 'asks';
      /** As if waiting since then, and never refused because the line is full; null: since now. */
      readonly since: Instant | null;
      /** Another number for each time that this call comes to a line. */
      readonly visit: number;
    }
  /** The place is kept. */
  | {
      readonly kind: 'callChanged';
      readonly call: CallId;
      readonly priority: number;
      readonly requirements: readonly NeedsFor[];
    }
  /** Who answered and who waits may hear each other now. `callerLeg`: the one that is put together with the agent's. Safe to repeat. */
  | { readonly kind: 'bridgeWanted'; readonly call: CallId; readonly callerLeg: LegId }
  /** Something else is needed of an agent from now on. */
  | { readonly kind: 'needsRelaxed'; readonly call: CallId; readonly visit: number }
  /** `abandoned`: the caller hung up. `flow`: the flow takes the caller elsewhere and waits for `left`. */
  | { readonly kind: 'callLeft'; readonly call: CallId; readonly why: 'abandoned' | 'flow' }
  | { readonly kind: 'legAnswered'; readonly leg: LegId }
  | { readonly kind: 'legEnded'; readonly leg: LegId; readonly reason: EndReason }
  /** An agent has left a conversation, or is not wanted in it any more although their phone still rings. */
  | { readonly kind: 'conversationEnded'; readonly call: CallId; readonly agent: AgentId; readonly leg: LegId }
  /** A conversation wants this agent. Safe to repeat while they are rung or talk. */
  | {
      readonly kind: 'calledIn';
      readonly call: CallId;
      readonly callerLeg: LegId;
      readonly caller: string | null;
      readonly agent: AgentId;
      readonly leg: LegId;
    }
  | { readonly kind: 'ringExpired'; readonly leg: LegId }
  /** We could not ring this leg, or do not know whether it rings. */
  | { readonly kind: 'ringFailed'; readonly leg: LegId; readonly reason: EndReason }
  | { readonly kind: 'wrapUpExpired'; readonly agent: AgentId; readonly call: CallId }
  /** The telephone system is out of reach: no offer is made until `resumed`, for no phone would ring. */
  | { readonly kind: 'linkLost' }
  /** The telephone system is in hand, at first or again: whatever was under way is asked for again, safely. */
  | { readonly kind: 'resumed' };

/** What whoever brought a call here is told. `agentGone`: who had answered has left before the two were put together. */
export type QueueOutcome =
  | { readonly kind: 'connected' | 'closed' | 'full' | 'noAgent' | 'left' }
  | { readonly kind: 'agentGone' }
  | { readonly kind: 'agentAnswered'; readonly agent: AgentId };

/** What the conversation is told that called an agent in. */
export type CalledIn = { readonly kind: 'answered' } | { readonly kind: 'unreached'; readonly reason: EndReason };

export type AcdEffect =
  | {
      readonly kind: 'ring';
      readonly leg: LegId;
      readonly phone: PhoneId;
      readonly call: CallId;
      readonly caller: string | null;
      readonly queue: QueueName;
      readonly ring: Deadline;
    }
  | { readonly kind: 'endLeg'; readonly leg: LegId }
  | { readonly kind: 'connect'; readonly agent: AgentId; readonly talk: Talk }
  | { readonly kind: 'tellFlow'; readonly call: CallId; readonly outcome: QueueOutcome }
  /** What became of an agent whom a conversation wanted. */
  | {
      readonly kind: 'tellConversation';
      readonly call: CallId;
      readonly agent: AgentId;
      readonly leg: LegId;
      readonly outcome: CalledIn;
    }
  /** Post `event` when `wait` is over. A timer that comes too late finds another state and is ignored. */
  | { readonly kind: 'timer'; readonly wait: Deadline; readonly event: AcdEvent };
