// A reading while it is being made: words in order. Three signs keep it a flat list: a word that begins with `-` is hyphenated to
// the one before, `,` is a short pause, `;` a pause that tells groups apart. Not here: which words (the languages' folders).

import type { ReadingPart } from './readable.ts';

export type Words = readonly string[];

/** A packaged voice: the recording of each word that it has. Words are keys as they are spelled, so homophones repeat. */
export type Voice = ReadonlyMap<string, string>;

/** A short pause; recordings bring their own. */
export const pause = ',';
/** Between groups of digits, where without it soixante, douze would be soixante-douze. */
export const groupPause = ';';

/** The words as text for speech. */
export const textOf = (words: Words): string => words.join(' ').replaceAll(' -', '-').replaceAll(/ [,;]/g, pause);

/** Recordings when the voice has every word, else the text as one piece. */
export function partsOf(words: Words, voice: Voice): readonly ReadingPart[] {
  const names = soundsOf(words, voice);
  return names === null ? [{ kind: 'text', text: textOf(words) }] : names.map((name) => ({ kind: 'sound', name }));
}

/** Groups with pauses between them. */
export const paused = (groups: readonly Words[], between: typeof pause | typeof groupPause): Words =>
  groups.flatMap((group, index) => (index === 0 ? group : [between, ...group]));

/** `a, b and c`. */
export const listed = (items: readonly Words[], and: string): Words =>
  items.length < 2 ? items.flat() : [...paused(items.slice(0, -1), pause), and, ...(items.at(-1) ?? [])];

function soundsOf(words: Words, voice: Voice): readonly string[] | null {
  const names: string[] = [];
  const spoken = words.filter((word) => word !== pause);
  for (let at = 0; at < spoken.length; at += 1) {
    const word = spoken[at] ?? '';
    const next = spoken[at + 1] ?? '';
    // `soixante-dix` was recorded in one breath.
    const whole = next.startsWith('-') ? voice.get(unhyphenated(word) + next) : undefined;
    const name = whole ?? voice.get(unhyphenated(word));
    if (name === undefined) return null;
    if (whole !== undefined) at += 1;
    names.push(name);
  }
  return names;
}

const unhyphenated = (word: string): string => (word.startsWith('-') ? word.slice(1) : word);
