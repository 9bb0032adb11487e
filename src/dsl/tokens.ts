// The token types of Fil and its lexer. Keywords are made from words.ts; categories say where a word may stand.
// Not here: which token may follow which (parser.ts).

import { createToken, Lexer } from 'chevrotain';
import type { IToken, TokenType } from 'chevrotain';
import { dayWords, reservedWords, softWords } from './words.ts';

const category = (name: string, label: string): TokenType => createToken({ name, label, pattern: Lexer.NA });

/** A name: an identifier, or a word that is a name everywhere but in one place. */
export const Name = category('Name', 'a name');
/** Any word at all: a field, an argument. */
export const AnyWord = category('AnyWord', 'a word');
/** What may stand after `on`. */
export const EventWord = category('EventWord', 'an event');
/** A key of a telephone, or several digits. */
export const KeyPress = category('KeyPress', 'a key (0 to 9, * or #)');
/** A day of the week in `hours`. */
export const Day = category('Day', 'a day of the week');

const letter = 'A-Za-z_\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u024F';
const notInWord = `(?![${letter}0-9])`;

interface Form {
  readonly label?: string;
  readonly categories?: TokenType[];
}

/** Any token that is not a word of the grammar. */
function plain(name: string, pattern: RegExp | string, form: Form = {}): TokenType {
  const image = typeof pattern === 'string' ? pattern : '';
  return createToken({ name, pattern, categories: form.categories ?? [], label: form.label ?? `\`${image}\`` });
}

export const Identifier = plain('Identifier', new RegExp(`[${letter}][${letter}0-9]*`), {
  label: 'a name',
  categories: [Name, AnyWord, EventWord],
});

function word(image: string, kind: 'reserved' | 'soft'): TokenType {
  const named = kind === 'soft' ? [Name, EventWord] : image === 'hangup' ? [EventWord] : [];
  const categories = [AnyWord, ...named, ...(dayWords.includes(image) ? [Day] : [])];
  const name = `Word_${image.replace('-', '_')}`;
  return createToken({ name, pattern: image, longer_alt: Identifier, categories, label: `\`${image}\`` });
}

/** Longer words first: a word that begins with another (`digits`, `prompts`) must be tried before it. */
const words = new Map<string, TokenType>(
  [
    ...reservedWords.map((image) => ({ image, kind: 'reserved' as const })),
    ...softWords.map((image) => ({ image, kind: 'soft' as const })),
  ]
    .sort((one, other) => other.image.length - one.image.length)
    .map(({ image, kind }): [string, TokenType] => [image, word(image, kind)]),
);

/** The token type of a word of the grammar; a word that words.ts does not list is a fault of ours. */
export function keyword(image: string): TokenType {
  const found = words.get(image);
  if (found === undefined) throw new Error(`Not a word of Fil: ${image}`);
  return found;
}

/** The token type of a word of the grammar, or undefined for an ordinary name. */
export const keywordOf = (image: string): TokenType | undefined => words.get(image);

export const LBrace = plain('LBrace', '{');
export const RBrace = plain('RBrace', '}');
export const LParen = plain('LParen', '(');
export const RParen = plain('RParen', ')');
export const LBracket = plain('LBracket', '[');
export const RBracket = plain('RBracket', ']');
export const Comma = plain('Comma', ',');
export const Colon = plain('Colon', ':');
export const Arrow = plain('Arrow', '->', { label: '`->`' });
export const Range = plain('Range', '..');
export const Dot = plain('Dot', '.');
export const QuestionDot = plain('QuestionDot', '?.');
export const Question = plain('Question', '?');
export const Equals = plain('Equals', '=');
export const AtMost = plain('AtMost', '<=');
export const AtLeast = plain('AtLeast', '>=');
export const Less = plain('Less', '<');
export const More = plain('More', '>');
export const Plus = plain('Plus', '+');
export const Minus = plain('Minus', '-');
export const Star = plain('Star', '*', { categories: [KeyPress] });
export const Slash = plain('Slash', '/');
export const Hash = plain('Hash', '#', { categories: [KeyPress] });
/** Signs of other languages: never right, but worth a precise message. */
export const Foreign = plain('Foreign', /===|!==|==|!=|<>|&&|\|\||!|=>|-->|→|–>/, { label: 'a sign' });

export const DateLiteral = plain('DateLiteral', /\d{4}-\d{2}-\d{2}/, { label: 'a date' });
export const TimeLiteral = plain('TimeLiteral', /\d{2}:\d{2}/, { label: 'a time' });
export const DurationLiteral = plain('DurationLiteral', new RegExp(`\\d+(?:\\.\\d+)?(?:ms|s|min|h|d)${notInWord}`), {
  label: 'a duration such as 5s',
});
export const MoneyLiteral = plain('MoneyLiteral', new RegExp(`\\d+(?:\\.\\d+)? ?[A-Z]{3}${notInWord}`), {
  label: 'an amount',
});
export const Percent = plain('Percent', /\d+(?:\.\d+)?%/, { label: 'a percentage' });
export const NumberLiteral = plain('NumberLiteral', /\d+(?:\.\d+)?/, { label: 'a number', categories: [KeyPress] });
export const Locale = plain('Locale', new RegExp(`[a-z]{2,3}-[A-Z]{2}${notInWord}`), {
  label: 'a language such as fr-FR',
});
export const Text = plain('Text', /"(?:[^"\\\n\r]|\\[^\n\r])*"/, { label: 'a text in quotes' });
/** A text whose closing quote is missing: read to the end of the line, so that the rest of the file stays readable. */
export const OpenText = plain('OpenText', /"(?:[^"\\\n\r]|\\[^\n\r])*\\?/, { label: 'a text', categories: [Text] });

const Space = createToken({
  name: 'Space',
  pattern: /[ \t\r\n\uFEFF\u00A0\u202F]+/,
  group: Lexer.SKIPPED,
  line_breaks: true,
});
const Comment = createToken({ name: 'Comment', pattern: /\/\/[^\n\r]*/, group: 'comments' });

const categories = [Name, AnyWord, EventWord, KeyPress, Day];

/** Every token type, categories included, in the order in which the lexer tries them. */
export const vocabulary: TokenType[] = [
  ...[Space, Comment, Locale, ...words.values(), Identifier],
  ...[DateLiteral, TimeLiteral, DurationLiteral, MoneyLiteral, Percent, NumberLiteral, Text, OpenText],
  ...[Foreign, Arrow, Range, QuestionDot, AtMost, AtLeast, LBrace, RBrace, LParen, RParen, LBracket, RBracket],
  ...[Comma, Colon, Dot, Question, Equals, Less, More, Plus, Minus, Star, Slash, Hash, ...categories],
];

const lexer = new Lexer(vocabulary, { ensureOptimizations: true, positionTracking: 'full' });

export interface Lexed {
  readonly tokens: IToken[];
  /** Comments in the order of the text, `//` and `///` alike. */
  readonly comments: readonly IToken[];
  /** Characters that no token begins with. */
  readonly strange: readonly {
    readonly offset: number;
    readonly length: number;
    readonly line: number;
    readonly column: number;
  }[];
}

/** Cuts a text into tokens; spaces are left out, comments stand apart. Never throws. */
export function lex(text: string): Lexed {
  const { tokens, errors, groups } = lexer.tokenize(text);
  return {
    tokens,
    comments: groups['comments'] ?? [],
    strange: errors.map(({ offset, length, line, column }) => ({
      offset,
      length,
      line: line ?? 1,
      column: column ?? 1,
    })),
  };
}
