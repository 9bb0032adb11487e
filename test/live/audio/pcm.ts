// The one audio format of telephone tests: 8 kHz, one channel, 16-bit samples. Not here: codings and files.

/** Samples per second. */
export const sampleRateHz = 8000;

/** Samples in one packet of 20 ms. */
export const frameSamples = 160;

/** How long one packet sounds, in milliseconds. */
export const frameMs = 20;

/** How many samples last `ms`. */
export const samplesIn = (ms: number): number => Math.round((ms * sampleRateHz) / 1000);

/** Root mean square of the samples against full scale, 0 to 1; 0 for none. */
export function levelRatioOf(samples: Int16Array): number {
  if (samples.length === 0) return 0;
  let energy = 0;
  for (const sample of samples) energy += sample * sample;
  return Math.sqrt(energy / samples.length) / 32768;
}

/** The parts one after the other. */
export function joinSamples(parts: readonly Int16Array[]): Int16Array {
  const joined = new Int16Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}
