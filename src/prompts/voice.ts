// Who speaks a text: the operator's engine, or espeak-ng while that one cannot. Callers hear another voice rather than nothing.
// Not here: the engines, the cache.

import type { Clock } from '../base/clock.ts';
import type { Sound } from '../call/ports.ts';
import { PromptFault } from './ports.ts';
import type { PromptPart, Speech } from './ports.ts';
import type { MakeSound, SoundCache } from './sound-cache.ts';
import { telephoneFormat, writeSpeech } from './telephone-format.ts';

/** How long an engine that did not answer is left alone: no caller waits for it meanwhile. */
export const restMs = 30_000;

export interface VoiceOptions {
  readonly clock: Clock;
  readonly speech: Speech;
  /** Speaks while `speech` cannot; null: then nobody does. */
  readonly spare: Speech | null;
  /** Told each time that `speech` failed and `spare` spoke instead. */
  readonly onSpare: (fault: PromptFault) => void;
}

type Text = Pick<PromptPart, 'text' | 'language'>;

export class Voice {
  readonly #cache: SoundCache;
  readonly #options: VoiceOptions;
  #restsUntil = -Infinity;

  constructor(cache: SoundCache, options: VoiceOptions) {
    this.#cache = cache;
    this.#options = options;
  }

  /** The text as a sound. `keep`: however long nobody hears it. Rejects with PromptFault. */
  async say(text: Text, how: 'get' | 'keep'): Promise<Sound> {
    const { speech, spare, clock } = this.#options;
    if (spare === null) return this.#by(speech, text, how);
    if (clock.now() < this.#restsUntil) {
      return (await this.#cache.find(contentOf(speech, text))) ?? (await this.#by(spare, text, 'get'));
    }
    try {
      return await this.#by(speech, text, how);
    } catch (fault) {
      // What is too long is too long for both, and a machine that is too busy is not helped by more work.
      if (!(fault instanceof PromptFault) || fault.code === 'tooLong' || fault.code === 'busy') throw fault;
      if (fault.code !== 'failed') this.#restsUntil = clock.now() + restMs;
      this.#options.onSpare(fault);
      return this.#by(spare, text, 'get');
    }
  }

  #by(engine: Speech, text: Text, how: 'get' | 'keep'): Promise<Sound> {
    const make: MakeSound = async (files) => writeSpeech(await engine.synthesise(text.text, text.language), files);
    return this.#cache[how](contentOf(engine, text), make);
  }
}

const contentOf = ({ engine, voice }: Speech, { text, language }: Text): readonly string[] => [
  engine,
  voice(language),
  text,
  telephoneFormat,
];
