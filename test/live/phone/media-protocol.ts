// What the phone and its media thread tell each other. Plain data only: it crosses threads by structured clone.
// Instants here are of the monotonic clock that all threads share; media.ts turns them into `performance.now()`.

import type { OutgoingSound } from './outgoing-sound.ts';
import type { Codec, NetAddress } from './phone-types.ts';

export type StreamId = number;

/** Where a stream sends to and how; `keyPayloadType` null: no telephone events were agreed. */
export interface RtpTarget {
  readonly to: NetAddress;
  readonly codec: Codec;
  readonly keyPayloadType: number | null;
}

/** Which keys to press, and for how long each. */
export interface KeyPresses {
  readonly digits: string;
  readonly toneMs: number;
  readonly gapMs: number;
}

export type MediaCommand =
  | { readonly kind: 'open'; readonly stream: StreamId; readonly host: string }
  | { readonly kind: 'target'; readonly stream: StreamId; readonly target: RtpTarget }
  | { readonly kind: 'say'; readonly stream: StreamId; readonly sound: OutgoingSound }
  | { readonly kind: 'sending'; readonly stream: StreamId; readonly sending: 'on' | 'paused' }
  | { readonly kind: 'press'; readonly stream: StreamId; readonly press: number; readonly keys: KeyPresses }
  | { readonly kind: 'close'; readonly stream: StreamId };

/** A packet as it was read. */
export interface ArrivedPacket {
  readonly arrivedAt: number;
  readonly payloadType: number;
  readonly seq: number;
  readonly timestamp: number;
  readonly ssrc: number;
  readonly payload: Uint8Array;
}

/** The media thread did nothing between these instants, so it may have read packets late by as much. */
export interface Stall {
  readonly from: number;
  readonly to: number;
}

/** When a key's first and first end packet left. */
export interface PressedKey {
  readonly digit: string;
  readonly beganAt: number;
  readonly endedAt: number;
}

export type MediaReport =
  | { readonly kind: 'opened'; readonly stream: StreamId; readonly port: number }
  | { readonly kind: 'closed'; readonly stream: StreamId }
  | { readonly kind: 'failed'; readonly stream: StreamId; readonly what: string }
  | {
      readonly kind: 'pressed';
      readonly stream: StreamId;
      readonly press: number;
      readonly keys: readonly PressedKey[];
    }
  | {
      readonly kind: 'arrived';
      readonly observedUntil: number;
      readonly stalls: readonly Stall[];
      readonly streams: readonly { readonly stream: StreamId; readonly packets: readonly ArrivedPacket[] }[];
    };

/** The clock that threads share, in milliseconds. */
export const sharedNow = (): number => Number(process.hrtime.bigint()) / 1e6;

/** The RTP payload types of the audio codings (RFC 3551). */
export const payloadTypes: Readonly<Record<Codec, number>> = { PCMU: 0, PCMA: 8 };
