// Guesses what a slip was meant to be: each guess is tried by reading the file again, and kept when it reads further.
// So one slip gives one precise message and no echo. Not here: faults without a known fix (read.ts reports them).

import { createTokenInstance, tokenMatcher } from 'chevrotain';
import type { IRecognitionException, IToken, TokenType } from 'chevrotain';
import type { Edit, Report } from './diagnostics.ts';
import { placeBefore } from './fix.ts';
import { nearestOf } from './nearest.ts';
import { theParser } from './the-parser.ts';
import { tokenSpan } from './spans.ts';
import { Arrow, Equals, Foreign, keywordOf, Name } from './tokens.ts';
import { foreignSigns, foreignWords, starters } from './words.ts';

/** How many tokens may be read again in all while guessing: about two seconds of work on a slow machine. */
const tokensReadMax = 400_000;
/** The most slips that are repaired in one file; whoever makes more wants to hear of the first ones first. */
const repairsMax = 30;

export interface Repaired {
  readonly tokens: IToken[];
  /** What remains wrong, by place. */
  readonly errors: readonly IRecognitionException[];
}

/** How far a likely guess must read on to count although more errors come to light. */
const tokensBeyondMin = 1;

interface Guess {
  readonly trust: 'sure' | 'likely' | 'unsure';
  readonly tokens: IToken[];
  readonly message: string;
  readonly hint: string;
  readonly fix: (file: string) => Edit;
}

/** Reads tokens, repairing what can be repaired; each repair is reported as FIL102. */
export function repair(file: string, tokens: IToken[], report: Report): Repaired {
  let now: Repaired = { tokens, errors: errorsOf(tokens) };
  let budget = tokensReadMax;
  let repairs = 0;
  for (let index = 0; index < now.errors.length && budget > 0 && repairs < repairsMax;) {
    const guesses = guessesFor(now, index);
    budget -= guesses.length * now.tokens.length;
    const better = best(now, guesses, index);
    const error = now.errors[index];
    if (better === null || error === undefined) {
      index++;
      continue;
    }
    report({
      code: 'FIL102',
      message: better.guess.message,
      span: tokenSpan(file, error.token),
      hint: better.guess.hint,
      fix: better.guess.fix(file),
    });
    now = better.result;
    repairs++;
  }
  return now;
}

/** The guess after which the fewest errors remain, if any reads further than before. */
function best(
  now: Repaired,
  guesses: readonly Guess[],
  index: number,
): { readonly guess: Guess; readonly result: Repaired } | null {
  let found: { guess: Guess; result: Repaired } | null = null;
  for (const guess of guesses) {
    const result = { tokens: guess.tokens, errors: errorsOf(guess.tokens) };
    if (!readsFurther(now, result, index, guess.trust)) continue;
    if (found === null || result.errors.length < found.result.errors.length) found = { guess, result };
    if (result.errors.length < now.errors.length) break;
  }
  return found;
}

/**
 * Fewer errors, or the first one later. A word that is taken for another may bring to light what was skipped behind it, so it
 * may add errors if it reads on well beyond itself; a sign has one meaning and may add any.
 */
function readsFurther(before: Repaired, after: Repaired, index: number, trust: Guess['trust']): boolean {
  if (after.errors.length < before.errors.length) return true;
  const from = offsetOf(before.errors[index]);
  const to = offsetOf(after.errors[index]);
  if (trust === 'unsure') return false;
  if (after.errors.length === before.errors.length || trust === 'sure') return to > from;
  return after.tokens.filter(({ startOffset }) => startOffset > from && startOffset < to).length >= tokensBeyondMin;
}

const offsetOf = (error: IRecognitionException | undefined): number =>
  error !== undefined && error.token.startOffset >= 0 ? error.token.startOffset : Infinity;

/** Reads tokens and gives the errors by place. */
function errorsOf(tokens: IToken[]): readonly IRecognitionException[] {
  const parser = theParser();
  parser.input = tokens;
  parser.module();
  return [...parser.errors].sort((one, other) =>
    offsetOf(one) < offsetOf(other) ? -1 : Number(offsetOf(one) > offsetOf(other)),
  );
}

/** What the token at an error may have been meant to be, the likeliest first. */
function guessesFor({ tokens, errors }: Repaired, index: number): readonly Guess[] {
  const offset = offsetOf(errors[index]);
  const at = tokens.findIndex(({ startOffset }) => startOffset === offset);
  const token = tokens[at];
  if (token === undefined) return [];
  const { image } = token;
  const replace = (trust: Guess['trust'], meant: readonly string[], message: string): Guess => ({
    trust,
    tokens: tokens.toSpliced(at, 1, ...meant.map((word) => inPlaceOf(token, word))),
    message,
    hint: `write \`${meant.join(' ')}\`.`,
    fix: (file) => ({ span: tokenSpan(file, token), text: meant.join(' ') }),
  });
  const sign = foreignSigns.get(image);
  const word = foreignWords.get(image.toLowerCase());
  const similar = tokenMatcher(token, Name) ? nearestOf(image, guessable).filter((near) => near !== image) : [];
  return [
    ...(sign === undefined ? [] : [replace('sure', sign, `\`${image}\` is written \`${sign.join(' ')}\` in Fil`)]),
    ...(token.tokenType === Foreign ? [replace('sure', ['='], `\`${image}\` is written \`=\` here`)] : []),
    ...(word === undefined ? [] : [replace('likely', word.split(' '), `\`${image}\` is written \`${word}\` in Fil`)]),
    ...similar.map((near) =>
      replace('likely', [near], `\`${image}\` is not a word that can stand here; it looks like \`${near}\``),
    ),
    ...(tokenMatcher(token, Name) ? [withArrow(tokens, at, token)] : []),
    ...doubled(tokens, at),
  ];
}

/** A word or sign that stands twice where it should stand once. The second one is where the reader stopped, or just before. */
function doubled(tokens: readonly IToken[], at: number): readonly Guess[] {
  return [at, at - 1].flatMap((index): readonly Guess[] => {
    const token = tokens[index];
    if (token === undefined || token.image !== tokens[index - 1]?.image || '{}'.includes(token.image)) return [];
    const message = `\`${token.image}\` stands here twice`;
    const fix = (file: string): Edit => ({ span: tokenSpan(file, token), text: '' });
    return [{ trust: 'unsure', tokens: tokens.toSpliced(index, 1), message, hint: 'keep one of them.', fix }];
  });
}

function withArrow(tokens: readonly IToken[], at: number, token: IToken): Guess {
  return {
    trust: 'unsure',
    tokens: tokens.toSpliced(at, 0, inPlaceOf(token, '->')),
    message: `\`->\` is missing before \`${token.image}\``,
    hint: `write \`-> ${token.image}\`.`,
    fix: (file) => ({ span: placeBefore(tokenSpan(file, token)), text: '-> ' }),
  };
}

/** The words that a slip of the keyboard may have been: those that begin something, and those between expressions. */
const guessable = [
  ...Object.values(starters).flat(),
  ...[
    'else',
    'then',
    'and',
    'or',
    'not',
    'is',
    'default',
    'none',
    'true',
    'false',
    'after',
    'tries',
    'audio',
    'within',
    'when',
    'digit',
    'digits',
  ],
];

function typeOf(word: string): TokenType {
  const type = word === '->' ? Arrow : word === '=' ? Equals : keywordOf(word);
  if (type === undefined) throw new Error(`Not a token of Fil: ${word}`);
  return type;
}

/** A token of another kind at the place of the one that was written. */
function inPlaceOf(token: IToken, word: string): IToken {
  const { startOffset, endOffset = startOffset, startLine = 1, endLine = 1, startColumn = 1, endColumn = 1 } = token;
  const to: Parameters<typeof createTokenInstance> = [
    typeOf(word),
    word,
    startOffset,
    endOffset,
    startLine,
    endLine,
    startColumn,
    endColumn,
  ];
  return createTokenInstance(...to);
}
