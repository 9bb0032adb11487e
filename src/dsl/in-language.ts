// Diagnostics in the language of whoever reads them. Checks compose them in English; here they are said again in French.
// Not here: the French itself (french.ts).

import type { Diagnostic } from './diagnostics.ts';
import { inFrench } from './french.ts';

/** The languages in which the compiler speaks to people. */
export type ReaderLanguage = 'en' | 'fr';

/** The same diagnostics in a language. What has no translation stays English rather than be lost. */
export function inLanguage(diagnostics: readonly Diagnostic[], language: ReaderLanguage): readonly Diagnostic[] {
  if (language === 'en') return diagnostics;
  return diagnostics.map((each) => ({
    ...each,
    message: inFrench(each.message),
    label: inFrench(each.label),
    hint: inFrench(each.hint),
    related: each.related.map(({ span, label }) => ({ span, label: inFrench(label) })),
  }));
}
