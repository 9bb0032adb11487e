// What making prompts needs from outside, and what it gives. Not here: the engines themselves (espeak.ts), the cache.

/** Speaks a text. */
export interface Speech {
  /** Which engine, and what of its settings changes the sound: part of the name under which a sound is kept. */
  readonly engine: string;
  /** The engine's voice for a language such as fr-FR. */
  readonly voice: (language: string) => string;
  /** The text spoken, as a WAV of any rate. Rejects with PromptFault. */
  readonly synthesise: (text: string, language: string) => Promise<Uint8Array>;
}

/**
 * One piece of what a caller hears: a recorded file with its transcript; text to be spoken; a sentence with values in it,
 * of which `text` is the whole and `pieces` say which packaged sounds (`digits/1`) would read them; or something that a
 * caller left.
 */
export type PromptPart =
  | { readonly kind: 'audio'; readonly file: string; readonly text: string; readonly language: string }
  | { readonly kind: 'speech'; readonly text: string; readonly language: string }
  | {
      readonly kind: 'reading';
      readonly text: string;
      readonly pieces: readonly (
        | { readonly kind: 'text'; readonly text: string }
        | { readonly kind: 'sounds'; readonly names: readonly string[]; readonly text: string }
      )[];
      readonly language: string;
    }
  | { readonly kind: 'recording'; readonly recording: string; readonly text: string; readonly language: string };

/** Whether the telephone system has its packaged voices (asterisk-core-sounds-*) beside what we make. */
export type PackagedVoices = 'installed' | 'absent';

/** Why a sound could not be made. */
export type PromptFaultCode = 'unavailable' | 'timeout' | 'failed' | 'tooLong' | 'busy';

/** A sound could not be made. `retryable`: the same request may succeed later. */
export class PromptFault extends Error {
  readonly code: PromptFaultCode;
  readonly retryable: boolean;

  constructor(code: PromptFaultCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
    this.retryable = code === 'timeout' || code === 'busy';
  }
}
