// What a recorded WAV file holds (RIFF, PCM of 16 bits): how long it is, how much of it is sound, and whether its end was
// written properly. Pure. Not here: where the file comes from.

/** A recorded file of one channel. */
export interface RecordedSound {
  readonly samples: Int16Array;
  readonly rateHz: number;
  readonly lengthMs: number;
  /** How much of it is no silence. */
  readonly soundMs: number;
  /** `cut`: its header does not say what the file holds, since whoever wrote it died. */
  readonly ending: 'whole' | 'cut';
}

/** The piece of sound that is judged as one, in milliseconds. */
const pieceMs = 20;
/** The mean level of a sample from which on a piece is sound; telephone systems take the same for silence. */
const soundLevelMin = 256;
const pcm = 1;

/** The sound of a file; null when it is none that we can read. */
export function readRecorded(file: Uint8Array): RecordedSound | null {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const header = headerOf(view);
  if (header === null) return null;
  const { rateHz, dataAt, dataBytes } = header;
  const bytes = Math.min(dataBytes === 0 ? Infinity : dataBytes, file.byteLength - dataAt);
  // Samples of a WAV stand in memory as they do in the file: every processor that Node runs on is little-endian here.
  const from = file.byteOffset + dataAt;
  const samples = new Int16Array(file.buffer.slice(from, from + Math.floor(bytes / 2) * 2));
  const lengthMs = Math.round((samples.length * 1_000) / rateHz);
  const ending = dataBytes === bytes ? 'whole' : 'cut';
  return { samples, rateHz, lengthMs, soundMs: soundMsIn(samples, rateHz), ending };
}

interface Header {
  readonly rateHz: number;
  readonly dataAt: number;
  readonly dataBytes: number;
}

function headerOf(view: DataView): Header | null {
  if (view.byteLength < 12 || nameAt(view, 0) !== 'RIFF' || nameAt(view, 8) !== 'WAVE') return null;
  let rateHz = 0;
  for (let at = 12; at + 8 <= view.byteLength;) {
    const [name, length] = [nameAt(view, at), view.getUint32(at + 4, true)];
    if (name === 'data') return rateHz === 0 ? null : { rateHz, dataAt: at + 8, dataBytes: length };
    if (name === 'fmt ' && at + 24 <= view.byteLength) {
      const [coding, channelCount, bits] = [at + 8, at + 10, at + 22].map((place) => view.getUint16(place, true));
      if (coding !== pcm || channelCount !== 1 || bits !== 16) return null;
      rateHz = view.getUint32(at + 12, true);
    }
    // Chunks stand at even places.
    at += 8 + length + (length % 2);
  }
  return null;
}

const nameAt = (view: DataView, at: number): string =>
  String.fromCharCode(...[0, 1, 2, 3].map((index) => view.getUint8(at + index)));

function soundMsIn(samples: Int16Array, rateHz: number): number {
  const size = Math.max(1, Math.round((rateHz * pieceMs) / 1_000));
  let pieceCount = 0;
  for (let at = 0; at + size <= samples.length; at += size) {
    let sum = 0;
    for (let index = at; index < at + size; index += 1) sum += Math.abs(samples[index] ?? 0);
    if (sum / size >= soundLevelMin) pieceCount += 1;
  }
  return pieceCount * pieceMs;
}
