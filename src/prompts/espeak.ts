// Speech by espeak-ng: robotic, instant, everywhere. Not here: the telephone's format (telephone-format.ts).

import { PromptFault } from './ports.ts';
import type { Speech } from './ports.ts';
import { runCommand } from './run-command.ts';

/** The longest text that is spoken in one piece: nobody listens longer than a few minutes. */
export const textLengthMax = 3000;
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
      if (text.length > textLengthMax) throw new PromptFault('tooLong', 'A text is too long to be spoken.');
      const args = ['-v', voice(language), '-s', String(wordsPerMinute), '-b', '1', '--stdin', '--stdout'];
      return runCommand(command, args, harmless(text));
    },
  };
}

/** `[[...]]` would be read as phonemes, control characters as commands: a caller's name must be neither. */
const harmless = (text: string): string =>
  text
    .replaceAll(/\p{Cc}+/gu, ' ')
    .replaceAll('[', '(')
    .replaceAll(']', ')');
