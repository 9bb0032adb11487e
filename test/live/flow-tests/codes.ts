// Numbers as sound: each piece of a prompt that a flow test plays on a real call is a short row of tones of its own, so that the
// caller's ear tells exactly which one was heard. Pure. Not here: files, and what a number stands for.

import { toneSequence } from '../audio/index.ts';

/** How many numbers there are. */
export const codeCount = 512;
/** Begins every number; heard nowhere else. */
const beginHz = 2600;
/** All multiples of 50 Hz, so that in a packet of 20 ms none has a share in another. */
const digitsHz = [700, 900, 1100, 1300, 1500, 1700, 1900, 2100, 2300] as const;
const digitCount = 3;
/** Three packets each: one may hold the end of the tone before. */
const toneMs = 60;
const pauseMs = 60;

/** How long a number sounds, in milliseconds. */
export const codeMs = toneMs * (digitCount + 1) + pauseMs;

/** The tones of a number from 0 up to `codeCount`. */
export const codeSamples = (number: number): Int16Array =>
  toneSequence([
    { frequencyHz: beginHz, ms: toneMs },
    ...tonesOf(number).map((index) => ({ frequencyHz: digitsHz[index] ?? 0, ms: toneMs })),
    { frequencyHz: null, ms: pauseMs },
  ]);

/** No tone follows itself: each octal digit says which of the other eight comes next. */
function tonesOf(number: number): readonly number[] {
  const tones: number[] = [];
  for (const digit of octal(number)) tones.push(((tones.at(-1) ?? -1) + 1 + digit) % digitsHz.length);
  return tones;
}

function octal(number: number): readonly number[] {
  return Array.from({ length: digitCount }, (_, place) => Math.floor(number / 8 ** (digitCount - 1 - place)) % 8);
}

/** Reads numbers from packets, one after the other. */
export class CodeReader {
  #tones: number[] | null = null;
  #strangeCount = 0;

  /** A packet of 20 ms; the number that it completes, or null. */
  take(samples: Int16Array): number | null {
    const tone = toneIn(samples);
    if (tone === null) return this.#pause();
    this.#strangeCount = 0;
    if (tone === 'begin') this.#tones = [];
    else if (this.#tones !== null && this.#tones.at(-1) !== tone) this.#tones.push(tone);
    if (this.#tones?.length !== digitCount) return null;
    const number = numberOf(this.#tones);
    this.#tones = null;
    return number;
  }

  /** Between two tones a packet may be neither; more of them mean that the rest will not come. */
  #pause(): null {
    this.#strangeCount += 1;
    if (this.#strangeCount > strangeMax) this.#tones = null;
    return null;
  }
}

const strangeMax = 2;

const numberOf = (tones: readonly number[]): number =>
  tones.reduce((sum, tone, place) => {
    const before = tones[place - 1] ?? -1;
    return sum * 8 + ((tone - before - 1 + digitsHz.length) % digitsHz.length);
  }, 0);

/** Of all that is in a packet, this much belongs to the one tone. */
const shareMin = 0.6;
/** About -46 dB. */
const energyMin = (0.005 * 32_768) ** 2;
const sampleRateHz = 8_000;

function toneIn(samples: Int16Array): number | 'begin' | null {
  let energy = 0;
  for (const sample of samples) energy += sample * sample;
  if (samples.length === 0 || energy / samples.length < energyMin) return null;
  const limit = shareMin * energy * samples.length;
  if (2 * powerAt(samples, beginHz) > limit) return 'begin';
  const found = digitsHz.findIndex((frequencyHz) => 2 * powerAt(samples, frequencyHz) > limit);
  return found < 0 ? null : found;
}

/** Goertzel's filter. */
function powerAt(samples: Int16Array, frequencyHz: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * frequencyHz) / sampleRateHz);
  let [last, before] = [0, 0];
  for (const sample of samples) {
    const now = sample + turn * last - before;
    before = last;
    last = now;
  }
  return last * last + before * before - turn * last * before;
}
