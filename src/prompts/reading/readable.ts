// What can be read aloud, in which formats, and what a reading is. Not here: how anything is read (reading.ts).

/** A value with the format that it is read in. All numbers are plain decimal notation, for instance `-1250.40`. */
export type Readable =
  | { readonly kind: 'Number'; readonly value: string; readonly format: 'cardinal' | 'ordinal' | 'digits' }
  /** Keys of a telephone: 0 to 9, star and hash. */
  | { readonly kind: 'Digits'; readonly value: string; readonly format: 'digits' | 'pairs' }
  /** E.164; anything else is read as Digits. `grouped` is as the number's country groups it. */
  | { readonly kind: 'Phone'; readonly value: string; readonly format: 'grouped' | 'digits' | 'pairs' }
  /** ISO 8601, `2026-12-24`. `short` leaves the year out, `weekday` is the name of the day alone. */
  | { readonly kind: 'Date'; readonly value: string; readonly format: 'full' | 'short' | 'weekday' }
  /** `08:30`, up to `24:00`. `short` leaves out what tells morning from evening, where the language has that. */
  | { readonly kind: 'Time'; readonly value: string; readonly format: 'full' | 'short' }
  /** Local date and time, `2026-12-24T08:30`; seconds are not read. `short` leaves the year out. */
  | { readonly kind: 'DateTime'; readonly value: string; readonly format: 'full' | 'short' }
  /** Read to the nearest second. */
  | { readonly kind: 'Duration'; readonly valueMs: number }
  /** `currency` is an ISO 4217 code; the amount is rounded to the currency's smallest coin. */
  | { readonly kind: 'Money'; readonly value: string; readonly currency: string };

/** A piece of a reading: a sound of the telephone system's packaged voice by name, or text to be spoken. */
export type ReadingPart =
  { readonly kind: 'sound'; readonly name: string } | { readonly kind: 'text'; readonly text: string };

/** One value read aloud. */
export interface Reading {
  /** The words, always: for a sentence around it, for transcripts and for written channels. */
  readonly text: string;
  /** Sounds only where the packaged voice has every word, else the text as one piece: a value never changes voice half-way. */
  readonly parts: readonly ReadingPart[];
}

/** The formats that an author may name for each type. */
export const readingFormats = {
  Number: ['cardinal', 'ordinal', 'digits'],
  Digits: ['digits', 'pairs'],
  Phone: ['digits', 'pairs'],
  Date: ['full', 'short', 'weekday'],
  Time: ['full', 'short'],
  DateTime: ['full', 'short'],
  Money: ['full'],
  Duration: [],
} as const satisfies Readonly<Record<Readable['kind'], readonly string[]>>;

/** How each type is read when the author names no format. */
export const defaultFormats = {
  Number: 'cardinal',
  Digits: 'digits',
  Phone: 'grouped',
  Date: 'full',
  Time: 'full',
  DateTime: 'full',
} as const;
