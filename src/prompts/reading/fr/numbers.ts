// Cardinals in French. The spelling is the traditional one: vingt et un, deux cents, deux cent trois, quatre-vingts.
// Not here: the tens of each country (regions.ts), ordinals.

import type { Words } from '../words.ts';
import type { Region } from './regions.ts';

/** How a number ends: with un or une, or inside a longer one (before mille, in an ordinal), where cent and vingt take no s. */
export type Ending = 'masculine' | 'feminine' | 'inner';

type Decades = Region['decades'];

/** 0 to 19. */
export const small =
  'zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf'.split(
    ' ',
  );

/** These are nouns: they are counted, take an s, and `de` before what is counted with them. */
const nouns = [
  [1e12, 'billion'],
  [1e9, 'milliard'],
  [1e6, 'million'],
] as const;

/** 0 to 999 billions in words. */
export function cardinal(count: number, ending: Ending, decades: Decades): Words {
  if (count === 0) return ['zéro'];
  const words: string[] = [];
  let rest = count;
  for (const [size, noun] of nouns) {
    const many = Math.floor(rest / size);
    if (many > 0) words.push(...underThousand(many, 'masculine', decades), many > 1 ? `${noun}s` : noun);
    rest %= size;
  }
  const thousands = Math.floor(rest / 1000);
  if (thousands > 1) words.push(...underThousand(thousands, 'inner', decades));
  if (thousands > 0) words.push('mille');
  if (rest % 1000 > 0) words.push(...underThousand(rest % 1000, ending, decades));
  return words;
}

function underThousand(count: number, ending: Ending, decades: Decades): Words {
  const hundreds = Math.floor(count / 100);
  const rest = count % 100;
  const cent = hundreds > 1 && rest === 0 && ending !== 'inner' ? 'cents' : 'cent';
  return [
    ...(hundreds > 1 ? [small[hundreds] ?? ''] : []),
    ...(hundreds > 0 ? [cent] : []),
    ...(rest > 0 ? underHundred(rest, ending, decades) : []),
  ];
}

function underHundred(count: number, ending: Ending, decades: Decades): Words {
  if (count < 20) return [smallWord(count, ending)];
  const [ten, name] = decades.findLast(([decade]) => decade <= count) ?? [0, ''];
  const rest = count - ten;
  const isVingts = name === 'quatre-vingt';
  if (rest === 0) return [isVingts && ending !== 'inner' ? `${name}s` : name];
  const joinsWithAnd = (rest === 1 || rest === 11) && !isVingts;
  return joinsWithAnd ? [name, 'et', smallWord(rest, ending)] : [name, `-${smallWord(rest, ending)}`];
}

/** 0 to 19. */
export const smallWord = (count: number, ending: Ending): string =>
  count === 1 && ending === 'feminine' ? 'une' : (small[count] ?? '');
