// Sounds that were found on the disk a moment ago: under load every call plays the same few prompts, and asking the disk
// each time was the largest avoidable cost of a call. Not here: where sounds are kept (sound-cache.ts).

import type { Clock, Instant } from '../base/clock.ts';
import type { Sound } from '../call/ports.ts';
import type { PromptPart } from './ports.ts';

/** How long the disk's answer is believed: a recording that is exchanged is heard after this at the latest. */
export const believedMs = 1_000;
/** How many are remembered; the prompts of a large project. */
const rememberedMax = 2_000;

export class RecentSounds {
  readonly #clock: Clock;
  readonly #known = new Map<string, { readonly at: Instant; readonly sounds: readonly Sound[] }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The sounds of this part, or null when the disk has to be asked. */
  find(part: PromptPart): readonly Sound[] | null {
    const known = this.#known.get(keyOf(part));
    return known !== undefined && this.#clock.now() - known.at < believedMs ? known.sounds : null;
  }

  /** The sounds of this part as the disk had them at `at`. */
  note(part: PromptPart, sounds: readonly Sound[], at: Instant): void {
    if (this.#known.size >= rememberedMax) this.#known.clear();
    this.#known.set(keyOf(part), { at, sounds });
  }
}

const keyOf = (part: PromptPart): string =>
  JSON.stringify([part.language, part.text, part.kind, part.kind === 'audio' ? part.file : null]);
