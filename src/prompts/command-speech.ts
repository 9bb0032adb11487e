// Speech by a program of the operator's choice: it reads the text on its standard input and writes a WAV to its standard
// output. No shell reads either. Not here: which program (config.ts).

import type { Speech } from './ports.ts';
import { runCommand } from './run-command.ts';
import { speakable } from './speech-text.ts';

export interface CommandSpeechOptions {
  /** The program and its arguments; `{voice}` and `{language}` stand for those of the text. */
  readonly words: readonly [string, ...string[]];
  /** The engine's voice by language; a language without one is named by itself. */
  readonly voices: Readonly<Record<string, string>>;
}

/** How long it may take for one text: a voice of better quality needs longer than espeak-ng. */
const speakingMsMax = 10_000;

/** The engine that this command is. */
export function commandSpeech({ words, voices }: CommandSpeechOptions): Speech {
  const voice = (language: string): string => voices[language] ?? language;
  const [command, ...rest] = words;
  return {
    engine: `command ${words.join(' ')}`,
    voice,
    synthesise: async (text, language) => {
      const args = rest.map((word) => word.replaceAll('{voice}', voice(language)).replaceAll('{language}', language));
      return runCommand(command, args, speakable(text), speakingMsMax);
    },
  };
}
