// Which of Asterisk's events the driver reads, and their way from raw text to typed value. Not here: what they mean.

import { DecodeFault, decoded } from './decode.ts';
import type { Decoder } from './decode.ts';
import * as events from './generated/events.generated.ts';

const heard = {
  ApplicationReplaced: events.decodeApplicationReplaced,
  ChannelDestroyed: events.decodeChannelDestroyed,
  ChannelDtmfReceived: events.decodeChannelDtmfReceived,
  ChannelHangupRequest: events.decodeChannelHangupRequest,
  ChannelStateChange: events.decodeChannelStateChange,
  Dial: events.decodeDial,
  PlaybackFinished: events.decodePlaybackFinished,
  RecordingFailed: events.decodeRecordingFailed,
  RecordingFinished: events.decodeRecordingFinished,
  RecordingStarted: events.decodeRecordingStarted,
  StasisEnd: events.decodeStasisEnd,
  StasisStart: events.decodeStasisStart,
} as const;

/** An event that the driver reads. */
export type HeardEvent = ReturnType<(typeof heard)[keyof typeof heard]>;

const decoders: ReadonlyMap<string, Decoder<HeardEvent>> = new Map(Object.entries(heard));
const described: ReadonlySet<string> = new Set(Object.keys(events.eventDecoders));

/** The described events that nobody here reads: Asterisk is asked not to send them. */
export const unheardTypes: readonly string[] = [...described].filter((type) => !decoders.has(type)).sort();

/** What a message turned out to be; `unknown` is a type that the description does not have. */
export type Heard =
  | { readonly kind: 'event'; readonly event: HeardEvent }
  | { readonly kind: 'ignored' | 'unknown'; readonly type: string }
  | { readonly kind: 'faulty'; readonly type: string; readonly fault: DecodeFault };

/** The names of all described events. */
export const describedTypes: readonly string[] = [...described];

/** Reads one message of the event connection. Never throws: what cannot be read is a value too. */
export function readEvent(json: unknown): Heard {
  const type = typeOf(json);
  if (type === null) return { kind: 'faulty', type: '', fault: new DecodeFault('type', 'a text', undefined) };
  const decoder = decoders.get(type);
  if (decoder === undefined) return { kind: described.has(type) ? 'ignored' : 'unknown', type };
  const result = decoded(decoder, json);
  return result.kind === 'ok'
    ? { kind: 'event', event: result.value }
    : { kind: 'faulty', type, fault: result.failure };
}

const typeOf = (json: unknown): string | null =>
  typeof json === 'object' && json !== null && 'type' in json && typeof json.type === 'string' ? json.type : null;
