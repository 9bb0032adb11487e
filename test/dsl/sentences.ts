// Sentences made from the grammar itself: random walks over its rules, with words for its tokens. Not here: what is tested.

import {
  Alternation,
  Alternative,
  NonTerminal,
  Option,
  Repetition,
  RepetitionMandatory,
  RepetitionMandatoryWithSeparator,
  RepetitionWithSeparator,
  Terminal,
} from 'chevrotain';
import type { IProduction, TokenType } from 'chevrotain';
import { theParser } from '../../src/dsl/the-parser.ts';
import { softWords } from '../../src/dsl/words.ts';

/** A number from 0 to 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const samples: Readonly<Record<string, readonly string[]>> = {
  Identifier: ['a', 'é_1', 'Client'],
  Name: ['x', 'naïf', 'montant', ...softWords.slice(0, 6)],
  AnyWord: ['nom', 'default', 'or', 'is', 'if', 'say'],
  EventWord: ['input', 'error', 'hangup', 'agent'],
  KeyPress: ['1', '12', '*', '#'],
  Day: ['lun', 'fri'],
  Foreign: ['=='],
  DateLiteral: ['2026-12-24'],
  TimeLiteral: ['08:30'],
  DurationLiteral: ['30s', '1.5h'],
  MoneyLiteral: ['12.50 EUR'],
  Percent: ['50%'],
  NumberLiteral: ['7', '2.5'],
  Locale: ['fr-FR'],
  Text: ['"Bonjour {nom as full}, dit-il."', '"\\"oui\\" \\{"', '"ça"'],
  OpenText: ['"'],
};

/** A module of at most about `size` tokens. */
export function sentence(random: () => number, size: number): string {
  const rules = theParser().getGAstProductions();
  const words: string[] = [];
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  const wordOf = (type: TokenType): string => {
    if (typeof type.PATTERN === 'string') return type.PATTERN;
    return pick(samples[type.name] ?? ['x']);
  };
  const small = (): boolean => words.length > size;
  const many = (least: number): number => (small() ? least : least + Math.floor(random() * 3));
  const all = (parts: readonly IProduction[], depth: number): void => {
    for (const part of parts) write(part, depth);
  };
  const write = (part: IProduction, depth: number): void => {
    if (part instanceof Terminal) words.push(wordOf(part.terminalType));
    else if (part instanceof NonTerminal) all(part.referencedRule.definition, depth + 1);
    else if (part instanceof Alternation) all(innerOf(shortest(part, depth)), depth);
    else if (part instanceof Option) {
      if (!small() && depth < depthMax && random() < 0.5) all(part.definition, depth);
    } else if (part instanceof RepetitionMandatoryWithSeparator || part instanceof RepetitionWithSeparator) {
      const count = many(part instanceof RepetitionWithSeparator ? 0 : 1);
      for (let index = 0; index < count; index++) {
        if (index > 0) words.push(wordOf(part.separator));
        all(part.definition, depth);
      }
    } else if (part instanceof RepetitionMandatory || part instanceof Repetition) {
      const count = depth > depthMax ? (part instanceof Repetition ? 0 : 1) : many(part instanceof Repetition ? 0 : 1);
      for (let index = 0; index < count; index++) all(part.definition, depth);
    }
  };
  /** Deep down only the alternatives that come to an end at once. */
  const shortest = (part: Alternation, depth: number): IProduction => {
    const ends = part.definition.filter((each) => innerOf(each).every((inner) => inner instanceof Terminal));
    return pick(depth > depthMax && ends.length > 0 ? ends : part.definition);
  };
  all(rules['module']!.definition, 0);
  return words.join(' ');
}

const innerOf = (part: IProduction): readonly IProduction[] => (part instanceof Alternative ? part.definition : [part]);

const depthMax = 12;
