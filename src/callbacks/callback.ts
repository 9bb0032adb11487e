// One promise to call somebody back, from the flow that made it to its end: state, events, effects. Data only.
// Not here: deciding (callbacks.ts).

import type { Instant } from '../base/clock.ts';
import { type AgentId, type CallId, type LegId, type QueueName, callId } from '../base/ids.ts';

/** A callback as it is asked for. */
export interface CallbackWish {
  /** Chosen by whoever asks; the same id is one callback. Letters, digits, `-`, `_`. */
  readonly id: string;
  /** The call in which it was promised. */
  readonly call: CallId;
  readonly to: string;
  readonly queue: QueueName;
  /** Not before; null: in line now. */
  readonly at: Instant | null;
  /** Its place in the line is that of somebody who waits since then; null: of one who comes when it is due. */
  readonly since: Instant | null;
}

export interface Callback extends Omit<CallbackWish, 'at'> {
  readonly askedAt: Instant;
  /** How often it came to a line, and how often the number was dialled: each has an id of its own. */
  readonly visitCount: number;
  readonly dialCount: number;
  /** How often the number was dialled in vain, through no fault of ours. */
  readonly vainCount: number;
  readonly stage: Stage;
}

export type Stage =
  /** Nothing before `at`. */
  | { readonly kind: 'scheduled'; readonly at: Instant }
  /** Waits for an agent as callers do; nobody is on the line. */
  | { readonly kind: 'inLine' }
  /** The agent listens while the number is dialled. */
  | { readonly kind: 'dialling'; readonly agent: AgentId }
  /** The person has answered, on that leg, and is being put together with the agent. */
  | { readonly kind: 'joining'; readonly leg: LegId }
  /** The person has answered and hears music until an agent has. */
  | { readonly kind: 'held'; readonly leg: LegId }
  | { readonly kind: 'talking'; readonly leg: LegId };

/** Callbacks by id. */
export type CallbacksState = ReadonlyMap<string, Callback>;

/** Whether the number may be called now. */
export type Judgement =
  | { readonly kind: 'allowed' }
  /** Not before. */
  | { readonly kind: 'later'; readonly at: Instant; readonly why: string }
  | { readonly kind: 'never'; readonly why: string };

/** What the line says. */
export type LineNews =
  | { readonly kind: 'connected' | 'closed' | 'full' | 'noAgent' | 'left' }
  | { readonly kind: 'agentGone' }
  | { readonly kind: 'agentAnswered'; readonly agent: AgentId };

/** How a call to the number ended; `answered`: they talked. */
export type DialOutcome =
  'answered' | 'busy' | 'noAnswer' | 'refused' | 'unreachable' | 'invalidNumber' | 'congestion' | 'calledOff';

export type CallbackEvent =
  /** Safe to repeat. */
  | { readonly kind: 'asked'; readonly wish: CallbackWish }
  /** Its time may have come. */
  | { readonly kind: 'due'; readonly id: string; readonly judgement: Judgement }
  | { readonly kind: 'line'; readonly id: string; readonly news: LineNews }
  | { readonly kind: 'answered'; readonly id: string; readonly dial: number; readonly leg: LegId }
  | {
      readonly kind: 'dialEnded';
      readonly id: string;
      readonly dial: number;
      readonly outcome: DialOutcome;
      readonly judgement: Judgement;
    }
  /** The conversation is over; with a queue, the agent handed the person over to it. */
  | { readonly kind: 'over'; readonly id: string; readonly queue: QueueName | null }
  | { readonly kind: 'cancelled'; readonly id: string; readonly by: string }
  /** We are back after an absence: whatever was under way is asked for again, safely. */
  | { readonly kind: 'resumed' };

export type CallbackEffect =
  /** To be judged then. */
  | { readonly kind: 'timer'; readonly id: string; readonly to: string; readonly at: Instant }
  /** `leg`: who is on the line already; null: nobody yet. */
  | {
      readonly kind: 'joinLine';
      readonly id: string;
      readonly call: CallId;
      readonly to: string;
      readonly queue: QueueName;
      readonly since: Instant | null;
      readonly visit: number;
      readonly leg: LegId | null;
    }
  | { readonly kind: 'leaveLine'; readonly id: string; readonly call: CallId; readonly why: 'abandoned' | 'flow' }
  | {
      readonly kind: 'dial';
      readonly id: string;
      readonly call: CallId;
      readonly to: string;
      /** Whose music the agent hears until the answer. */
      readonly queue: QueueName;
      readonly dial: number;
    }
  | { readonly kind: 'hangUp'; readonly id: string; readonly dial: number }
  | { readonly kind: 'join'; readonly id: string; readonly call: CallId; readonly leg: LegId }
  | { readonly kind: 'entertain'; readonly id: string; readonly leg: LegId; readonly queue: QueueName };

/** The call that a callback is once it is in a line. */
export const callOf = ({ id }: { readonly id: string }): CallId => callId(id);

/** The stored name. */
export const callbackKey = (id: string): string => `callback/${id}`;
