// French for what the checks say in English: each sentence is found by its form, and what stands in it is said again in turn.
// Names, types and code stay as they are. Not here: the sentences (french-....ts).

import { frenchOfCalls } from './french-calls.ts';
import { frenchOfParts, frenchOfSyntax } from './french-syntax.ts';
import { frenchOfValues } from './french-values.ts';

/** A sentence in both languages; `%1` to `%4` stand for what varies. */
export type Pair = readonly [english: string, french: string];

interface Form {
  readonly english: RegExp;
  readonly french: string;
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

const formOf = ([english, french]: Pair): Form => ({
  english: new RegExp(`^${escaped(english).replaceAll(/%\d/g, '(.+)')}$`, 'su'),
  french,
});

/** Those with the most words first, so that a general one does not take what a particular one says better. */
const ordered = (pairs: readonly Pair[]): readonly Form[] =>
  pairs.toSorted(([one], [other]) => wordsOf(other) - wordsOf(one)).map(formOf);

const wordsOf = (english: string): number => english.replaceAll(/%\d/g, '').length;

const sentences = ordered([...frenchOfSyntax, ...frenchOfValues, ...frenchOfCalls]);
const phrases = ordered([...frenchOfSyntax, ...frenchOfValues, ...frenchOfCalls, ...frenchOfParts]);

/** A sentence of the compiler in French; what is not known comes back as it is. */
export const inFrench = (text: string): string => known(text) ?? text;

/** The same, or null where there is no French for it. */
export const known = (text: string): string | null => said(text, sentences);

function said(text: string, forms: readonly Form[]): string | null {
  for (const { english, french } of forms) {
    const match = english.exec(text);
    if (match === null) continue;
    const sentence = french.replaceAll(/%(\d)/g, (_, index: string) => part(match[Number(index)] ?? ''));
    return sentence.replaceAll(/\bde (?=étape|événement|exigence|offre|opération)/g, "d'");
  }
  return null;
}

/** What varies: a phrase of ours, a list, or the author's own words. */
const part = (text: string): string =>
  said(text, phrases) ?? (text.includes(', ') ? text.split(', ').map(part).join(', ') : joined(text));

const joined = (text: string): string => text.replaceAll('` and `', '` et `').replaceAll('` or `', '` ou `');
