// Session descriptions (RFC 4566) for one audio stream: what we offer, what they said, what both can do.

import { frameMs } from '../audio/pcm.ts';
import { payloadTypes } from './media-protocol.ts';
import type { RtpTarget } from './media-protocol.ts';
import type { Codec, NetAddress } from './phone-types.ts';

/** The payload type under which we announce telephone events (RFC 4733), as most telephones do. */
export const ourKeyPayloadType = 101;

/** Which way sound flows, seen from the one who wrote it. */
export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

export interface AudioDescription {
  readonly address: NetAddress;
  readonly codecs: readonly Codec[];
  readonly keyPayloadType: number | null;
  readonly direction: Direction;
}

/** What we bring into every description of one call. */
export type OurAudio = Omit<AudioDescription, 'direction'>;

/** `version` counts the descriptions of one call, from 1. */
export function printSdp(audio: AudioDescription, version: number): string {
  const formats = [
    ...audio.codecs.map((codec) => ({ type: payloadTypes[codec], name: `${codec}/8000` })),
    ...(audio.keyPayloadType === null ? [] : [{ type: audio.keyPayloadType, name: 'telephone-event/8000' }]),
  ];
  const lines = [
    'v=0',
    `o=phone ${audio.address.port} ${version} IN IP4 ${audio.address.host}`,
    's=phone',
    `c=IN IP4 ${audio.address.host}`,
    't=0 0',
    `m=audio ${audio.address.port} RTP/AVP ${formats.map(({ type }) => type).join(' ')}`,
    ...formats.map(({ type, name }) => `a=rtpmap:${type} ${name}`),
    ...(audio.keyPayloadType === null ? [] : [`a=fmtp:${audio.keyPayloadType} 0-16`]),
    `a=ptime:${frameMs}`,
    `a=${audio.direction}`,
  ];
  return `${lines.join('\r\n')}\r\n`;
}

/** The first audio stream of a description, or null when it has none that we could send to. */
export function parseSdp(text: string): AudioDescription | null {
  const lines = text.split(/\r?\n/);
  const start = lines.findIndex((line) => line.startsWith('m=audio '));
  if (start < 0) return null;
  const next = lines.findIndex((line, index) => index > start && line.startsWith('m='));
  const own = lines.slice(start, next < 0 ? undefined : next);
  const [, port = '0', , ...formats] = (own[0] ?? '').split(' ');
  const common = lines.slice(
    0,
    lines.findIndex((line) => line.startsWith('m=')),
  );
  const host = hostIn(own) ?? hostIn(common);
  if (host === undefined || port === '0') return null;
  const types = formats.map(Number);
  return {
    address: { host, port: Number(port) },
    codecs: types.flatMap((type) => codecOf(type)),
    keyPayloadType: types.find((type) => own.some((line) => isKeyMap(line, type))) ?? null,
    direction: directionIn(own) ?? directionIn(common) ?? 'sendrecv',
  };
}

/** What we send after reading their description: the first of their codings that is ours too; null when none is. */
export function targetFrom(theirs: AudioDescription, ours: readonly Codec[]): RtpTarget | null {
  const codec = theirs.codecs.find((one) => ours.includes(one));
  return codec === undefined ? null : { to: theirs.address, codec, keyPayloadType: theirs.keyPayloadType };
}

/** Everything that we can do. */
export const offer = (audio: OurAudio): AudioDescription => ({ ...audio, direction: 'sendrecv' });

/** What we can do of what they offered, under their numbers. */
export const answerTo = (theirs: AudioDescription, audio: OurAudio): AudioDescription => ({
  address: audio.address,
  codecs: theirs.codecs.filter((codec) => audio.codecs.includes(codec)).slice(0, 1),
  keyPayloadType: audio.keyPayloadType === null ? null : theirs.keyPayloadType,
  direction: answeringDirection(theirs.direction),
});

/** The direction that answers theirs. */
function answeringDirection(theirs: Direction): Direction {
  if (theirs === 'sendonly') return 'recvonly';
  return theirs === 'recvonly' ? 'sendonly' : theirs;
}

const hostIn = (lines: readonly string[]): string | undefined =>
  lines.map((line) => /^c=IN IP4 ([\d.]+)/.exec(line)?.[1]).find((host) => host !== undefined);

function codecOf(type: number): readonly Codec[] {
  if (type === payloadTypes.PCMA) return ['PCMA'];
  return type === payloadTypes.PCMU ? ['PCMU'] : [];
}

const isKeyMap = (line: string, type: number): boolean =>
  line.toLowerCase().startsWith(`a=rtpmap:${type} telephone-event/8000`);

const directions: readonly Direction[] = ['sendrecv', 'sendonly', 'recvonly', 'inactive'];

const directionIn = (lines: readonly string[]): Direction | undefined =>
  directions.find((direction) => lines.includes(`a=${direction}`));
