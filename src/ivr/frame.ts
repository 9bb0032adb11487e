// One call's position in its flow, as plain JSON, with what may happen to it and what it may ask for. Data only.

import type { Deadline, Instant } from '../base/clock.ts';
import type { CallId, LegId, ProgramHash, PromptId, QueueName } from '../base/ids.ts';
import type { Digit, EndReason, PromptEnd } from '../call/index.ts';
import type { Address, Value } from '../dsl/index.ts';

/** What a step is waiting for. `timer` numbers are unique in a frame, so a late timer is recognised. */
export type Wait =
  /** Nothing has run yet. */
  | { readonly kind: 'begin' }
  | { readonly kind: 'say'; readonly prompt: PromptId }
  | { readonly kind: 'pause'; readonly timer: number; readonly until: Deadline }
  | {
      readonly kind: 'input';
      readonly stage: InputStage;
      readonly digits: string;
      readonly noInputCount: number;
      readonly noMatchCount: number;
    }
  | {
      readonly kind: 'queue';
      readonly queue: QueueName;
      readonly stage: QueueStage;
      readonly timer: number;
      readonly after: Deadline;
    }
  /** We have hung up; the leg's end is on its way, or the timer asks for it again. */
  | { readonly kind: 'ending'; readonly reason: EndReason; readonly timer: number; readonly until: Deadline };

export type InputStage =
  | { readonly kind: 'prompting'; readonly prompt: PromptId }
  | { readonly kind: 'listening'; readonly timer: number; readonly until: Deadline }
  /** A last word after the last try; then on to `then`. */
  | { readonly kind: 'parting'; readonly prompt: PromptId; readonly then: Address };

export type QueueStage =
  | { readonly kind: 'greeting'; readonly prompt: PromptId }
  | { readonly kind: 'music' }
  /** We asked to leave the line and wait for the answer, for an agent may just have taken the call. */
  | { readonly kind: 'leaving' }
  | { readonly kind: 'talking' };

/** Which part of the flow is running: the steps, or a handler that ends the call. */
export type Part = 'steps' | 'onHangup' | 'onError';

export interface Frame {
  readonly call: CallId;
  readonly leg: LegId;
  readonly caller: string | null;
  readonly called: string;
  readonly program: ProgramHash;
  readonly flow: string;
  readonly startedAt: Instant;
  readonly language: string;
  readonly step: string;
  /** Since when the call has been in this step. */
  readonly stepAt: Instant;
  readonly address: Address;
  readonly part: Part;
  readonly line: 'ringing' | 'up';
  readonly variables: Readonly<Record<string, Value>>;
  /** Counts prompts and timers, so that their ids are never used twice. */
  readonly serial: number;
  readonly faultCount: number;
  readonly wait: Wait;
}

/** A call's state; null once it has ended. */
export type CallState = Frame | null;

export type IvrEvent =
  | { readonly kind: 'begin' }
  | { readonly kind: 'digit'; readonly digit: Digit }
  | { readonly kind: 'promptEnded'; readonly prompt: PromptId; readonly end: PromptEnd }
  | { readonly kind: 'timer'; readonly timer: number }
  | { readonly kind: 'legEnded'; readonly reason: EndReason }
  | { readonly kind: 'queue'; readonly outcome: 'connected' | 'closed' | 'noAgent' | 'left' }
  /** The agent has left, or the two could not be connected. */
  | { readonly kind: 'conversationEnded' }
  /** The leg was found outside of every room although the call should hear music. */
  | { readonly kind: 'astray' }
  /** An effect could not be performed. */
  | { readonly kind: 'failed'; readonly code: string }
  /** We are back after an absence; `playing` holds this call's prompts that are still heard. */
  | { readonly kind: 'resumed'; readonly playing: readonly PromptId[] };

/** One piece of what the caller hears: a recorded file of the project, or text to be spoken. */
export type PromptPart =
  | { readonly kind: 'audio'; readonly file: string; readonly text: string; readonly language: string }
  | { readonly kind: 'speech'; readonly text: string; readonly language: string };

export type IvrEffect =
  | { readonly kind: 'answer' }
  | { readonly kind: 'play'; readonly prompt: PromptId; readonly parts: readonly PromptPart[] }
  | { readonly kind: 'stop'; readonly prompt: PromptId }
  | { readonly kind: 'timer'; readonly timer: number; readonly wait: Deadline }
  | { readonly kind: 'joinQueue'; readonly queue: QueueName; readonly priority: number; readonly visit: number }
  | { readonly kind: 'leaveQueue'; readonly why: 'abandoned' | 'flow' }
  /** Into the place where the queue's music is heard. `music` null: the queue's own. */
  | { readonly kind: 'enterWaitingRoom'; readonly queue: QueueName; readonly music: string | null }
  | { readonly kind: 'leaveWaitingRoom'; readonly queue: QueueName; readonly music: string | null }
  | { readonly kind: 'end'; readonly how: 'normal' | 'refused' };
