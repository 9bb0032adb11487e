// What became true, in the words of the trade. Every report, wall and bill is computed from these and nothing else.
// A fact never holds digits that a caller typed nor what was said.

import type { Instant } from '../base/clock.ts';
import type { AgentId, CallId, LegId, ProgramHash, QueueName, RecordingId } from '../base/ids.ts';
import type { EndReason } from './end-reason.ts';
import type {
  CallbackFact,
  OutboundFact,
  ReceptionFact,
  LegFact,
  TelephonyFact,
  RecordingFact,
} from './system-facts.ts';

export type CallFact =
  | {
      readonly kind: 'callOffered';
      readonly call: CallId;
      readonly leg: LegId;
      readonly caller: string | null;
      readonly called: string;
      readonly flow: string;
      readonly program: ProgramHash | null;
    }
  | { readonly kind: 'callAnswered'; readonly call: CallId }
  | { readonly kind: 'stepEntered'; readonly call: CallId; readonly step: string }
  | { readonly kind: 'promptPlayed'; readonly call: CallId; readonly prompt: string; readonly language: string }
  | {
      readonly kind: 'keyChosen';
      readonly call: CallId;
      readonly menu: string;
      readonly key: string;
      readonly label: string;
    }
  | {
      readonly kind: 'inputFailed';
      readonly call: CallId;
      readonly input: string;
      readonly why: 'noInput' | 'noMatch';
      readonly tries: number;
    }
  | { readonly kind: 'inputCollected'; readonly call: CallId; readonly input: string; readonly digitCount: number }
  | FlowFact
  | { readonly kind: 'callResumed'; readonly call: CallId }
  | { readonly kind: 'flowFailed'; readonly call: CallId; readonly code: string; readonly step: string }
  | { readonly kind: 'callEnded'; readonly call: CallId; readonly reason: EndReason };

/** A value as it is recorded: what a flow tracks, or a script returns. */
export type RecordedValue =
  string | number | boolean | null | readonly RecordedValue[] | { readonly [field: string]: RecordedValue };

/** What the statements of a flow did besides listening. */
export type FlowFact =
  /** The law's announcement began to play to the caller. */
  | { readonly kind: 'announced'; readonly call: CallId; readonly prompt: string; readonly language: string }
  | { readonly kind: 'agentTold'; readonly call: CallId; readonly prompt: string; readonly language: string }
  | { readonly kind: 'subflowEntered'; readonly call: CallId; readonly flow: string }
  | {
      readonly kind: 'subflowLeft';
      readonly call: CallId;
      readonly flow: string;
      readonly how: 'returned' | 'failed' | 'hangup';
    }
  | { readonly kind: 'splitTaken'; readonly call: CallId; readonly split: string; readonly branch: string }
  | { readonly kind: 'languageChanged'; readonly call: CallId; readonly language: string }
  | {
      readonly kind: 'eventTracked';
      readonly call: CallId;
      readonly event: string;
      readonly values: Readonly<Record<string, RecordedValue>>;
    }
  | { readonly kind: 'offerMade'; readonly call: CallId; readonly queue: QueueName; readonly offer: string }
  | {
      readonly kind: 'requestSent';
      readonly call: CallId;
      readonly request: number;
      readonly service: string;
      readonly operation: string;
    }
  | {
      readonly kind: 'requestEnded';
      readonly call: CallId;
      readonly request: number;
      readonly outcome: 'answered' | 'none' | 'timeout' | 'failed';
      /** Of a failure. */
      readonly code: string | null;
      readonly lengthMs: number;
    }
  | {
      readonly kind: 'voicemailLeft';
      readonly call: CallId;
      readonly voicemail: string;
      readonly recording: RecordingId;
      /** Null: that of the environment. */
      readonly queue: QueueName | null;
      /** Null: the caller hung up while it was taken. */
      readonly soundMs: number | null;
    }
  | { readonly kind: 'transferBegan'; readonly call: CallId; readonly transfer: number; readonly called: string }
  | {
      readonly kind: 'transferEnded';
      readonly call: CallId;
      readonly transfer: number;
      readonly outcome: 'completed' | 'busy' | 'noAnswer' | 'failed';
      readonly talkMs: number;
    }
  | {
      readonly kind: 'callbackScheduled';
      readonly call: CallId;
      readonly queue: QueueName;
      readonly at: Instant | null;
    }
  /** The flow asked for it; what became of it is `messageEnded` with the same `message`. */
  | {
      readonly kind: 'messageSent';
      readonly call: CallId;
      readonly medium: 'sms' | 'email';
      readonly prompt: string;
      readonly message: string;
    }
  /** Of the number `to`, E.164: what was said last counts. */
  | { readonly kind: 'consentGiven'; readonly call: CallId; readonly to: string; readonly purpose: string }
  | { readonly kind: 'consentRefused'; readonly call: CallId; readonly to: string }
  | {
      readonly kind: 'recordingChanged';
      readonly call: CallId;
      readonly action: 'start' | 'stop' | 'pause' | 'resume';
      /** `secret`: because the caller gives something that is to stay secret. */
      readonly why: 'flow' | 'secret' | 'agent';
    }
  | { readonly kind: 'scriptOpened'; readonly call: CallId; readonly script: string }
  | {
      readonly kind: 'questionAnswered';
      readonly call: CallId;
      readonly question: string;
      readonly by: 'caller' | 'agent';
    }
  | { readonly kind: 'objectionRaised'; readonly call: CallId; readonly objection: string }
  | {
      readonly kind: 'scriptEnded';
      readonly call: CallId;
      readonly script: string;
      readonly result: RecordedValue;
      readonly reason: EndReason;
    };

/** What became of a message; often after its call has ended. */
export interface MessageFact {
  readonly kind: 'messageEnded';
  readonly call: CallId;
  readonly message: string;
  readonly medium: 'sms' | 'email';
  /** `accepted`: the next system has it, perhaps more than once; `failed`: given up. */
  readonly outcome: 'accepted' | 'failed';
  /** Of a failure. */
  readonly code: string | null;
  readonly tries: number;
  /** Since it was asked for. */
  readonly lengthMs: number;
}

export type QueueFact =
  | { readonly kind: 'queueJoined'; readonly call: CallId; readonly queue: QueueName; readonly priority: number }
  | {
      readonly kind: 'queueRefused';
      readonly call: CallId;
      readonly queue: QueueName;
      readonly why: 'closed' | 'full' | 'noAgent';
    }
  | {
      readonly kind: 'queueLeft';
      readonly call: CallId;
      readonly queue: QueueName;
      readonly why: 'noAgent' | 'flow';
      readonly waitMs: number;
    }
  | { readonly kind: 'queueAbandoned'; readonly call: CallId; readonly queue: QueueName; readonly waitMs: number }
  | {
      readonly kind: 'callOfferedToAgent';
      readonly call: CallId;
      readonly queue: QueueName;
      readonly agent: AgentId;
      readonly leg: LegId;
    }
  | {
      readonly kind: 'agentNotResponding';
      readonly call: CallId;
      readonly queue: QueueName;
      readonly agent: AgentId;
      readonly ringMs: number;
      readonly reason: EndReason;
    }
  | {
      readonly kind: 'queueAnswered';
      readonly call: CallId;
      readonly queue: QueueName;
      readonly agent: AgentId;
      readonly waitMs: number;
      readonly ringMs: number;
    };

/** An agent is rung because somebody in a conversation wants them, not because of a line. */
export type DirectOfferFact =
  | {
      readonly kind: 'directOfferMade';
      readonly call: CallId;
      /** That of the conversation: it says how long they wrap up. */
      readonly queue: QueueName;
      readonly agent: AgentId;
      readonly leg: LegId;
    }
  | {
      readonly kind: 'directOfferAnswered' | 'directOfferWithdrawn';
      readonly call: CallId;
      readonly queue: QueueName;
      readonly agent: AgentId;
      readonly ringMs: number;
    }
  | {
      readonly kind: 'directOfferMissed';
      readonly call: CallId;
      readonly queue: QueueName;
      readonly agent: AgentId;
      readonly ringMs: number;
      readonly reason: EndReason;
    };

export type AgentFact =
  | { readonly kind: 'agentAdded'; readonly agent: AgentId }
  | { readonly kind: 'agentRemoved'; readonly agent: AgentId }
  | {
      readonly kind: 'agentStateChanged';
      readonly agent: AgentId;
      readonly from: string;
      readonly to: string;
      readonly reason: string | null;
    };

/** Whom an agent called in, or handed a call over to: an agent's id, a queue's name, or a number. */
interface HandedTo {
  readonly toKind: 'agent' | 'queue' | 'number';
  readonly to: string;
}

/** `agent` is who led the conversation; null when they had left already. */
interface ByAgent {
  readonly call: CallId;
  readonly agent: AgentId | null;
}

export type ConversationFact =
  /** From here to its end an agent's talk lasts, whoever of the call they talk with, and with the caller on hold too. */
  | { readonly kind: 'conversationBegan'; readonly call: CallId; readonly agent: AgentId }
  | {
      readonly kind: 'conversationEnded';
      readonly call: CallId;
      readonly agent: AgentId;
      readonly talkMs: number;
      readonly reason: EndReason;
    }
  /** The caller hears music instead of an agent. */
  | { readonly kind: 'holdBegan'; readonly call: CallId }
  | { readonly kind: 'holdEnded'; readonly call: CallId; readonly holdMs: number }
  | { readonly kind: 'agentMuted' | 'agentUnmuted'; readonly call: CallId; readonly agent: AgentId }
  /** A colleague or a number is rung, to be talked with while the caller is on hold. */
  | ({ readonly kind: 'consultBegan' } & ByAgent & HandedTo)
  | ({ readonly kind: 'consultSwapped'; readonly to: 'caller' | 'other' } & ByAgent)
  /** The caller, the agent and whoever was called in hear one another. */
  | ({ readonly kind: 'conferenceBegan' } & ByAgent & HandedTo)
  /** A blind transfer to a colleague or a number: they are rung, and get the caller if they answer. */
  | ({ readonly kind: 'handOverBegan' } & ByAgent & HandedTo)
  /** Whoever was called in did not answer, or was given up. */
  | ({ readonly kind: 'calledInVain'; readonly how: 'blind' | 'consult'; readonly reason: EndReason } & ByAgent &
      HandedTo)
  /** The caller is theirs now. */
  | ({ readonly kind: 'callTransferred'; readonly how: 'blind' | 'consult' } & ByAgent & HandedTo);

export type Fact =
  | CallFact
  | MessageFact
  | QueueFact
  | DirectOfferFact
  | AgentFact
  | ConversationFact
  | OutboundFact
  | CallbackFact
  | ReceptionFact
  | LegFact
  | RecordingFact
  | TelephonyFact;

/** A fact as it is stored: which record of which journal, and when. */
export interface StoredFact {
  readonly journal: string;
  readonly seq: number;
  readonly index: number;
  readonly at: Instant;
  readonly fact: Fact;
}
