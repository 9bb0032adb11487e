// Numbers of any size, and digits one by one or by twos, in any language. Not here: the words (the languages' folders).

import { assert } from '../../base/assert.ts';
import { decimalOf, rounded } from './decimal.ts';
import type { Decimal } from './decimal.ts';
import { spokenMax } from './speaker.ts';
import type { Gender, Noun, Speaker } from './speaker.ts';
import { groupPause, pause, paused } from './words.ts';
import type { Words } from './words.ts';

/** Nobody follows more decimals than these. */
const decimalsMax = 6;
/** The longest row of digits that is read: twice the longest bank account. */
const digitsMax = 64;

/** `moins trois virgule cinq`. */
export const cardinalWords = (text: string, speaker: Speaker): Words =>
  decimalWords(rounded(decimalOf(text), decimalsMax), 'masculine', speaker);

/** A rank; a number that is none is read as a cardinal. */
export function ordinalWords(text: string, speaker: Speaker): Words {
  const { negative, whole, fraction } = decimalOf(text);
  const isRank = !negative && fraction === '' && isSpoken(whole);
  return isRank ? speaker.ordinal(Number(whole)) : cardinalWords(text, speaker);
}

/** Sign, whole and decimals of a number that is already rounded. */
export const decimalWords = ({ negative, whole, fraction }: Decimal, gender: Gender, speaker: Speaker): Words => [
  ...(negative ? [speaker.signs.minus] : []),
  ...(isSpoken(whole) ? speaker.cardinal(Number(whole), gender) : eachDigit(whole, speaker)),
  ...(fraction === '' ? [] : [speaker.signs.point, ...speaker.decimals(fraction)]),
];

/** `deux livres`, for a whole number of any length. */
export const countedWords = (whole: string, noun: Noun, speaker: Speaker): Words =>
  isSpoken(whole) ? speaker.counted(Number(whole), noun) : [...eachDigit(whole, speaker), noun.other];

/** A row of keys, in threes with pauses between them: `un deux trois, quatre cinq six`. */
export const digitWords = (text: string, speaker: Speaker): Words =>
  paused(
    threes(limited(text)).map((group) => eachDigit(group, speaker)),
    pause,
  );

/** A row of keys by twos from the left: `douze, trente-quatre, cinq`. */
export const pairWords = (text: string, speaker: Speaker): Words =>
  paused(
    pairsOf(limited(text)).map((pair) => groupNumber(pair, speaker)),
    groupPause,
  );

/** `612` as `61`, `2`. */
export const pairsOf = (text: string): readonly string[] => text.match(/.{1,2}/g) ?? [];

/** One group as a number, its leading zeros each on its own: `zéro six`. More than three digits after them are read by twos. */
export function groupNumber(group: string, speaker: Speaker): Words {
  const [, zeros = '', rest = ''] = /^(0*)([1-9]\d*)?$/.exec(group) ?? ['', group];
  if (rest.length > 3) return [...eachDigit(zeros, speaker), ...pairWords(rest, speaker)];
  return [...eachDigit(zeros, speaker), ...(rest === '' ? [] : speaker.cardinal(Number(rest), 'masculine'))];
}

/** One key after the other without pauses. What is no key is left to the speech engine. */
export const eachDigit = (text: string, speaker: Speaker): Words =>
  Array.from(limited(text)).flatMap((key) => keyWords(key, speaker));

function keyWords(key: string, { cardinal, signs }: Speaker): Words {
  if (key >= '0' && key <= '9') return cardinal(Number(key), 'masculine');
  const named: Readonly<Record<string, string>> = {
    '*': signs.star,
    '#': signs.hash,
    '+': signs.plus,
    '-': signs.minus,
    '.': signs.point,
  };
  return [named[key] ?? key];
}

/** Threes from the left; a single last one joins the group before it. */
const threes = (text: string): readonly string[] => text.match(/.{4}$|.{1,3}/g) ?? [];

function limited(text: string): string {
  assert(text.length <= digitsMax, 'A row of digits to be read has a limit.');
  return text;
}

const isSpoken = (whole: string): boolean => Number(whole) <= spokenMax;
