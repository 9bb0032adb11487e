// One WAV file out of what was recorded: pieces one after the other, the two sides of a piece as two channels. Pure; in blocks,
// so that a long recording does not hold up calls. Not here: reading and writing.

import type { RecordedSound } from '../call/index.ts';

/** A file that can be written. */
export interface Assembled {
  readonly channelCount: 1 | 2;
  readonly lengthMs: number;
  readonly soundMs: number;
  readonly state: 'whole' | 'truncated';
  readonly blocks: () => Iterable<Uint8Array>;
}

/** Samples of one channel in a block. */
const blockLength = 32_768;
const headerBytes = 44;

/** The file; null when nothing of it is there. A side that is missing or shorter is silent for the rest of its piece. */
export function assemble(pieces: readonly (readonly (RecordedSound | null)[])[]): Assembled | null {
  const sounds = pieces.flat().filter((one) => one !== null);
  const rateHz = sounds[0]?.rateHz;
  const sampleCount = pieces.reduce((sum, piece) => sum + lengthOf(piece), 0);
  if (rateHz === undefined || sampleCount === 0) return null;
  const channelCount = pieces.some(({ length }) => length > 1) ? 2 : 1;
  const isWhole = sounds.length === pieces.flat().length && sounds.every(({ ending }) => ending === 'whole');
  return {
    channelCount,
    lengthMs: Math.round((sampleCount * 1_000) / rateHz),
    soundMs: sounds.reduce((sum, { soundMs }) => sum + soundMs, 0),
    state: isWhole ? 'whole' : 'truncated',
    blocks: function* () {
      yield header({ rateHz, channelCount, sampleCount });
      for (const piece of pieces) yield* blocksOf(piece, channelCount);
    },
  };
}

const lengthOf = (piece: readonly (RecordedSound | null)[]): number =>
  Math.max(0, ...piece.map((side) => side?.samples.length ?? 0));

function* blocksOf(piece: readonly (RecordedSound | null)[], channelCount: number): Generator<Uint8Array> {
  const length = lengthOf(piece);
  for (let from = 0; from < length; from += blockLength) {
    const count = Math.min(blockLength, length - from);
    const block = new Int16Array(count * channelCount);
    for (const [channel, side] of piece.entries()) {
      const samples = side?.samples.subarray(from, from + count) ?? [];
      for (let index = 0; index < samples.length; index += 1) {
        block[index * channelCount + channel] = samples[index] ?? 0;
      }
    }
    yield new Uint8Array(block.buffer);
  }
}

interface Form {
  readonly rateHz: number;
  readonly channelCount: number;
  readonly sampleCount: number;
}

function header({ rateHz, channelCount, sampleCount }: Form): Uint8Array {
  const bytes = new Uint8Array(headerBytes);
  const view = new DataView(bytes.buffer);
  const dataBytes = sampleCount * channelCount * 2;
  bytes.set(new TextEncoder().encode('RIFF....WAVEfmt '), 0);
  view.setUint32(4, headerBytes - 8 + dataBytes, true);
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, channelCount, true);
  view.setUint32(24, rateHz, true);
  view.setUint32(28, rateHz * channelCount * 2, true);
  view.setUint16(32, channelCount * 2, true);
  view.setUint16(34, 16, true);
  bytes.set(new TextEncoder().encode('data'), 36);
  view.setUint32(40, dataBytes, true);
  return bytes;
}
