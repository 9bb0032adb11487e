// What became true of legs, numbers outside, reception, recordings and the telephone system. Not here: flows, queues, agents (facts.ts).

import type { Instant } from '../base/clock.ts';
import type { AgentId, CallId, LegId, PhoneId, QueueName, RecordingId, TrunkName } from '../base/ids.ts';
import type { EndReason } from './end-reason.ts';

/** Of calls to numbers outside, in the service of a call. */
export type OutboundFact =
  /** The gate let it not out; the number is not repeated, for it may be anything. */
  | { readonly kind: 'dialRefused'; readonly call: CallId; readonly why: string }
  | {
      readonly kind: 'numberDialled';
      readonly call: CallId;
      readonly leg: LegId;
      readonly trunk: TrunkName;
      readonly called: string;
      readonly shown: string;
      /** 1, and more where trunks before failed. */
      readonly attempt: number;
    }
  | {
      readonly kind: 'numberAnswered';
      readonly call: CallId;
      readonly leg: LegId;
      readonly trunk: TrunkName;
      readonly ringMs: number;
    }
  | {
      readonly kind: 'dialEnded';
      readonly call: CallId;
      readonly outcome:
        'answered' | 'busy' | 'noAnswer' | 'refused' | 'unreachable' | 'invalidNumber' | 'congestion' | 'calledOff';
      readonly talkMs: number;
      /** By the rates that the operator gave, in thousandths of the currency. */
      readonly cost: number;
    }
  | { readonly kind: 'trunkBreakerChanged'; readonly trunk: TrunkName; readonly to: 'closed' | 'open' | 'trying' };

/** What became of a promise to call back; `call` is the one in which it was made. */
export type CallbackFact =
  /** Not now: it is looked at again at `at`. */
  | {
      readonly kind: 'callbackMoved';
      readonly call: CallId;
      readonly callback: string;
      readonly queue: QueueName;
      readonly at: Instant;
      readonly why: string;
    }
  /** An agent has answered, and the number is dialled for them. */
  | {
      readonly kind: 'callbackDialled';
      readonly call: CallId;
      readonly callback: string;
      readonly queue: QueueName;
      readonly agent: AgentId;
      /** 1, and more where the number did not answer before. */
      readonly attempt: number;
    }
  | {
      readonly kind: 'callbackEnded';
      readonly call: CallId;
      readonly callback: string;
      readonly queue: QueueName;
      /** `abandoned`: they answered, and hung up before an agent had them. `unanswered`: given up. */
      readonly outcome: 'completed' | 'abandoned' | 'unanswered' | 'refused' | 'cancelled';
      readonly code: string;
      /** How often the number was dialled. */
      readonly tries: number;
      /** Since it was promised. */
      readonly lengthMs: number;
    };

/** Of the reception of calls; `by` is whoever gave the order. */
export type ReceptionFact =
  | { readonly kind: 'numberRouted'; readonly number: string; readonly flow: string | null; readonly by: string }
  | { readonly kind: 'callerBlocked' | 'callerUnblocked'; readonly caller: string; readonly by: string }
  | {
      readonly kind: 'emergencyChanged';
      readonly to: 'none' | 'closed' | 'swapped';
      readonly flow: string | null;
      readonly by: string;
    }
  /** Recorded just before the call itself, which no flow answers. */
  | { readonly kind: 'callTurnedAway'; readonly call: CallId; readonly why: 'blocked' | 'closed' };

/** What happened to a leg itself; its beginning is `callOffered`, `callOfferedToAgent` or `numberDialled` (leg-record.ts). */
export type LegFact =
  | { readonly kind: 'legAnswered'; readonly call: CallId; readonly leg: LegId; readonly agent: AgentId }
  | {
      readonly kind: 'legEnded';
      readonly call: CallId;
      readonly leg: LegId;
      /** Null: the caller's leg, or that of a number outside. */
      readonly agent: AgentId | null;
      readonly reason: EndReason;
    };

/** Of the telephone system itself, apart from any call. Never a number, nor the address of a person. */
export type TelephonyFact =
  | {
      readonly kind: 'phoneStateChanged';
      readonly phone: PhoneId;
      readonly to: 'registered' | 'unregistered' | 'unreachable';
    }
  | {
      readonly kind: 'trunkStateChanged';
      /** The trunk's name, or the host at which we sign in. */
      readonly trunk: string;
      readonly to: 'reachable' | 'unreachable' | 'registered' | 'unregistered' | 'refused';
    }
  /** Somebody was not let in: `count` times, since the last such fact. */
  | {
      readonly kind: 'accessRefused';
      readonly service: 'sip' | 'ari' | 'ami' | 'other';
      readonly why: 'wrongPassword' | 'unknownAccount' | 'wrongAddress' | 'notAllowed' | 'badRequest' | 'overLimit';
      /** Null when it is unknown or could be a number. */
      readonly account: string | null;
      readonly count: number;
    };

export type RecordingFact = KeptFact | ConversationRecordedFact;

/** A conversation was recorded, each piece of it in a file for each side: the caller's, the agent's. */
export interface ConversationRecordedFact {
  readonly kind: 'conversationRecorded';
  readonly call: CallId;
  readonly recording: RecordingId;
  readonly pieces: readonly (readonly [RecordingId, RecordingId])[];
}

export interface KeptFact {
  /** A recording is on our disk; of a `failed` one there is no sound. */
  readonly kind: 'recordingKept';
  readonly call: CallId;
  readonly recording: RecordingId;
  readonly made: 'voicemail' | 'conversation';
  readonly state: 'whole' | 'truncated' | 'failed';
  readonly lengthMs: number;
  readonly bytes: number;
  /** SHA-256 of the file, in hexadecimal; null: there is none. */
  readonly digest: string | null;
}
