// Reading aloud: numbers, dates, times, durations, money and telephone numbers as words or as recorded sounds. Pure: a browser,
// the engine and the tests of flows may all use it. Not here: making sounds from text (src/prompts).

export { readAloud } from './reading.ts';
export { defaultFormats, readingFormats } from './readable.ts';
export type { Readable, Reading, ReadingPart } from './readable.ts';
export { readingLocaleFor, readingLocales } from './locales.ts';
export type { ReadingLocale } from './locales.ts';
