// What a phone says: a description that can be handed to the media thread, and its samples frame by frame.
// Not here: encoding, packets, and when a frame leaves.

import { sampleRateHz } from '../audio/pcm.ts';

/** What a phone sends while its call is up; after `samples` played once comes silence. */
export type OutgoingSound =
  | { readonly kind: 'silence' }
  | { readonly kind: 'tone'; readonly frequencyHz: number; readonly levelRatio: number }
  | { readonly kind: 'samples'; readonly samples: Int16Array; readonly repeat: 'once' | 'forever' };

/** Packets of nothing: the line is open and nobody speaks. */
export const silence: OutgoingSound = { kind: 'silence' };

/** A sine that lasts until something else is chosen; `levelRatio` is its peak against full scale, 0 to 1. */
export const tone = (frequencyHz: number, levelRatio = 0.25): OutgoingSound => ({
  kind: 'tone',
  frequencyHz,
  levelRatio,
});

/** Given samples (8 kHz, 16 bit): speech, or a sequence of tones made by `toneSequence`. */
export const samples = (given: Int16Array, repeat: 'once' | 'forever' = 'once'): OutgoingSound => ({
  kind: 'samples',
  samples: given,
  repeat,
});

/** The `count` samples of `sound` that begin `from` samples after it was chosen. */
export function soundFrame(sound: OutgoingSound, from: number, count: number): Int16Array {
  const frame = new Int16Array(count);
  switch (sound.kind) {
    case 'silence':
      return frame;
    case 'tone':
      return frame.map((_, index) => toneSample(sound.frequencyHz, sound.levelRatio, from + index));
    case 'samples':
      return frame.map((_, index) => storedSample(sound, from + index));
  }
}

const toneSample = (frequencyHz: number, levelRatio: number, position: number): number =>
  Math.round(32767 * levelRatio * Math.sin((2 * Math.PI * frequencyHz * position) / sampleRateHz));

function storedSample(sound: Extract<OutgoingSound, { kind: 'samples' }>, position: number): number {
  const index = sound.repeat === 'forever' ? position % sound.samples.length : position;
  return sound.samples[index] ?? 0;
}
