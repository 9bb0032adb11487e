// Reads what a WAV file says of itself (RIFF, Microsoft's Multimedia Programming Interface 1.0). Not here: its samples.

import { open } from 'node:fs/promises';

export type WavInfo =
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly why: string }
  | {
      readonly kind: 'wav';
      readonly sampleRateHz: number;
      readonly channelCount: number;
      readonly bitsPerSample: number;
      readonly lengthMs: number;
    };

/** How far into a file its header may reach: some editors put kilobytes of titles before the sound. */
const headerBytesMax = 65_536;
const pcm = 1;
const extensible = 0xfffe;

/** What there is at `path`. */
export async function wavInfo(path: string): Promise<WavInfo> {
  try {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(headerBytesMax, size)), { position: 0 });
      return readHeader(buffer.subarray(0, bytesRead), size);
    } finally {
      await file.close();
    }
  } catch (fault) {
    const code = fault instanceof Error && 'code' in fault ? String(fault.code) : '';
    if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing' };
    return { kind: 'unreadable', why: code === '' ? 'it is no sound file' : code };
  }
}

interface Chunk {
  readonly name: string;
  readonly at: number;
  readonly length: number;
}

/** What the header of a WAV of `size` bytes says. A length that goes beyond the file is cut to it: streams do not know theirs. */
export function readHeader(bytes: Buffer, size: number): WavInfo {
  const isWav =
    bytes.length >= 12 && bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WAVE';
  if (!isWav) return { kind: 'unreadable', why: 'it is no WAV file' };
  const chunks = chunksOf(bytes);
  const format = chunks.find(({ name }) => name === 'fmt ');
  const data = chunks.find(({ name }) => name === 'data');
  if (format === undefined || data === undefined || format.at + 16 > bytes.length) {
    return { kind: 'unreadable', why: 'it has no sound in it' };
  }
  const encoding = bytes.readUInt16LE(format.at);
  if (encoding !== pcm && encoding !== extensible) return { kind: 'unreadable', why: 'it is compressed' };
  const bytesPerSecond = bytes.readUInt32LE(format.at + 8);
  const dataBytes = Math.max(0, Math.min(data.length, size - data.at));
  return {
    kind: 'wav',
    channelCount: bytes.readUInt16LE(format.at + 2),
    sampleRateHz: bytes.readUInt32LE(format.at + 4),
    bitsPerSample: bytes.readUInt16LE(format.at + 14),
    lengthMs: bytesPerSecond === 0 ? 0 : Math.round((dataBytes / bytesPerSecond) * 1000),
  };
}

function chunksOf(bytes: Buffer): readonly Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = 12; at + 8 <= bytes.length;) {
    const length = bytes.readUInt32LE(at + 4);
    chunks.push({ name: bytes.toString('latin1', at, at + 4), at: at + 8, length });
    // Chunks stand at even places.
    at += 8 + length + (length % 2);
  }
  return chunks;
}
