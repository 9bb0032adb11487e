// What flows need from others. main.ts plugs these.

import type { Clock, Instant } from '../base/clock.ts';
import type { CallId, IdSource, LegId, ProgramHash, QueueName } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import type { Changes, Entry } from '../base/machine.ts';
import type { CallFact } from '../call/index.ts';
import type { DialHeader, LeftSound, Legs, Media, Recorder, Rooms, Sound } from '../call/ports.ts';
import type { Expression, Program, Value } from '../dsl/index.ts';
import type { CallDecision } from './advance.ts';
import type { NeedsFor, PromptPart, RequestEffect } from './effects.ts';
import type { Frame, IvrEvent, RequestResult } from './frame.ts';
import type { Seal } from './sealing.ts';
import type { World } from './world.ts';

/** Where a dialled number leads. */
export interface FlowRoutes {
  /** The flow that answers `called`, or null when no flow has that entry; on the version that this new call gets. */
  find(
    called: string,
    call: CallId,
    caller: string | null,
  ): { readonly program: Program; readonly flow: string } | null;
  /** A program that calls still run, by its hash. */
  program(hash: ProgramHash): Program | null;
}

/** The waiting lines, as a flow sees them. */
export interface CallQueue {
  /** Safe to repeat for the same call and visit: the first place counts. The outcome arrives as a `queue` event. */
  join(request: {
    readonly call: CallId;
    readonly leg: LegId;
    readonly caller: string | null;
    readonly queue: QueueName;
    readonly priority: number;
    readonly requirements: readonly NeedsFor[];
    /** `asks`: an agent's answer arrives as `agentAnswered`, and the two are put together by `bridge`. */
    readonly connect: 'direct' | 'asks';
    /** Another number for each time that this call comes to a line. */
    readonly visit: number;
  }): void;
  /** While waiting; the place is kept. */
  change(call: CallId, wanted: { readonly priority: number; readonly requirements: readonly NeedsFor[] }): void;
  /** Puts the agent who answered and the caller together; safe to repeat, and told as `connected`. */
  bridge(call: CallId, leg: LegId): void;
  /** The leg of the agent who has answered and does not hear the caller yet; null: nobody has. */
  agentLeg(call: CallId): LegId | null;
  leave(call: CallId, why: 'abandoned' | 'flow'): void;
  /** Where a waiting call stands, 1 is next, and how long it will wait; null: it waits nowhere. */
  place(call: CallId): { readonly position: number; readonly estimateMs: number } | null;
  /** The music of a queue. */
  music(queue: QueueName): string;
}

/** Calls to other numbers, in the service of calls. */
export interface CallTransfers {
  /** Safe to repeat for the same call and number. What comes of it arrives as `transferAnswered`, then `transferEnded`. */
  begin(request: {
    readonly call: CallId;
    readonly leg: LegId;
    /** Another number for each transfer of this call. */
    readonly transfer: number;
    readonly to: string;
    /** The number shown; null: our own. */
    readonly from: string | null;
    readonly headers: readonly DialHeader[];
    readonly timeoutMs: number;
  }): void;
  end(call: CallId, transfer: number): void;
}

/** A request of a call, with its program and the means to compute what its service says. */
export interface ServiceCall extends Omit<RequestEffect, 'kind' | 'answer'> {
  readonly call: CallId;
  readonly program: Program;
  /** Throws FlowFault. */
  readonly valueOf: (expression: Expression, variables: Readonly<Record<string, Value>>) => Value;
}

/** Other systems, as a flow sees them. */
export interface FlowServices {
  /**
   * What came of it, within its budget; null: it was called off, or is under way already. Safe to repeat with the same number.
   * Never rejects.
   */
  ask(request: ServiceCall): Promise<RequestResult | null>;
  /** Any answer that still comes is dropped. */
  cancel(call: CallId, request: number): void;
}

/** A message as a flow asks for it. */
export interface FlowMessage {
  readonly key: string;
  readonly call: CallId;
  readonly medium: 'sms' | 'email';
  readonly to: string;
  readonly text: string;
}

/** Where messages are kept until they are sent. */
export interface FlowOutbox {
  /** What is recorded with the step that asks for the message. */
  intent(message: FlowMessage): Changes;
  /** The step is recorded: it is sent from now on. Safe to repeat. */
  take(message: FlowMessage): void;
}

/** A callback as a flow promises it. */
export interface FlowCallback {
  readonly id: string;
  readonly call: CallId;
  readonly to: string;
  readonly queue: QueueName;
  /** Not before; null: in line now. */
  readonly at: Instant | null;
  /** As if waiting since then; null: a new place. */
  readonly since: Instant | null;
}

/** Where promises to call back are kept. */
export interface FlowCallbacks {
  /** What is recorded with the step that makes the promise. */
  intent(callback: FlowCallback): Changes;
  /** The step is recorded: it is kept from now on. Safe to repeat. */
  take(callback: FlowCallback): void;
}

export interface IvrPorts {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  readonly record: (entry: Entry<CallFact>) => void;
  readonly routes: FlowRoutes;
  readonly seal: Seal;
  readonly legs: Pick<Legs, 'answer' | 'end'>;
  readonly media: Media;
  readonly rooms: Pick<Rooms, 'open' | 'join' | 'leave'>;
  readonly recorder: Pick<Recorder, 'record' | 'end' | 'remove'>;
  /** Whether the conversation of this call is to be recorded; before it begins, the next one. */
  readonly talkRecording: (call: CallId, wish: 'on' | 'paused' | 'off') => void;
  /**
   * The sounds for what is to be heard, in the recordings of that program; made beforehand where nothing varies. Rejects when
   * speech cannot be made.
   */
  readonly sounds: (parts: readonly PromptPart[], program: ProgramHash) => Promise<readonly (Sound | LeftSound)[]>;
  /** What is heard while a request is under way; it is played as often as the wait is long. */
  readonly comfort: () => Promise<Sound>;
  /** Heard before a message is recorded. Rejects when it cannot be made. */
  readonly beep: () => Promise<Sound>;
  readonly queue: CallQueue;
  readonly transfers: CallTransfers;
  readonly services: FlowServices;
  readonly outbox: FlowOutbox;
  readonly callbacks: FlowCallbacks;
  /** Resolves once the caller is not about to be brought elsewhere, which breaks off what they hear; unless given, at once. */
  readonly callerPlaced?: (call: CallId) => Promise<void>;
  /** Whether what happens to calls is noted for their traces; unless said, it is. */
  readonly traces?: 'kept' | 'none';
  /** A program in this controller's environment. */
  readonly world: (program: Program) => World;
  /** Told of each decision as it is made, before its record and its effects; must only note and return. */
  readonly decided?: (decided: DecidedCall) => void;
}

/** One decision of one call, or of a script beside it, with everything that it followed from but the world. */
export interface DecidedCall {
  readonly program: Program;
  readonly before: Frame;
  readonly event: IvrEvent;
  readonly decision: CallDecision;
  readonly now: Instant;
  /** Whose: that of the script of this id beside the call; null: the call's own. */
  readonly script: string | null;
}
