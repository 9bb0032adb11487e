// What keeping recordings needs from outside: where they were made, the disk that keeps them, the index in which they are
// found. Not here: how any of it works.

import type { Instant } from '../base/clock.ts';
import type { CallId, QueueName, RecordingId } from '../base/ids.ts';
import type { Recorder } from '../call/ports.ts';

/** What is recorded: a message that a caller left, or a conversation with the caller on the left and the agent on the right. */
export type Made = 'voicemail' | 'conversation';

/** `truncated`: a part of it is missing. `failed`: there is no sound at all. */
export type RecordingState = 'whole' | 'truncated' | 'failed';

/** A recording as it is found again. */
export interface KeptRecording {
  readonly recording: RecordingId;
  readonly call: CallId;
  readonly made: Made;
  /** Of a message: the name that the flow gave it, and its queue; null: that of the environment. */
  readonly voicemail: string | null;
  readonly queue: QueueName | null;
  readonly at: Instant;
  readonly state: RecordingState;
  readonly lengthMs: number;
  /** How much of a message is no silence. */
  readonly soundMs: number | null;
  readonly channelCount: number;
  readonly bytes: number;
  /** SHA-256 of the file, in hexadecimal; null: there is none. */
  readonly digest: string | null;
}

/** What people did with it; null: not yet. */
export interface Marks {
  readonly listened: { readonly at: Instant; readonly by: string } | null;
  readonly handled: { readonly at: Instant; readonly by: string } | null;
}

/** A recording with its marks and who called; `caller` is null when withheld or not recorded yet. */
export interface IndexedRecording extends KeptRecording, Marks {
  readonly caller: string | null;
}

/** Which messages are looked for. */
export interface VoicemailQuery {
  /** Null: those of every queue. */
  readonly queue: QueueName | null;
  readonly state: 'open' | 'handled' | 'all';
  readonly limit: number;
}

/** The record of recordings. Each rejects with a fault that carries `code` and `retryable`. */
export interface RecordingIndex {
  /** Adds a recording; one that is there already stays as it is. */
  readonly put: (kept: KeptRecording) => Promise<void>;
  readonly find: (recording: RecordingId) => Promise<IndexedRecording | null>;
  /** In the order of their making. */
  readonly ofCall: (call: CallId) => Promise<readonly IndexedRecording[]>;
  /** The newest first. */
  readonly voicemails: (query: VoicemailQuery) => Promise<readonly IndexedRecording[]>;
  /** The first mark of its kind counts. */
  readonly mark: (recording: RecordingId, mark: keyof Marks, by: string) => Promise<'marked' | 'unknown'>;
}

/** A kept file. */
export interface KeptFile {
  readonly bytes: number;
  /** The bytes from `from` to `to`, both included. */
  readonly read: (from: number, to: number) => NodeJS.ReadableStream;
}

/** Files by the hash of what is in them. Each rejects with the system's error. */
export interface RecordingShelf {
  /** Keeps the file; it is on the medium when this resolves. */
  readonly put: (blocks: Iterable<Uint8Array>) => Promise<{ readonly digest: string; readonly bytes: number }>;
  readonly open: (digest: string) => Promise<KeptFile | null>;
}

/** Where recordings were made, and are fetched from. */
export type RecordingSource = Pick<Recorder, 'read' | 'remove'>;
