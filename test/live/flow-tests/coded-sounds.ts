// The sounds of flow tests on real calls: what a flow says becomes numbers in tones, and what the caller hears becomes text again.
// Not here: the tones (codes.ts), when a prompt begins and ends.

import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sound } from '../../../src/call/ports.ts';
import type { PromptPart } from '../../../src/ivr/index.ts';
import { msPerCharacter } from '../../../src/sim/flows/running-flow.ts';
import { silentSamples, toneSamples, toWav } from '../audio/index.ts';
import { codeCount, codeSamples } from './codes.ts';

/** Where files are made and as what the telephone system knows the place. */
export interface SoundPlace {
  readonly directory: string;
  readonly seenAs: string;
}

/** What one sound of a prompt says. */
export interface CodedPart {
  readonly number: number;
  readonly text: string;
}

/** How long somebody is taken to need for these words, on the test's clock. */
export const spokenMs = (text: string): number => text.length * msPerCharacter;

/** The sounds of one call: every piece that is said has another number, so that an echo is not taken for the thing itself. */
export class CodedSounds {
  readonly #place: SoundPlace;
  readonly #parts = new WeakMap<Sound, CodedPart>();
  #count = 0;

  constructor(place: SoundPlace) {
    this.#place = place;
  }

  /** One sound for each piece; a piece without words has none. */
  readonly make = (parts: readonly PromptPart[]): Promise<readonly Sound[]> =>
    Promise.resolve(parts.filter(({ text }) => text !== '').map((part) => this.#soundOf(part)));

  /** What a sound of ours says; null: it is another's. */
  partOf(sound: object): CodedPart | null {
    return 'sound' in sound ? (this.#parts.get(sound as Sound) ?? null) : null;
  }

  #soundOf({ text }: PromptPart): Sound {
    const number = this.#count % codeCount;
    this.#count += 1;
    const file = soundFile(this.#place, `flow-test-${number}`, () => codeSamples(number));
    const sound = { ...file, lengthMs: spokenMs(text) };
    this.#parts.set(sound, { number, text });
    return sound;
  }
}

const beepMs = 100;
const comfortMs = 1_000;

/** What is heard before a message is recorded. */
export const beepIn = (place: SoundPlace): Sound =>
  soundFile(place, 'flow-test-beep', () => toneSamples(440, beepMs), beepMs);

/** What is heard while a request is under way. */
export const comfortIn = (place: SoundPlace): Sound =>
  soundFile(place, 'flow-test-comfort', () => silentSamples(comfortMs), comfortMs);

function soundFile({ directory, seenAs }: SoundPlace, name: string, samples: () => Int16Array, lengthMs = 0): Sound {
  const file = join(directory, `${name}.wav`);
  if (!existsSync(file)) {
    writeFileSync(file, toWav(samples()));
    chmodSync(file, 0o644);
  }
  return { sound: `${seenAs}/${name}`, lengthMs };
}
