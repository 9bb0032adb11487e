// Makes what a caller hears: recorded files and spoken texts become sounds that the telephone system can play.
// Not here: which prompt is said when (src/ivr).

import type { Clock } from '../base/clock.ts';
import type { Sound } from '../call/ports.ts';
import { sourcesOf } from './packaged.ts';
import { PromptFault } from './ports.ts';
import type { PackagedVoices, PromptPart, Speech } from './ports.ts';
import { RecentSounds } from './recent-sounds.ts';
import { Recordings } from './recordings.ts';
import type { RecordedFiles } from './recordings.ts';
import { SoundCache } from './sound-cache.ts';
import type { MakeSound, SoundCacheOptions } from './sound-cache.ts';
import { staticParts } from './spoken-program.ts';
import type { SpokenProgram } from './spoken-program.ts';
import { recordedFormat, writeRecorded } from './telephone-format.ts';
import { Voice } from './voice.ts';

export interface PromptsOptions extends SoundCacheOptions {
  readonly speech: Speech;
  /** Speaks while `speech` cannot, and who is told of it; absent: then a text cannot be spoken. */
  readonly spare?: { readonly speech: Speech; readonly onUse: (fault: PromptFault) => void };
  /** Where recorded files lie: the audio folder of the flows. */
  readonly audioFolder: string;
  /** Who reads values aloud; absent unless said. */
  readonly packagedVoices?: PackagedVoices;
}

/** What preparing a program came to. */
export interface Prepared {
  readonly soundCount: number;
  /** How many of them had to be made now. */
  readonly madeCount: number;
}

export interface Prompts {
  /** The sounds for what is to be heard, in order. A recorded file that is missing is spoken. Rejects with PromptFault. */
  readonly soundsFor: (parts: readonly PromptPart[]) => Promise<readonly Sound[]>;
  /** Makes every sound that does not vary, so that no caller waits for it. Rejects with PromptFault when one cannot be made. */
  readonly prepareProgram: (program: SpokenProgram) => Promise<Prepared>;
  /** Removes sounds that were made for single calls and not used for a day; gives how many. */
  readonly tidy: () => Promise<number>;
  /** The same with these recorded files instead of those in the audio folder; sounds are shared. */
  readonly playing: (recordings: RecordedFiles) => Prompts;
}

export function createPrompts(options: PromptsOptions): Prompts {
  const { speech, spare, clock, audioFolder, packagedVoices: voices = 'absent' } = options;
  const cache = new SoundCache(options);
  const onSpare = spare?.onUse ?? (() => undefined);
  const voice = new Voice(cache, { clock, speech, spare: spare?.speech ?? null, onSpare });
  return promptsOn(cache, clock, { voice, voices, recordings: new Recordings(audioFolder) });
}

function promptsOn(cache: SoundCache, clock: Clock, sources: Sources): Prompts {
  const recent = new RecentSounds(clock);
  const made = async (part: MadePart, how: 'get' | 'keep'): Promise<readonly Sound[]> => {
    const recorded = part.kind === 'audio' ? await sources.recordings.find(part.file) : null;
    if (recorded !== null) {
      const make: MakeSound = async (files) => writeRecorded(await recorded.read(), files);
      return [await cache[how](['recorded', recordedFormat, recorded.digest], make)];
    }
    const text = part.text.trim();
    const isSaid = /[\p{L}\p{N}]/u.test(text);
    return isSaid ? [await sources.voice.say({ text, language: part.language }, how)] : [];
  };
  const sound = async (part: PromptPart, how: 'get' | 'keep'): Promise<readonly Sound[]> => {
    const found = sourcesOf(part, sources.voices);
    if (found === 'unplayable') throw new PromptFault('unavailable', 'A recording cannot be played here.');
    const sounds = found.map((one) => (one.kind === 'packaged' ? Promise.resolve([one.sound]) : made(one, how)));
    return (await Promise.all(sounds)).flat();
  };
  const recentOr = async (part: PromptPart): Promise<readonly Sound[]> => {
    const known = recent.find(part);
    if (known !== null) return known;
    const askedAt = clock.now();
    const sounds = await sound(part, 'get');
    recent.note(part, sounds, askedAt);
    return sounds;
  };
  return {
    soundsFor: async (parts) => (await Promise.all(parts.map(recentOr))).flat(),
    prepareProgram: async (program) => {
      const before = cache.madeCount;
      const sounds: Sound[] = [];
      for (const few of batches(staticParts(program))) {
        sounds.push(...(await Promise.all(few.map((part) => sound(part, 'keep')))).flat());
      }
      return { soundCount: sounds.length, madeCount: cache.madeCount - before };
    },
    tidy: () => cache.tidy(),
    playing: (recordings) => promptsOn(cache, clock, { ...sources, recordings }),
  };
}

/** What is made here. */
type MadePart = PromptPart & { readonly kind: 'audio' | 'speech' };

interface Sources {
  readonly voice: Voice;
  readonly voices: PackagedVoices;
  readonly recordings: RecordedFiles;
}

/** Few enough at a time that preparing a large program leaves room for calls. */
const batchSize = 8;

function* batches<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let at = 0; at < items.length; at += batchSize) yield items.slice(at, at + batchSize);
}
