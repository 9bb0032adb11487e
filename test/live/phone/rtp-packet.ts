// RTP packets and RFC 4733 telephone events as bytes. Not here: pacing, statistics, what the payload sounds like.

/** The fields of an RTP packet that we use. */
export interface RtpPacket {
  readonly payloadType: number;
  readonly marker: boolean;
  readonly seq: number;
  readonly timestamp: number;
  readonly ssrc: number;
  readonly payload: Uint8Array;
}

const headerBytes = 12;

export function printRtp(packet: RtpPacket): Buffer {
  const bytes = Buffer.alloc(headerBytes + packet.payload.length);
  bytes[0] = 0x80;
  bytes[1] = (packet.marker ? 0x80 : 0) | packet.payloadType;
  bytes.writeUInt16BE(packet.seq & 0xffff, 2);
  bytes.writeUInt32BE(packet.timestamp >>> 0, 4);
  bytes.writeUInt32BE(packet.ssrc >>> 0, 8);
  bytes.set(packet.payload, headerBytes);
  return bytes;
}

/** The packet, or null for what is not RTP: another version, RTCP (types 192 to 223), cut off. */
export function parseRtp(bytes: Buffer): RtpPacket | null {
  if (bytes.length < headerBytes) return null;
  const first = bytes.readUInt8(0);
  const second = bytes.readUInt8(1);
  if (first >> 6 !== 2 || (second >= 192 && second <= 223)) return null;
  const start = payloadStart(bytes, first);
  const end = bytes.length - ((first & 0x20) !== 0 ? bytes.readUInt8(bytes.length - 1) : 0);
  if (start > end) return null;
  return {
    payloadType: second & 0x7f,
    marker: (second & 0x80) !== 0,
    seq: bytes.readUInt16BE(2),
    timestamp: bytes.readUInt32BE(4),
    ssrc: bytes.readUInt32BE(8),
    payload: new Uint8Array(bytes.subarray(start, end)),
  };
}

function payloadStart(bytes: Buffer, first: number): number {
  const afterSources = headerBytes + (first & 0x0f) * 4;
  if ((first & 0x10) === 0 || bytes.length < afterSources + 4) return afterSources;
  return afterSources + 4 + bytes.readUInt16BE(afterSources + 2) * 4;
}

/** A key as a telephone event; `duration` counts samples since its start. */
export interface KeyEvent {
  readonly key: string;
  readonly end: boolean;
  readonly duration: number;
}

/** The keys by their event code. */
const keys = '0123456789*#ABCD';

/** The volume that is announced with a key: -10 dBm0, what telephones send. */
const keyVolume = 10;

export function printKeyEvent(event: KeyEvent): Uint8Array {
  const duration = Math.min(event.duration, 0xffff);
  return Uint8Array.of(keys.indexOf(event.key), (event.end ? 0x80 : 0) | keyVolume, duration >> 8, duration & 0xff);
}

/** The event, or null for one that is no key (flash, tones of a modem) or too short. */
export function parseKeyEvent(payload: Uint8Array): KeyEvent | null {
  const [code, flags, high, low] = payload;
  if (code === undefined || flags === undefined || high === undefined || low === undefined) return null;
  const key = keys[code];
  return key === undefined ? null : { key, end: (flags & 0x80) !== 0, duration: high * 256 + low };
}
