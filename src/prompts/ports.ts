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

/** One piece of what a caller hears: a recorded file with its transcript, or text to be spoken. */
export type PromptPart =
  | { readonly kind: 'audio'; readonly file: string; readonly text: string; readonly language: string }
  | { readonly kind: 'speech'; readonly text: string; readonly language: string };

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
