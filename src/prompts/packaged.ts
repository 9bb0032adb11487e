// Sounds that the telephone system brings along: who reads a value, its packaged voice or our speech. The one place that
// decides it. Not here: which sounds a value has (reading/).

import type { Sound } from '../call/ports.ts';
import type { PackagedVoices, PromptPart } from './ports.ts';

/** What is made here, or a sound that is there already. */
export type Source = (PromptPart & { readonly kind: 'audio' | 'speech' }) | { readonly kind: 'packaged'; sound: Sound };

/** Packaged sounds are words; nothing but the limit of a prompt's time is computed from this. */
const packagedMs = 1_000;

/** What a part is made of. Without packaged voices a sentence is spoken as a whole. What callers left is none of ours: the telephone system has it. */
export function sourcesOf(part: PromptPart, voices: PackagedVoices): readonly Source[] | 'unplayable' {
  if (part.kind === 'recording') return 'unplayable';
  if (part.kind !== 'reading') return [part];
  const { text, pieces, language } = part;
  if (voices === 'absent') return [{ kind: 'speech', text, language }];
  return pieces.flatMap((piece): readonly Source[] =>
    piece.kind === 'text'
      ? [{ kind: 'speech', text: piece.text, language }]
      : piece.names.map((name) => ({ kind: 'packaged', sound: packaged(name, language) })),
  );
}

/** The voice is named by the path, so it does not depend on the language that the telephone system believes the call to be in. */
const packaged = (name: string, language: string): Sound => ({
  sound: `${language.split('-')[0] ?? language}/${name}`,
  lengthMs: packagedMs,
});
