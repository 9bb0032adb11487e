// The locales that can read aloud. A new language is a folder beside fr and en and its lines here.

import { english } from './en/index.ts';
import { british, american } from './en/regions.ts';
import { french } from './fr/index.ts';
import { belgium, france, switzerland } from './fr/regions.ts';
import type { Speaker } from './speaker.ts';

/** A locale that can read aloud. */
export type ReadingLocale = 'fr-FR' | 'fr-BE' | 'fr-CH' | 'en-GB' | 'en-US';

/** Every locale that can read aloud; the first of a language stands in for its countries that are not listed. */
export const readingLocales: readonly ReadingLocale[] = ['fr-FR', 'fr-BE', 'fr-CH', 'en-GB', 'en-US'];

/** How each locale speaks. */
export const speakers: Readonly<Record<ReadingLocale, Speaker>> = {
  'fr-FR': french(france),
  'fr-BE': french(belgium),
  'fr-CH': french(switzerland),
  'en-GB': english(british),
  'en-US': english(american),
};

/** The locale that reads for a language such as fr-CA, or null when none speaks that language. */
export function readingLocaleFor(language: string): ReadingLocale | null {
  const exact = readingLocales.find((locale) => locale === language);
  const related = readingLocales.find((locale) => locale.split('-')[0] === language.split('-')[0]);
  return exact ?? related ?? null;
}
