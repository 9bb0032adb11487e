// The words of a language, filled in and counted. Not here: which language is chosen (../language.tsx).

import { en } from './en.ts';
import { type Words, fr } from './fr.ts';

export type { Words } from './fr.ts';

/** The page's languages by their code. */
export const languages = { fr, en } as const satisfies Readonly<Record<string, Words>>;

export type Language = keyof typeof languages;

/** The first language of the browser's list that the page speaks; else English. */
export function preferred(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const code = tag.slice(0, 2).toLowerCase();
    if (code === 'fr' || code === 'en') return code;
  }
  return 'en';
}

/** `text` with each `{name}` replaced. */
export const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

export interface Counted {
  readonly one: string;
  readonly other: string;
}

/** `words` for so many, as the language counts: French has "0 appel". */
export function counted(language: Language, words: Counted, count: number): string {
  const rule = new Intl.PluralRules(language).select(count);
  return fill(rule === 'one' ? words.one : words.other, { count });
}

const secondMs = 1_000;

/** A length of time as a clock shows it: `0:07`, `12:34`, `1:02:03`. */
export function clockText(lengthMs: number): string {
  const seconds = Math.max(0, Math.floor(lengthMs / secondMs));
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** A masked number as it is shown: how many digits are hidden helps nobody and takes a third of a row. */
export const callerText = (masked: string): string => masked.replace(/•{2,}/, ' •• ').trim();
