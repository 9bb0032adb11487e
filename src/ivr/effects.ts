// What a call may ask for, as data. Data only. Not here: performing (perform.ts), what happened (frame.ts).

import type { Deadline, Instant } from '../base/clock.ts';
import type { PromptId, QueueName } from '../base/ids.ts';
import type { Value } from '../dsl/index.ts';

/**
 * One piece of what somebody hears: a recorded file of the project; text to be spoken; a sentence with values in it, of which
 * `text` is the whole and `pieces` say which sounds of the telephone system's packaged voice (`digits/1`) would read them;
 * or something that a caller left.
 */
export type PromptPart =
  | { readonly kind: 'audio'; readonly file: string; readonly text: string; readonly language: string }
  | { readonly kind: 'speech'; readonly text: string; readonly language: string }
  | {
      readonly kind: 'reading';
      readonly text: string;
      readonly pieces: readonly ReadingPiece[];
      readonly language: string;
    }
  | { readonly kind: 'recording'; readonly recording: string; readonly text: string; readonly language: string };

/** Words, or a value with its sounds. */
export type ReadingPiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'sounds'; readonly names: readonly string[]; readonly text: string };

/** Which prompt is said, with which values, and by which verb; `offer` is that of a queue. For tests and traces. */
export interface Said {
  readonly as: 'say' | 'tell' | 'announce' | 'offer';
  readonly prompt: string;
  readonly arguments: Readonly<Record<string, Value>>;
}

/** What an agent must be able to do. */
export interface Needs {
  readonly languages: readonly string[];
  readonly skills: readonly { readonly skill: string; readonly level: number }[];
}

/** Needs that hold for so long after joining; null: from then on. */
export interface NeedsFor {
  readonly needs: Needs;
  readonly lastsMs: number | null;
}

export type IvrEffect =
  | { readonly kind: 'answer' }
  | {
      readonly kind: 'play';
      readonly prompt: PromptId;
      readonly parts: readonly PromptPart[];
      readonly said: readonly Said[];
    }
  | { readonly kind: 'stop'; readonly prompt: PromptId }
  | { readonly kind: 'timer'; readonly timer: number; readonly wait: Deadline }
  | QueueEffect
  /** The agent hears it before the bridge (its end comes back as `promptEnded`), or reads it in the script at once. */
  | {
      readonly kind: 'tell';
      readonly how: 'heard' | 'shown';
      readonly prompt: PromptId;
      readonly parts: readonly PromptPart[];
      readonly said: readonly Said[];
    }
  | RequestEffect
  /** Any answer that still comes is dropped. */
  | { readonly kind: 'cancelRequest'; readonly request: number }
  /** A quiet sound that says that something is being done; each start has another number. */
  | { readonly kind: 'comfort'; readonly action: 'start' | 'stop'; readonly sound: number }
  | {
      readonly kind: 'record';
      readonly recording: string;
      readonly maxMs: number;
      readonly silenceMs: number;
      readonly beep: 'none' | 'beep';
    }
  | { readonly kind: 'endRecord'; readonly recording: string }
  /** Nothing of it is kept. */
  | { readonly kind: 'dropRecord'; readonly recording: string }
  /** It becomes an interaction of the queue; null: of the environment's own one. */
  | {
      readonly kind: 'keepVoicemail';
      readonly voicemail: string;
      readonly recording: string;
      readonly queue: QueueName | null;
    }
  | {
      readonly kind: 'transfer';
      readonly transfer: number;
      readonly to: string;
      /** The number shown; null: our own. */
      readonly from: string | null;
      readonly headers: readonly { readonly name: string; readonly value: string }[];
      readonly timeoutMs: number;
    }
  | { readonly kind: 'endTransfer'; readonly transfer: number }
  | ScheduleEffect
  /** `text` is the whole message; of an e-mail its first line is the subject. `recordings` are linked. */
  | {
      readonly kind: 'send';
      readonly medium: 'sms' | 'email';
      readonly to: string;
      readonly text: string;
      readonly recordings: readonly string[];
      readonly said: Omit<Said, 'as'>;
      readonly key: string;
    }
  | {
      readonly kind: 'consent';
      readonly what: 'give' | 'refuse';
      readonly to: string;
      readonly purpose: string | null;
      readonly key: string;
    }
  /** Of the conversation; asked for before the bridge it acts at the bridge. */
  | { readonly kind: 'recording'; readonly action: 'start' | 'stop' | 'pause' | 'resume' }
  /** The agent's script begins, as a frame of its own (scriptFrame). */
  | {
      readonly kind: 'openScript';
      readonly script: string;
      readonly arguments: Readonly<Record<string, Value>>;
      /** Another one for each script that this call opens. */
      readonly number: number;
    }
  | {
      readonly kind: 'askAgent';
      readonly field: number;
      readonly question: string;
      readonly text: string;
      /** `optional`: it may stay empty. */
      readonly answer: 'required' | 'optional';
      /** What is wrong with the answer just given. */
      readonly correction: string | null;
    }
  | { readonly kind: 'offerObjections'; readonly field: number; readonly texts: readonly string[] }
  /** The flow has come to its end and gave this. */
  | { readonly kind: 'returned'; readonly value: Value }
  | { readonly kind: 'end'; readonly how: 'normal' | 'refused' };

export type QueueEffect =
  | {
      readonly kind: 'joinQueue';
      readonly queue: QueueName;
      readonly priority: number;
      readonly visit: number;
      /** In order; empty: whoever serves the queue. */
      readonly requirements: readonly NeedsFor[];
      /** `asks`: an answer comes as `agentAnswered` and the bridge waits for ours; `direct`: it comes as `connected`. */
      readonly connect: 'direct' | 'asks';
    }
  /** While waiting: the place is kept. */
  | { readonly kind: 'updateQueue'; readonly priority: number; readonly requirements: readonly NeedsFor[] }
  | { readonly kind: 'leaveQueue'; readonly why: 'abandoned' | 'flow' }
  | { readonly kind: 'bridge' }
  /** Into the place where the queue's music is heard. `music` null: the queue's own. */
  | { readonly kind: 'enterWaitingRoom'; readonly queue: QueueName; readonly music: string | null }
  | { readonly kind: 'leaveWaitingRoom'; readonly queue: QueueName; readonly music: string | null };

export interface RequestEffect {
  readonly kind: 'request';
  readonly request: number;
  readonly service: string;
  readonly operation: string;
  readonly arguments: Readonly<Record<string, Value>>;
  /** What is left of the whole budget, repetitions included. */
  readonly timeoutMs: number;
  /** Tells the service that it is the same command again. */
  readonly key: string;
  /** `ignored`: the caller has left, nobody waits. */
  readonly answer: 'awaited' | 'ignored';
}

export interface ScheduleEffect {
  readonly kind: 'schedule';
  readonly to: string;
  readonly queue: QueueName;
  /** `day`: from its opening time, `YYYY-MM-DD`. */
  readonly when:
    | { readonly kind: 'now' }
    | { readonly kind: 'moment'; readonly at: Instant }
    | { readonly kind: 'day'; readonly date: string };
  /** With `keep`: as if waiting since then. */
  readonly position: { readonly kind: 'new' } | { readonly kind: 'keep'; readonly since: Instant };
  readonly key: string;
}
