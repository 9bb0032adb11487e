// Making the tones that tests tell prompts and persons apart by. Not here: finding them.

import { joinSamples, sampleRateHz, samplesIn } from './pcm.ts';

/** The peak of a tone against full scale unless told otherwise: about -12 dB, well inside what G.711 keeps clean. */
export const defaultLevelRatio = 0.25;

/** A sine of `ms`; `levelRatio` is its peak against full scale, 0 to 1. */
export function toneSamples(frequencyHz: number, ms: number, levelRatio = defaultLevelRatio): Int16Array {
  const peak = 32767 * levelRatio;
  return new Int16Array(samplesIn(ms)).map((_, index) =>
    Math.round(peak * Math.sin((2 * Math.PI * frequencyHz * index) / sampleRateHz)),
  );
}

/** Nothing for `ms`. */
export const silentSamples = (ms: number): Int16Array => new Int16Array(samplesIn(ms));

/** One piece of a sequence; `frequencyHz` null is a pause. */
export interface TonePart {
  readonly frequencyHz: number | null;
  readonly ms: number;
}

/** Tones and pauses one after the other. */
export const toneSequence = (parts: readonly TonePart[], levelRatio = defaultLevelRatio): Int16Array =>
  joinSamples(
    parts.map(({ frequencyHz, ms }) =>
      frequencyHz === null ? silentSamples(ms) : toneSamples(frequencyHz, ms, levelRatio),
    ),
  );
