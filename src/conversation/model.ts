// What a conversation is: who is in it, where each of them is, what it hears of and what it asks for. Data only.

import type { Instant } from '../base/clock.ts';
import type { AgentId, CallId, LegId, QueueName, RoomId } from '../base/ids.ts';
import type { Decision } from '../base/machine.ts';
import type { ConversationFact, EndReason } from '../call/index.ts';
import type { Voice } from '../call/ports.ts';

/** Whom an agent may call in: a colleague, or a number outside. */
export type Callee =
  { readonly kind: 'agent'; readonly agent: AgentId } | { readonly kind: 'number'; readonly number: string };

/** Where an agent may hand a call over to. */
export type Target = Callee | { readonly kind: 'queue'; readonly queue: QueueName };

/** Somebody who is called in, by the leg on which they are. */
export type Called = Callee & { readonly leg: LegId };

/** Somebody who talks, besides the caller. */
export type Party = Called & { readonly since: Instant; readonly voice: Voice };

/** An agent whose leg is to end and of whose leaving the ACD is not known to have heard. */
export interface Leaver {
  readonly agent: AgentId;
  readonly leg: LegId;
}

/** How the caller, whoever leads the conversation, and the other party are together. `heldAt`: since when the caller hears music. */
export type Stage =
  | { readonly kind: 'together' }
  | { readonly kind: 'held'; readonly heldAt: Instant }
  /** The other is being rung. `connect`: the caller is theirs once they answer. */
  | { readonly kind: 'calling'; readonly heldAt: Instant; readonly other: Called; readonly then: 'consult' | 'connect' }
  /** The lead talks with the other, the caller hears music. */
  | { readonly kind: 'consulting'; readonly heldAt: Instant; readonly other: Party }
  /** The lead talks with the caller, the other hears music. */
  | { readonly kind: 'returned'; readonly other: Party }
  | { readonly kind: 'conference'; readonly other: Party };

/** What follows for a caller who is still there. */
export type Next = { readonly kind: 'flow' } | { readonly kind: 'queue'; readonly queue: QueueName };

/** Which side ended it. `us`: the telephone system failed. `transfer`: the caller was handed over to a queue. */
export type EndedBy = 'caller' | 'agent' | 'us' | 'transfer';

export type Conversation =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'talking';
      readonly call: CallId;
      readonly callerLeg: LegId;
      readonly room: RoomId;
      /** What whoever is on hold hears. */
      readonly music: string;
      /** Who has the caller; nobody while the one who handed the call over has left and the other is still rung. */
      readonly lead: Party | { readonly kind: 'nobody' };
      readonly stage: Stage;
      /** Counts those who were called in, so that no leg's id is used twice. */
      readonly calledCount: number;
      readonly leaving: readonly Leaver[];
    }
  /** It is over, and not everybody who waits for its end is known to have heard of it. It never begins again. */
  | {
      readonly kind: 'ending';
      readonly call: CallId;
      readonly room: RoomId;
      /** The caller's leg and the music it hears, when it is on hold and lives. */
      readonly held: { readonly leg: LegId; readonly music: string } | null;
      /** Legs that must not outlive it. */
      readonly legs: readonly LegId[];
      readonly leaving: readonly Leaver[];
      readonly by: EndedBy;
      readonly next: Next;
    };

export type Talking = Extract<Conversation, { kind: 'talking' }>;
export type Ending = Extract<Conversation, { kind: 'ending' }>;

/** What the agent who leads may ask for. */
export type Order =
  | { readonly kind: 'hold' | 'retrieve' | 'swap' | 'join' | 'cancel' | 'complete' }
  | { readonly kind: 'voice'; readonly agent: AgentId; readonly voice: Voice }
  /** Blind: the one who transfers does not talk to whoever takes over. */
  | { readonly kind: 'transfer'; readonly to: Target }
  | { readonly kind: 'consult'; readonly to: Callee };

export type ConversationEvent =
  | {
      readonly kind: 'begin';
      readonly call: CallId;
      readonly agent: AgentId;
      readonly callerLeg: LegId;
      readonly agentLeg: LegId;
      readonly music: string;
    }
  | { readonly kind: 'order'; readonly order: Order }
  /** Whoever was called in has answered, although nobody may want them any more. */
  | { readonly kind: 'answered'; readonly call: CallId; readonly agent: AgentId | null; readonly leg: LegId }
  /** Whoever was called in did not answer, or could not be rung. */
  | { readonly kind: 'unreached'; readonly leg: LegId; readonly reason: EndReason }
  | { readonly kind: 'legEnded'; readonly leg: LegId; readonly reason: EndReason }
  /** The room could not be made or joined. */
  | { readonly kind: 'joinFailed' }
  /** A leg could not be muted, or heard again. */
  | { readonly kind: 'voiceFailed'; readonly leg: LegId; readonly voice: Voice }
  /** We are back after an absence; of everybody, these legs were found where they should not be. */
  | { readonly kind: 'resumed'; readonly astray: readonly LegId[] }
  /** These legs were found where they should not be. */
  | { readonly kind: 'astray'; readonly astray: readonly LegId[] }
  /** The ACD has heard that this agent left. */
  | { readonly kind: 'leftTold'; readonly leg: LegId }
  /** Everybody who waits for the end has heard of it. */
  | { readonly kind: 'told' };

export type ConversationEffect =
  /** Bring everybody to where they belong: first to the music, then into the room. `trust`: if that fails, an audit will see. */
  | {
      readonly kind: 'arrange';
      readonly onFailure: 'end' | 'trust';
      readonly call: CallId;
      readonly room: RoomId;
      readonly music: string;
      readonly inside: readonly LegId[];
      readonly held: readonly LegId[];
    }
  | { readonly kind: 'voice'; readonly leg: LegId; readonly voice: Voice }
  | { readonly kind: 'callIn'; readonly call: CallId; readonly called: Called }
  | { readonly kind: 'endLeg'; readonly leg: LegId }
  | { readonly kind: 'leaveHold'; readonly music: string; readonly leg: LegId }
  | { readonly kind: 'closeRoom'; readonly room: RoomId }
  | { readonly kind: 'tellLeft'; readonly call: CallId; readonly agent: AgentId; readonly leg: LegId }
  | { readonly kind: 'tellOver'; readonly call: CallId; readonly next: Next };

export type ConversationDecision = Decision<Conversation, ConversationFact, ConversationEffect>;
