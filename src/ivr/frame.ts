// One call's position in its flow, as plain JSON, with what may happen to it. Data only. Not here: what it asks for
// (effects.ts).

import type { Deadline, Instant } from '../base/clock.ts';
import type { CallId, LegId, ProgramHash, PromptId, QueueName } from '../base/ids.ts';
import type { Digit, EndReason, PromptEnd } from '../call/index.ts';
import type { Address, Value } from '../dsl/index.ts';

/** What a step is waiting for. `timer` numbers are unique in a frame, so a late timer is recognised. */
export type Wait =
  /** Nothing has run yet. */
  | { readonly kind: 'begin' }
  /** `say` and `announce`. */
  | { readonly kind: 'say'; readonly prompt: PromptId }
  /** The agent hears something before the bridge. */
  | { readonly kind: 'tell'; readonly prompt: PromptId }
  | { readonly kind: 'pause'; readonly timer: number; readonly until: Deadline }
  /** `menu`, `collect`, and `ask` where the caller answers. */
  | {
      readonly kind: 'input';
      readonly stage: InputStage;
      readonly digits: string;
      readonly noInputCount: number;
      readonly noMatchCount: number;
    }
  | { readonly kind: 'voicemail'; readonly stage: VoicemailStage }
  /** The timer ends the whole budget. */
  | {
      readonly kind: 'request';
      readonly request: number;
      readonly beganAt: Instant;
      readonly timer: number;
      readonly until: Deadline;
      readonly comfort:
        { readonly kind: 'quiet'; readonly timer: number } | { readonly kind: 'sounding'; readonly sound: number };
    }
  | { readonly kind: 'transfer'; readonly transfer: number; readonly stage: TransferStage }
  /** An agent has a field of a form to fill in. */
  | { readonly kind: 'form'; readonly field: number }
  /** An agent has the buttons of objections, and Continue. */
  | { readonly kind: 'objections'; readonly field: number }
  /** In the line or with the agent, no block of the queue running. The timer is for whatever is due next. */
  | {
      readonly kind: 'queue';
      readonly queue: QueueName;
      readonly stage: QueueStage;
      readonly timer: number;
      /** The longest wait, counted from joining. */
      readonly after: Deadline;
    }
  /** We have hung up; the leg's end is on its way, or the timer asks for it again. */
  | { readonly kind: 'ending'; readonly reason: EndReason; readonly timer: number; readonly until: Deadline };

export type InputStage =
  | { readonly kind: 'prompting'; readonly prompt: PromptId }
  | { readonly kind: 'listening'; readonly timer: number; readonly until: Deadline }
  /** A last word after the last try; then on to `then`. */
  | { readonly kind: 'parting'; readonly prompt: PromptId; readonly then: Address };

export type VoicemailStage =
  | { readonly kind: 'prompting'; readonly prompt: PromptId }
  /** The timer gives up on a recorder that does not come back. */
  | { readonly kind: 'recording'; readonly recording: string; readonly timer: number; readonly until: Deadline };

export type TransferStage =
  | { readonly kind: 'dialling'; readonly timer: number; readonly until: Deadline }
  | { readonly kind: 'talking'; readonly since: Instant };

export type QueueStage =
  | { readonly kind: 'greeting'; readonly prompt: PromptId }
  | { readonly kind: 'music' }
  /** The offer of that number in the statement is being said, or its keys are open until the timer. */
  | { readonly kind: 'offering'; readonly offer: number; readonly prompt: PromptId; readonly digits: string }
  | {
      readonly kind: 'offered';
      readonly offer: number;
      readonly digits: string;
      readonly timer: number;
      readonly until: Deadline;
    }
  /**
   * We asked to leave the line and wait for the answer, for an agent may just have taken the call. `then` is where the
   * flow goes on; null: where the longest wait leads.
   */
  | { readonly kind: 'leaving'; readonly then: Address | null }
  /** The agent has been told what there was to tell; the two are being put together. */
  | { readonly kind: 'bridging' }
  | { readonly kind: 'talking' };

/** A stay in a waiting line: from joining until it is left or the agent has gone. */
export interface Stay {
  readonly queue: QueueName;
  /** Of the `queue` statement, and in which flow of the stack it stands. */
  readonly address: Address;
  readonly depth: number;
  readonly visit: number;
  readonly joinedAt: Instant;
  readonly after: Deadline;
  /** Which block is running; `none`: the line itself is the wait. */
  readonly block: 'none' | 'waiting' | 'connect';
  /** Whether the caller hears the queue's music. */
  readonly room: 'in' | 'out';
  /** What comes once and was done, by its number in the statement. */
  readonly meanwhileDone: readonly number[];
  readonly offersDone: readonly number[];
  /** By `every`: for how many of its times it has run or was passed over. */
  readonly everyDone: readonly number[];
  /** What was asked of the line last; it is asked again only when something of it changed. */
  readonly asked: string;
}

/** `waiting.*`: of the queue joined last; null: not known. `elapsedMs` is null while the stay lasts. */
export interface Waited {
  readonly queue: QueueName;
  readonly joinedAt: Instant;
  readonly position: number | null;
  readonly estimateMs: number | null;
  readonly elapsedMs: number | null;
}

/** Which part of a flow is running: the steps, or a handler. */
export type Part = 'steps' | 'onHangup' | 'onError' | 'onLimit';

/** The counters of a question, kept for `again`. */
export interface Asked {
  readonly address: Address;
  readonly noInputCount: number;
  readonly noMatchCount: number;
  readonly againCount: number;
}

/** One flow under way: the call's own, or a subflow that another one runs. */
export interface Level {
  readonly flow: string;
  readonly address: Address;
  readonly part: Part;
  readonly step: string;
  /** Since when the call has been in this step. */
  readonly stepAt: Instant;
  readonly variables: Readonly<Record<string, Value>>;
  readonly asked: readonly Asked[];
  /** Whether its time limit was reached. */
  readonly limit: 'open' | 'reached';
}

/** The time since the answer outside queue and transfer, which `on limit after` counts. */
export type SelfService =
  | { readonly kind: 'stopped'; readonly spentMs: number }
  | {
      readonly kind: 'running';
      readonly spentMs: number;
      readonly since: Instant;
      /** Null: no flow under way has a limit. */
      readonly limit: { readonly timer: number; readonly until: Deadline } | null;
    };

export interface Frame extends Level {
  readonly call: CallId;
  readonly leg: LegId;
  /** The person on the line: who called us, null when withheld; or whom we called. */
  readonly caller: string | null;
  /** Our number. */
  readonly called: string;
  readonly program: ProgramHash;
  /** The flows that wait for the one under way, the call's own first. */
  readonly stack: readonly Level[];
  readonly startedAt: Instant;
  readonly language: string;
  readonly line: 'ringing' | 'up';
  /** Outbound: how often this person was tried, this time included. */
  readonly attempt: number | null;
  /** Connected last. */
  readonly agent: string | null;
  /** Keys pressed ahead, for a question that keeps them. */
  readonly typed: string;
  /** The end keys of a number that was full before one was pressed: one that still comes means nothing more. */
  readonly surplus: { readonly keys: string; readonly until: Instant } | null;
  /** `masked`: paused while the caller gives something secret. */
  readonly recording: 'off' | 'on' | 'paused' | 'masked';
  readonly stay: Stay | null;
  readonly waited: Waited | null;
  readonly selfService: SelfService;
  /** Counts prompts, timers and requests, so that their ids are never used twice. */
  readonly serial: number;
  readonly faultCount: number;
  readonly wait: Wait;
}

/** A frame as it is recorded: what it remembers may be closed, see sealing.ts. */
export interface SealedFrame extends Frame {
  readonly sealed?: string;
}

/** A call's state; null once it has ended. */
export type CallState = Frame | null;

/** How a recording for voicemail ended; `soundMs` is how much of it is no silence. */
export interface Recorded {
  readonly end: 'silence' | 'key' | 'longest' | 'stopped' | 'failed';
  readonly soundMs: number;
}

/** What came of a request. `none`: the service has nothing under this (HTTP 404). */
export type RequestResult =
  | { readonly kind: 'answered'; readonly value: Value }
  | { readonly kind: 'none' }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'failed'; readonly code: string };

export type IvrEvent =
  | { readonly kind: 'begin' }
  /** Instead of `begin`: an answering machine took the call that we placed. */
  | { readonly kind: 'answeringMachine' }
  | { readonly kind: 'digit'; readonly digit: Digit }
  | { readonly kind: 'promptEnded'; readonly prompt: PromptId; readonly end: PromptEnd }
  | { readonly kind: 'timer'; readonly timer: number }
  | { readonly kind: 'legEnded'; readonly reason: EndReason }
  /** `connected`: caller and agent hear each other. */
  | { readonly kind: 'queue'; readonly outcome: 'connected' | 'closed' | 'full' | 'noAgent' | 'left' }
  /** An agent answered; the two are put together when the flow asks for it (effect `bridge`). */
  | { readonly kind: 'agentAnswered'; readonly agent: string }
  /** The agent left before the bridge: the caller is back in the line, at the same place. */
  | { readonly kind: 'agentGone' }
  /** Where in the line the caller is now, 1 is next, and the estimated wait that is left. */
  | { readonly kind: 'waiting'; readonly position: number; readonly estimateMs: number }
  /** The agent has left, or the two could not be connected. `next`: the flow goes on, or the caller was handed over to a queue. */
  | {
      readonly kind: 'conversationEnded';
      readonly next: { readonly kind: 'flow' } | { readonly kind: 'queue'; readonly queue: QueueName };
    }
  | { readonly kind: 'recorded'; readonly recording: string; readonly result: Recorded }
  | { readonly kind: 'requestEnded'; readonly request: number; readonly result: RequestResult }
  | { readonly kind: 'transferAnswered'; readonly transfer: number }
  | {
      readonly kind: 'transferEnded';
      readonly transfer: number;
      readonly outcome: 'completed' | 'busy' | 'noAnswer' | 'failed';
    }
  /** The agent filled in a field; none where it may stay empty. */
  | { readonly kind: 'fieldGiven'; readonly field: number; readonly value: Value }
  /** The agent pressed the button of this objection. */
  | { readonly kind: 'objection'; readonly field: number; readonly objection: number }
  | { readonly kind: 'continued'; readonly field: number }
  /** The leg was found outside of every room although the call should hear music. */
  | { readonly kind: 'astray' }
  /** An effect could not be performed. */
  | { readonly kind: 'failed'; readonly code: string }
  /** We are back after an absence; `playing` holds this call's prompts that are still heard. */
  | { readonly kind: 'resumed'; readonly playing: readonly PromptId[] };
