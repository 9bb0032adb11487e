// Mistakes as people make them, one at a time, in projects that are right: slips of the keyboard, words of other languages,
// things left out or written twice. Seeded: the same number gives the same mistakes. Not here: what the compiler says to them.

import type { IToken } from 'chevrotain';
import type { SourceFile } from '../../src/dsl/index.ts';
import { lex } from '../../src/dsl/tokens.ts';
import { foreignWords, reservedWords, softWords } from '../../src/dsl/words.ts';
import { randomFrom } from './sentences.ts';

export interface Mistake {
  readonly kind: string;
  readonly files: readonly SourceFile[];
  readonly file: string;
  /** The lines where a message about it is in its place: its own, and the one of the next token. */
  readonly lines: readonly number[];
  /** What was changed, for whoever reads a failure. */
  readonly what: string;
}

interface Change {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

type Maker = (tokens: readonly IToken[], at: number, random: () => number) => Change | null;

const keywords = [...reservedWords, ...softWords];
const isWord = ({ image }: IToken): boolean => /^[\p{L}_][\p{L}\d_-]*$/u.test(image);
const whole = (token: IToken, text: string): Change => ({
  from: token.startOffset,
  to: (token.endOffset ?? token.startOffset) + 1,
  text,
});

function misspelt(word: string, random: () => number): string {
  const at = 1 + Math.floor(random() * (word.length - 1));
  const choice = Math.floor(random() * 3);
  if (choice === 0) return word.slice(0, at) + word.slice(at + 1);
  if (choice === 1) return word.slice(0, at) + word.charAt(at) + word.slice(at);
  return word.slice(0, at - 1) + word.charAt(at) + word.charAt(at - 1) + word.slice(at + 1);
}

const french = new Map([...foreignWords].map(([foreign, meant]) => [meant, foreign]));

const makers: Readonly<Record<string, Maker>> = {
  'a keyword misspelt': (tokens, at, random) => {
    const token = tokens[at]!;
    if (!keywords.includes(token.image) || token.image.length < 4) return null;
    const text = misspelt(token.image, random);
    return text === token.image || keywords.includes(text) ? null : whole(token, text);
  },
  'a name misspelt': (tokens, at, random) => {
    const token = tokens[at]!;
    if (!isWord(token) || keywords.includes(token.image) || token.image.length < 4) return null;
    const text = misspelt(token.image, random);
    return text === token.image ? null : whole(token, text);
  },
  'a word in French': (tokens, at) => {
    const token = tokens[at]!;
    const text = french.get(token.image);
    return text === undefined ? null : whole(token, text);
  },
  'a sign left out': (tokens, at) => {
    const token = tokens[at]!;
    return ['{', '}', '(', ')', '->', ':', '='].includes(token.image) ? whole(token, '') : null;
  },
  'a sign written twice': (tokens, at) => {
    const token = tokens[at]!;
    return ['{', '}', '(', ')', '->', ':', '='].includes(token.image) ? whole(token, token.image + token.image) : null;
  },
  'a quote left out': (tokens, at) => {
    const token = tokens[at]!;
    return token.image.startsWith('"') ? whole(token, token.image.slice(0, -1)) : null;
  },
  'a sign of another language': (tokens, at) => {
    const token = tokens[at]!;
    const text = new Map([
      ['is', '=='],
      ['and', '&&'],
      ['or', '||'],
      ['not', '!'],
      ['->', '=>'],
      ['=', '=='],
    ]).get(token.image);
    return text === undefined ? null : whole(token, text);
  },
  'a word left out': (tokens, at) => {
    const token = tokens[at]!;
    return keywords.includes(token.image) ? whole(token, '') : null;
  },
  'a word written twice': (tokens, at) => {
    const token = tokens[at]!;
    return isWord(token) ? whole(token, `${token.image} ${token.image}`) : null;
  },
  'a value of another type': (tokens, at) => {
    const token = tokens[at]!;
    if (/^\d+(ms|s|min|h|d)$/.test(token.image)) return whole(token, '12.50 EUR');
    if (/^\d+$/.test(token.image) && tokens[at - 1]?.image !== 'key' && tokens[at - 1]?.image !== 'press')
      return whole(token, '30s');
    return null;
  },
};

/** So many mistakes in a project whose files are right. */
export function mistakes(files: readonly SourceFile[], count: number, seed: number): readonly Mistake[] {
  const random = randomFrom(seed);
  const sources = files
    .filter(({ file }) => file.endsWith('.fil'))
    .map((source) => ({ source, tokens: lex(source.text).tokens }));
  const kinds = Object.keys(makers);
  const made: Mistake[] = [];
  while (made.length < count) {
    const { source, tokens } = sources[Math.floor(random() * sources.length)]!;
    const kind = kinds[made.length % kinds.length]!;
    const at = Math.floor(random() * tokens.length);
    const change = makers[kind]!(tokens, at, random);
    if (change === null) continue;
    const text = source.text.slice(0, change.from) + change.text + source.text.slice(change.to);
    if (text === source.text) continue;
    const token = tokens[at]!;
    made.push({
      kind,
      files: files.map((each) => (each === source ? { ...source, text } : each)),
      file: source.file,
      lines: [token.startLine ?? 1, tokens[at + 1]?.startLine ?? Infinity],
      what: `${source.file}:${token.startLine ?? 1}:${token.startColumn ?? 1} \`${token.image}\` became \`${change.text}\``,
    });
  }
  return made;
}
