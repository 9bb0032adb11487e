// What a test phone promises to a test: the phone, its calls, and what a call hears. All instants (`...At`, `from`,
// `to`) are milliseconds of this process's `performance.now()`. Not here: how any of it is done.

import type { Digit } from '../../../src/call/index.ts';
import type { ToneRun } from '../audio/find-tones.ts';
import type { MediaSource } from './media.ts';
import type { OutgoingSound } from './outgoing-sound.ts';

/** Where a SIP or RTP packet goes to; `host` is an IPv4 address. */
export interface NetAddress {
  readonly host: string;
  readonly port: number;
}

/** The audio codings that a phone may speak. */
export type Codec = 'PCMA' | 'PCMU';

/** How a phone signals its keys. */
export type DigitMode = 'rfc4733' | 'info';

/** A bounded wait: it rejects with PhoneFault code `timeLimit` when `withinMs` has passed. */
export interface WaitLimit {
  readonly withinMs: number;
}

export interface PhoneOptions {
  /** The user part of the phone's own SIP address and, with `password`, the name it signs in with. */
  readonly user: string;
  readonly displayName?: string;
  /** The address that packets leave from and come to; 127.0.0.1 by default. Asterisk identifies a trunk by it. */
  readonly host?: string;
  /** The SIP port; any free one by default. */
  readonly port?: number;
  /** Where calls and registrations are sent; needed for `register` and to dial a bare number. */
  readonly server?: NetAddress;
  /** For digest authentication of REGISTER and INVITE. */
  readonly password?: string;
  /** In order of preference; PCMA then PCMU by default. */
  readonly codecs?: readonly Codec[];
  /** `rfc4733` by default. */
  readonly digits?: DigitMode;
  /** Sound that many phones share, closed by whoever made it; a thread of the phone's own by default. */
  readonly media?: MediaSource;
}

export interface DialOptions {
  /** What the caller says from the answer on; silence by default. */
  readonly sound?: OutgoingSound;
  /** The number shown to the called party; the phone's user by default. */
  readonly callerNumber?: string;
  readonly callerName?: string;
  /** Further header lines of the INVITE, by name. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A telephone made of sockets. Close it at the end of the test. */
export interface Phone {
  readonly user: string;
  readonly address: NetAddress;
  /** Sends an INVITE to a number at the server, or straight to a whole `sip:` address, and gives the call at once. */
  readonly dial: (target: string, options?: DialOptions) => Promise<PhoneCall>;
  /** The oldest incoming call that nobody took yet, or the next one. */
  readonly nextCall: (limit: WaitLimit) => Promise<PhoneCall>;
  /** From now on every incoming call goes to `handler` instead of `nextCall`; its faults come out of `close`. */
  readonly onCall: (handler: (call: PhoneCall) => void | Promise<void>) => void;
  /** Registers and keeps the registration fresh. Rejects with PhoneFault `refused` or `lost`. */
  readonly register: (options?: { readonly expiresSec?: number }) => Promise<void>;
  readonly unregister: () => Promise<void>;
  /** The latest SIP messages, oldest first, for debugging. */
  readonly messages: () => readonly SipRecord[];
  /** Hangs up what is up, unregisters, closes the sockets. Rejects with the fault of an `onCall` handler, if any. */
  readonly close: () => Promise<void>;
}

/** One SIP message as it went over the wire. */
export interface SipRecord {
  readonly at: number;
  readonly way: 'in' | 'out';
  readonly peer: NetAddress;
  readonly text: string;
}

export type CallState =
  | { readonly kind: 'dialling' }
  | { readonly kind: 'offered' }
  | { readonly kind: 'ringing' }
  | { readonly kind: 'up'; readonly since: number }
  | { readonly kind: 'ended'; readonly end: CallEnd };

/** How a call ended. `status` is SIP's (486 busy, 480 unavailable, 603 declined, 487 cancelled). */
export type CallEnd =
  | { readonly kind: 'hungUp'; readonly by: 'us' | 'them'; readonly at: number }
  | { readonly kind: 'refused'; readonly by: 'us' | 'them'; readonly status: number; readonly at: number }
  | { readonly kind: 'cancelled'; readonly by: 'us' | 'them'; readonly at: number }
  | { readonly kind: 'lost'; readonly what: string; readonly at: number };

/** A digit as it was sent: its first packet and its first end packet left at these instants. */
export interface SentDigit {
  readonly digit: Digit;
  readonly beganAt: number;
  readonly endedAt: number;
}

/** A digit that the other party pressed; `lengthMs` as announced by the sender. */
export interface ReceivedDigit {
  readonly digit: Digit;
  readonly by: DigitMode;
  readonly beganAt: number;
  readonly endedAt: number;
  readonly lengthMs: number;
}

/** One call of a phone, placed or received. */
export interface PhoneCall {
  readonly direction: 'placed' | 'received';
  /** The other party's number and name as signalled; of a placed call the dialled number. */
  readonly party: { readonly number: string; readonly name: string };
  /** The user part of the address that was called. */
  readonly called: string;
  readonly state: () => CallState;

  /** Resolves when the call is up; rejects with PhoneFault `ended` when it ends instead. */
  readonly answered: (limit: WaitLimit) => Promise<void>;
  /** Placed calls: resolves at 180 or 183, or when already up. */
  readonly ringing: (limit: WaitLimit) => Promise<void>;
  readonly ended: (limit: WaitLimit) => Promise<CallEnd>;

  /** Received calls: answers 180 (or 183, without sound), and leaves it at that until told otherwise. */
  readonly ring: (status?: 180 | 183) => void;
  /** Received calls: answers 183 and says `sound` before any answer. */
  readonly sound: (sound: OutgoingSound) => void;
  /** Received calls: answers 200 and says `sound` (silence by default). Resolves when the other side acknowledged. */
  readonly answer: (options?: { readonly sound?: OutgoingSound }) => Promise<void>;
  /** Received calls: refuses with 486, 480, 603 or another final status. */
  readonly decline: (status?: number) => void;
  /** Ends the call in whatever state: BYE, CANCEL or 480; resolves when it has ended. Harmless after the end. */
  readonly hangup: () => Promise<CallEnd>;

  /** Says something else from the next packet on. */
  readonly say: (sound: OutgoingSound) => void;
  /** Sends no packets at all until `resumeSending`: a hole, not silence. */
  readonly pauseSending: () => void;
  readonly resumeSending: () => void;
  /** Presses keys one after the other (`toneMs` 100, `gapMs` 100 by default); resolves after the last. */
  readonly press: (
    digits: string,
    options?: { readonly toneMs?: number; readonly gapMs?: number },
  ) => Promise<readonly SentDigit[]>;
  /** Asks the server to transfer the other party to a `sip:` address; resolves with the status of its answer. */
  readonly refer: (target: string, headers?: Readonly<Record<string, string>>) => Promise<number>;
  readonly digits: () => readonly ReceivedDigit[];
  /** Resolves with the digits once they are these, in this order, in full. */
  readonly receivesDigits: (digits: string, limit: WaitLimit) => Promise<readonly ReceivedDigit[]>;

  /** Everything that was received, for measuring afterwards. */
  readonly heard: Heard;
  /** Same as `heard.hears`, `heard.stopsHearing`, `heard.silentSince`. */
  readonly hears: Heard['hears'];
  readonly stopsHearing: Heard['stopsHearing'];
  readonly silentSince: Heard['silentSince'];
}

/** A span of time; `to` defaults to what has been observed so far, `from` to the opening of the call. */
export interface Window {
  readonly from?: number;
  readonly to?: number;
}

/** One RTP packet of audio. `arrivedAt` is when our thread read it: Node gives no kernel receive timestamps. */
export interface AudioPacket {
  readonly arrivedAt: number;
  readonly seq: number;
  readonly timestamp: number;
  readonly ssrc: number;
  readonly samples: Int16Array;
}

export interface StreamCounts {
  readonly received: number;
  /** Sequence numbers that never came. */
  readonly lost: number;
  /** Came after a later one. */
  readonly late: number;
  readonly repeated: number;
}

export interface GapOptions extends Window {
  /** Takes our own thread's stalls out of each gap. What is left is a lower bound; without it, an upper bound. */
  readonly discountOwnLag?: boolean;
  /** Counts only packets that contain this tone. */
  readonly toneHz?: number;
}

/** What one call received, with the instant of arrival of each packet. */
export interface Heard {
  /**
   * Resolves as soon as a tone was heard for `forMs` (400 by default, the shortest that speech does not imitate)
   * within what arrived since `from` (default: now). `beganAt` is the arrival of its first packet.
   */
  readonly hears: (
    frequencyHz: number,
    limit: WaitLimit & { readonly forMs?: number; readonly from?: number },
  ) => Promise<{ readonly beganAt: number }>;
  /**
   * Resolves when the tone has been away for `quietMs` (200 by default). `endedAt` is the arrival of the last packet
   * that contained it, 20 ms of sound each. Rejects at once when the tone was not heard in the second before.
   */
  readonly stopsHearing: (
    frequencyHz: number,
    limit: WaitLimit & { readonly quietMs?: number },
  ) => Promise<{ readonly endedAt: number }>;
  /** Since when nothing audible arrived; null while something was audible in the last 100 ms. */
  readonly silentSince: () => number | null;

  readonly packets: (window?: Window) => readonly AudioPacket[];
  /** The samples of the packets in order of arrival, holes closed up. */
  readonly samples: (window?: Window) => Int16Array;
  /** Every run of a candidate tone, by arrival; `minMs` is 400 by default. */
  readonly tones: (
    candidatesHz: readonly number[],
    options?: Window & { readonly minMs?: number },
  ) => readonly ToneRun[];
  /** The longest time without a packet, the edges of the window included, in milliseconds. */
  readonly longestGapMs: (options?: GapOptions) => number;
  readonly counts: (window?: Window) => StreamCounts;
  /** The longest stall of our own media thread in the window: above a few tens of ms, measure again. */
  readonly observerLagMs: (window?: Window) => number;
  /** Up to when arrivals are known here. */
  readonly observedUntil: () => number;
}
