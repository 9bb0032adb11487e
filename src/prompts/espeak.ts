// Speech by espeak-ng: robotic, instant, everywhere. Not here: the telephone's format (telephone-format.ts).

import type { Speech } from './ports.ts';
import { runCommand } from './run-command.ts';
import { speakable } from './speech-text.ts';

/** Words a minute; the engine's own 175 is too hasty for a telephone. */
const wordsPerMinute = 155;

/** Voices that have more than their language's first two letters to them. */
const voices: Readonly<Record<string, string>> = {
  'fr-FR': 'fr-fr',
  'fr-BE': 'fr-be',
  'fr-CH': 'fr-ch',
  'en-GB': 'en-gb',
  'en-US': 'en-us',
};

const voice = (language: string): string => voices[language] ?? (language.split('-')[0] ?? language).toLowerCase();

/** The speech engine; `command` is its program. */
export function espeakSpeech(command = 'espeak-ng'): Speech {
  return {
    engine: `espeak-ng ${wordsPerMinute}`,
    voice,
    synthesise: async (text, language) => {
      const args = ['-v', voice(language), '-s', String(wordsPerMinute), '-b', '1', '--stdin', '--stdout'];
      return runCommand(command, args, harmless(text));
    },
  };
}

/** `[[...]]` would be read as phonemes, control characters as commands: a caller's name must be neither. */
const harmless = (text: string): string => speakable(text).replaceAll('[', '(').replaceAll(']', ')');
