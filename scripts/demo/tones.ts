// Which of the parties' tones a recording holds: Goertzel's filter over short frames, asking for dominance and length,
// since speech alone holds any frequency for a moment. Not here: who should have heard whom (verdict.ts).

/** Samples from -1 to 1. */
export interface Recording {
  readonly rate: number;
  readonly samples: Float32Array;
}

/** A frame of 50 ms tells frequencies 20 Hz apart from each other. */
const frameMs = 50;
/** The share of a frame's energy that one frequency must hold: a pure tone has nearly all, speech seldom a third. */
const dominanceMin = 0.7;
/** A mean amplitude below this is silence or noise of the line. */
const loudnessMin = 0.01;
/** Speech was seen to give false tones of up to 300 ms. */
const lengthMsMin = 600;

/** The tones, out of `candidates` in Hz, that sound alone for at least 600 ms on end. */
export function tonesIn(recording: Recording, candidates: readonly number[]): readonly number[] {
  return candidates.filter((frequency) => longestMs(recording, frequency) >= lengthMsMin);
}

/** The longest stretch of milliseconds in which `frequency` dominates. */
export function longestMs({ rate, samples }: Recording, frequency: number): number {
  const frame = Math.round((rate * frameMs) / 1000);
  let longest = 0;
  let current = 0;
  for (let start = 0; start + frame <= samples.length; start += frame) {
    const share = dominance(samples.subarray(start, start + frame), frequency / rate);
    current = share >= dominanceMin ? current + frameMs : 0;
    longest = Math.max(longest, current);
  }
  return longest;
}

/** Decodes a WAV file of 16-bit samples in one channel; anything else is refused with an Error. */
export function readWav(bytes: Buffer): Recording {
  const rate = bytes.readUInt32LE(24);
  const plain =
    bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.readUInt16LE(22) === 1 && bytes.readUInt16LE(34) === 16;
  const header = bytes.indexOf('data', 12, 'latin1');
  if (!plain || header < 0) throw new Error('This is not a WAV file of 16-bit samples in one channel.');
  // The length in the header is only right once the file was closed; what is there counts.
  const count = Math.floor((bytes.length - header - 8) / 2);
  return {
    rate,
    samples: Float32Array.from({ length: count }, (_, index) => bytes.readInt16LE(header + 8 + 2 * index) / 32_768),
  };
}

/** The share of the frame's energy at `turns` (cycles per sample), from 0 to 1; 0 for silence. */
function dominance(frame: Float32Array, turns: number): number {
  const coefficient = 2 * Math.cos(2 * Math.PI * turns);
  let [before, last, energy] = [0, 0, 0];
  for (const sample of frame) {
    [before, last] = [last, sample + coefficient * last - before];
    energy += sample * sample;
  }
  if (Math.sqrt(energy / frame.length) < loudnessMin) return 0;
  const power = last * last + before * before - coefficient * last * before;
  return power / (energy * (frame.length / 2));
}
