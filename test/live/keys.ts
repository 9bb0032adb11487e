// Telephone keys in sound: making the two tones of a key, and finding them in a recording (ITU-T Q.23). Not here: keys as
// events, which phones send beside the sound.

import { frameSamples, joinSamples, levelRatioOf, silentSamples, toneAt, toneSamples } from './audio/index.ts';

const low = [697, 770, 852, 941] as const;
const high = [1209, 1336, 1477, 1633] as const;
const rows = ['123A', '456B', '789C', '*0#D'] as const;

/** The sound of keys pressed one after the other, 120 ms each. */
export const keySound = (keys: string): Int16Array =>
  joinSamples(Array.from(keys).flatMap((key) => [soundOf(key), silentSamples(80)]));

function soundOf(key: string): Int16Array {
  const row = rows.findIndex((keys) => keys.includes(key));
  const column = rows[row]?.indexOf(key) ?? 0;
  const one = toneSamples(low[row] ?? 0, 120, 0.2);
  const other = toneSamples(high[column] ?? 0, 120, 0.2);
  return one.map((sample, index) => sample + (other[index] ?? 0));
}

/** The keys heard, each of two frames at least in which its two tones hold most of the sound. */
export function keysIn(samples: Int16Array): string {
  const frames: string[] = [];
  for (let at = 0; at + frameSamples <= samples.length; at += frameSamples)
    frames.push(keyIn(samples.subarray(at, at + frameSamples)));
  return frames.filter((key, index) => key !== '' && key === frames[index + 1] && key !== frames[index - 1]).join('');
}

function keyIn(frame: Int16Array): string {
  if (levelRatioOf(frame) < 0.01) return '';
  const share = (frequencyHz: number): number => toneAt(frame, frequencyHz).shareRatio;
  const row = low.findIndex((one) => share(one) > 0.25);
  const column = high.findIndex((one) => share(one) > 0.25);
  return row < 0 || column < 0 ? '' : (rows[row]?.[column] ?? '');
}
