// The shared telephone ports. src/ari implements them on Asterisk, test/fakes in memory; one contract suite runs on both.
// Every command resolves to 'gone' when the leg, prompt or room it names has ended: callers vanish, that is no exception.
// A command rejects with TelephonyFault only when the telephone system did not do what it was asked.

import type { Instant } from '../base/clock.ts';
import type { E164, LegId, PhoneId, PromptId, RecordingId, RoomId, TrunkName } from '../base/ids.ts';
import type { CallEvent } from './events.ts';

export type Done = 'ok' | 'gone';

/** One piece of a prompt as the telephone system finds it: a sound's name without its extension. */
export interface Sound {
  readonly sound: string;
  /** How long it plays, in milliseconds. */
  readonly lengthMs: number;
}

/** Something that was recorded on a leg, as a piece of a prompt. */
export interface LeftSound {
  readonly recording: RecordingId;
  /** How long it plays, in milliseconds. */
  readonly lengthMs: number;
}

/** What the person called sees of the call. */
export interface CallerShown {
  readonly name: string;
  readonly number: string;
}

export interface RingRequest {
  /** Chosen by us, from letters, digits, `-` and `_`: with a point it could be taken for one of the telephone system's. */
  readonly leg: LegId;
  readonly phone: PhoneId;
  readonly shown: CallerShown;
  /** The telephone system gives up by itself after this long; our own timer comes first. */
  readonly timeoutMs: number;
}

/** A header of our own that goes with a call to the outside; the name begins with `X-`, the value is one line. */
export interface DialHeader {
  readonly name: string;
  readonly value: string;
}

/** A call to a number outside. Nobody makes one but the gate of src/outbound, which says whether it may be placed. */
export interface DialRequest {
  /** Chosen by us, as for RingRequest. */
  readonly leg: LegId;
  readonly number: E164;
  readonly trunk: TrunkName;
  readonly shown: CallerShown;
  readonly headers: readonly DialHeader[];
  /** `again`: a leg that is not there has ended, and is not begun anew: nobody is called twice. */
  readonly when: 'first' | 'again';
  /** The telephone system gives up by itself after this long; our own timer comes first. */
  readonly timeoutMs: number;
}

/** Single parties: answer them, end them, reach an agent's phone or a number outside. */
export interface Legs {
  /** Answers a leg that rings; 'ok' too when it was answered already. */
  answer(leg: LegId): Promise<Done>;
  /** Ends a leg. `busy` and `refused` are told to a leg that was not answered yet. */
  end(leg: LegId, how: 'normal' | 'busy' | 'refused'): Promise<Done>;
  /** Calls a phone; what comes of it arrives as legRinging, legAnswered, legEnded. Safe to repeat: one leg id, one call. */
  ring(request: RingRequest): Promise<Done>;
  /**
   * Calls a number outside over a trunk; what comes of it arrives as legRinging, legSounding, legAnswered, legEnded, whose reason is the network's. Safe to repeat while the leg lives: one leg id, one call.
   */
  dial(request: DialRequest): Promise<Done>;
  /** Lets others hear what the party says, or not, in whatever room the leg is or will be. Safe to repeat. */
  voice(leg: LegId, voice: Voice): Promise<Done>;
}

/** `muted`: nobody hears what the leg's party says; what the party hears is not touched. */
export type Voice = 'open' | 'muted';

/** What one leg hears. */
export interface Media {
  /** Plays the sounds one after the other as one prompt; its end arrives as promptEnded, unless the leg ends with it. */
  play(leg: LegId, prompt: PromptId, sounds: readonly (Sound | LeftSound)[]): Promise<Done>;
  /** Stops a prompt; 'gone' when it had ended. */
  stop(prompt: PromptId): Promise<Done>;
}

/** How something that a leg says is recorded. */
export interface RecordRequest {
  /** Chosen by us, from letters, digits, `-` and `_`. */
  readonly recording: RecordingId;
  readonly leg: LegId;
  /** It ends by itself after this long; whole seconds count. */
  readonly maxMs: number;
  /** It ends by itself after so much silence; whole seconds count. */
  readonly silenceMs: number;
  /** Heard first, and not recorded; null: nothing. */
  readonly beep: Sound | null;
}

/** What legs say, kept by the telephone system under our names until it is removed. */
export interface Recorder {
  /**
   * Records a leg; the end arrives as recordingEnded, at once as failed when the leg is in a room. Safe to repeat: one that
   * is under way goes on, and of one that is over the end is told again.
   */
  record(request: RecordRequest): Promise<Done>;
  /** Ends a recording, which is kept; 'gone' when none is under way. */
  end(recording: RecordingId): Promise<Done>;
  /**
   * Records what a leg says from now on, wherever it is, until `unfollow` or its own end; no event tells of it. Safe to
   * repeat: one that is over is not begun again.
   */
  follow(recording: RecordingId, leg: LegId): Promise<Done>;
  /** Ends what `follow` began; nothing said after it resolves is in the file. 'gone' when it had ended. */
  unfollow(recording: RecordingId): Promise<Done>;
  /** What was recorded as a WAV file, once it has ended; null when there is nothing. Rejects with TelephonyFault. */
  read(recording: RecordingId): Promise<Uint8Array | null>;
  /** Forgets what was recorded; 'gone' when there was nothing. */
  remove(recording: RecordingId): Promise<Done>;
}

/** `waiting`: everyone hears the music and nobody hears another. `conversation`: everyone hears everyone. */
export type RoomKind = { readonly kind: 'waiting'; readonly music: string } | { readonly kind: 'conversation' };

/** Places where legs hear something together. A leg is in one room at most; joining another leaves the first. */
export interface Rooms {
  /** Safe to repeat for the same id and kind. */
  open(room: RoomId, kind: RoomKind): Promise<Done>;
  join(room: RoomId, leg: LegId): Promise<Done>;
  leave(room: RoomId, leg: LegId): Promise<Done>;
  /** Closes the room; legs still inside stay up alone. */
  close(room: RoomId): Promise<Done>;
}

/** A phone's account: it signs in to us with `phone` as user name and the secret behind `digest`. */
export interface PhoneAccount {
  readonly phone: PhoneId;
  /** HA1 of RFC 7616 section 3.4.2: MD5 of user:realm:password, hexadecimal. The password itself is never kept. */
  readonly digest: string;
}

/** Agents' phones, known to the telephone system without files. */
export interface Phones {
  /** Makes the account known; safe to repeat, which is needed after the telephone system restarts. */
  put(account: PhoneAccount): Promise<void>;
  remove(phone: PhoneId): Promise<Done>;
}

/** A trunk as the telephone system reaches it: an address, and an account where the other side wants one. */
export interface TrunkLine {
  readonly trunk: TrunkName;
  readonly host: string;
  readonly port: number;
  readonly account: { readonly user: string; readonly password: string } | null;
}

/** Trunks by which calls leave, known to the telephone system without files. */
export interface Trunks {
  /** Makes the trunk known; safe to repeat, which is needed after the telephone system restarts. */
  put(line: TrunkLine): Promise<void>;
  remove(trunk: TrunkName): Promise<Done>;
}

/** A leg that exists in the telephone system now. */
export interface LegSeen {
  readonly leg: LegId;
  readonly direction: 'inbound' | 'outbound';
  readonly state: 'ringing' | 'up';
  readonly caller: string | null;
  readonly called: string;
}

/** What the telephone system holds for us, asked after each (re)connection. */
export interface Survey {
  readonly at: Instant;
  readonly legs: readonly LegSeen[];
  readonly rooms: readonly { readonly room: RoomId; readonly legs: readonly LegId[] }[];
}

/** The connection to the telephone system as a whole. */
export interface Supervision {
  /** What is there now. Rejects with TelephonyFault while the connection is down. */
  survey(): Promise<Survey>;
  /** Which of these prompts are still playing. */
  playing(prompts: readonly PromptId[]): Promise<ReadonlySet<PromptId>>;
}

/** A call that found no controller: the telephone system played the fallback and noted it. */
export interface UnservedCall {
  readonly leg: LegId;
  readonly caller: string | null;
  readonly called: string;
  readonly beganAt: Instant;
  readonly endedAt: Instant;
  /** After this note. */
  readonly place: NotesPlace;
}

/** A place in the notes of calls; whoever reads keeps it and gives it back as it is. */
export interface NotesPlace {
  readonly file: string;
  readonly offset: number;
  /** The latest end of an unserved call read so far. */
  readonly endedAt: Instant;
}

export interface UnservedRead {
  /** In the order of their notes. */
  readonly calls: readonly UnservedCall[];
  /** Where to read on; null while there are no notes. */
  readonly place: NotesPlace | null;
  readonly rest: 'none' | 'more';
  /** Notes that could not be understood. */
  readonly strangeCount: number;
}

/** What the telephone system noted while nobody listened. */
export interface UnservedCalls {
  /** Those noted after a place (null: from the beginning), a piece at a time. Rejects with the system's error. */
  read(after: NotesPlace | null): Promise<UnservedRead>;
}

/** Who watches phones, trunks and refusals; what it sees arrives as facts (TelephonyFact). Calls do not depend on it. */
export interface TrunkWatch {
  /** Begins and returns at once; it connects again by itself. */
  open(): void;
  /** `away`: changes that happen now are not seen. */
  state(): 'watching' | 'away';
  /** How often what happened, since the start; the names are few and fixed. For metrics. */
  counts(): readonly { readonly what: string; readonly detail: string; readonly count: number }[];
  close(): void;
}

/** What the adapter tells the composition root. `connected` comes before the first event of each connection. */
export type TelephonyNotice =
  | { readonly kind: 'connected' }
  | { readonly kind: 'disconnected'; readonly why: string }
  | { readonly kind: 'event'; readonly event: CallEvent };

/** The telephone system did not do what it was asked. `retryable`: nothing is known to have happened. */
export class TelephonyFault extends Error {
  readonly code: 'unreachable' | 'timeout' | 'refused';
  readonly retryable: boolean;

  constructor(code: TelephonyFault['code'], message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
    this.retryable = code === 'unreachable';
  }
}
