// Finding known tones in what was received: who speaks, which prompt plays, and from when to when.
// Not here: recognising unknown sounds. Candidates must lie at least 75 Hz apart.

import { frameMs, frameSamples, levelRatioOf, sampleRateHz } from './pcm.ts';

/** A tone that speech does not imitate lasts at least this long: 80 to 300 ms of false tones were seen in speech. */
export const toneMinMs = 400;

/** A tone is interrupted, not ended, while it is away no longer than this: two lost packets. */
export const toneBreakMs = 60;

/** The part of a frame's energy that the tone must hold for the frame to be the tone's. */
const shareMin = 0.5;

/** How many times stronger than any other candidate the tone must be, by energy. */
const dominanceMin = 4;

/** Frames more quiet than this (about -46 dB) hold no tone. */
const levelMin = 0.005;

/** A last packet is the tone's when it holds this part of the tone's amplitude: a quarter of a frame. */
const tailRatio = 0.25;

/** One stretch of a candidate tone. For samples: their position; for packets: when the first and the last one arrived. */
export interface ToneRun {
  readonly frequencyHz: number;
  readonly fromMs: number;
  readonly toMs: number;
  /** How much of the tone there was, breaks left out. */
  readonly lengthMs: number;
}

/** A frame of sound: when it came, and where it stands on the clock of which sender. */
export interface Frame {
  readonly source: number;
  readonly atMs: number;
  readonly mediaMs: number;
  readonly samples: Int16Array;
}

export interface ToneOptions {
  /** The shortest run that counts; 400 ms by default. */
  readonly minMs?: number;
}

/** Every run of a candidate in the samples, in order; `toMs` is where its last frame ends. */
export function findTones(
  samples: Int16Array,
  candidatesHz: readonly number[],
  options: ToneOptions = {},
): readonly ToneRun[] {
  const frames: Frame[] = [];
  for (let offset = 0; offset + frameSamples <= samples.length; offset += frameSamples) {
    const atMs = (offset * 1000) / sampleRateHz;
    frames.push({ source: 0, atMs, mediaMs: atMs, samples: samples.subarray(offset, offset + frameSamples) });
  }
  return toneRuns(frames, candidatesHz, options).map((run) => ({ ...run, toMs: run.toMs + frameMs }));
}

/** The same on frames as they arrived; `toMs` is the arrival of the last frame that contains the tone. */
export function toneRuns(
  frames: readonly Frame[],
  candidatesHz: readonly number[],
  options: ToneOptions = {},
): readonly ToneRun[] {
  const followers = candidatesHz.map((frequencyHz) => new ToneFollower(frequencyHz, candidatesHz));
  for (const frame of frames) for (const follower of followers) follower.take(frame);
  return followers
    .flatMap((follower) => follower.runs(options.minMs ?? toneMinMs))
    .sort((one, other) => one.fromMs - other.fromMs);
}

/** Whether the frame is the tone's own: loud enough, most of the energy, and well above every other candidate. */
export function holdsTone(samples: Int16Array, frequencyHz: number, candidatesHz: readonly number[] = []): boolean {
  if (levelRatioOf(samples) < levelMin) return false;
  const share = toneAt(samples, frequencyHz).shareRatio;
  if (share < shareMin) return false;
  return candidatesHz.every(
    (other) => other === frequencyHz || toneAt(samples, other).shareRatio * dominanceMin <= share,
  );
}

/**
 * How much of one frequency the samples hold (Goertzel): its peak against full scale and its share of all energy,
 * both 0 to 1. Resolution is 8000 / length: 50 Hz for one packet.
 */
export function toneAt(
  samples: Int16Array,
  frequencyHz: number,
): { readonly amplitudeRatio: number; readonly shareRatio: number } {
  const turn = 2 * Math.cos((2 * Math.PI * frequencyHz) / sampleRateHz);
  let last = 0;
  let before = 0;
  let energy = 0;
  for (const sample of samples) {
    const now = sample + turn * last - before;
    before = last;
    last = now;
    energy += sample * sample;
  }
  const power = last * last + before * before - turn * last * before;
  if (energy === 0) return { amplitudeRatio: 0, shareRatio: 0 };
  const count = samples.length;
  return {
    amplitudeRatio: (2 * Math.sqrt(Math.max(0, power))) / count / 32768,
    shareRatio: Math.min(1, (2 * power) / (count * energy)),
  };
}

/** Follows one tone through frames that come one by one. */
export class ToneFollower {
  readonly #frequencyHz: number;
  readonly #candidatesHz: readonly number[];
  readonly #runs: Growing[] = [];
  #open: Growing | undefined;

  constructor(frequencyHz: number, candidatesHz: readonly number[] = []) {
    this.#frequencyHz = frequencyHz;
    this.#candidatesHz = candidatesHz;
  }

  take(frame: Frame): void {
    if (this.#open !== undefined && !follows(this.#open.last, frame)) this.#open = undefined;
    if (holdsTone(frame.samples, this.#frequencyHz, this.#candidatesHz)) {
      this.#open ??= this.#begin(frame);
      extend(this.#open, frame, this.#frequencyHz);
    } else if (this.#open !== undefined && isTail(this.#open, frame, this.#frequencyHz)) {
      this.#open.last = frame;
    }
  }

  /** The runs so far that last `minMs` at least, the one that still goes on included. */
  runs(minMs: number): readonly ToneRun[] {
    return this.#runs
      .filter((run) => run.lengthMs >= minMs)
      .map(({ first, last, lengthMs }) => ({
        frequencyHz: this.#frequencyHz,
        fromMs: first.atMs,
        toMs: last.atMs,
        lengthMs,
      }));
  }

  #begin(frame: Frame): Growing {
    const run: Growing = { first: frame, last: frame, lastFull: frame, lengthMs: 0, amplitudeSum: 0, count: 0 };
    this.#runs.push(run);
    return run;
  }
}

/** A run as it grows; its last frame is full of the tone, or is the one after that and holds its tail. */
interface Growing {
  readonly first: Frame;
  last: Frame;
  lastFull: Frame;
  lengthMs: number;
  amplitudeSum: number;
  count: number;
}

function extend(run: Growing, frame: Frame, frequencyHz: number): void {
  run.last = frame;
  run.lastFull = frame;
  run.lengthMs += (frame.samples.length * 1000) / sampleRateHz;
  run.amplitudeSum += toneAt(frame.samples, frequencyHz).amplitudeRatio;
  run.count += 1;
}

/** The frame right after a full one, with the tone's last quarter of a frame or more in it. */
const isTail = (run: Growing, frame: Frame, frequencyHz: number): boolean =>
  run.last === run.lastFull &&
  toneAt(frame.samples, frequencyHz).amplitudeRatio >= (run.amplitudeSum / run.count) * tailRatio;

/** By arrival or by the sender's clock: a stall of ours delays arrivals, a new source of sound restarts the clock. */
function follows(last: Frame, frame: Frame): boolean {
  const stepMaxMs = frameMs + toneBreakMs;
  if (frame.atMs - last.atMs <= stepMaxMs) return true;
  const mediaStepMs = frame.mediaMs - last.mediaMs;
  return frame.source === last.source && mediaStepMs >= 0 && mediaStepMs <= stepMaxMs;
}
