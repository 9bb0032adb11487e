// Ordinals in French: the last word changes. Masculine, as rangs, numéros and days are. Not here: cardinals.

import type { Words } from '../words.ts';
import { cardinal } from './numbers.ts';
import type { Region } from './regions.ts';

/** `premier`, `vingt et unième`, `deux centième`. */
export function ordinal(rank: number, decades: Region['decades']): Words {
  if (rank === 1) return ['premier'];
  const words = cardinal(rank, 'inner', decades);
  const [count, noun, ...rest] = words;
  // `un millionième` would be a fraction.
  const isOneNoun = count === 'un' && noun !== undefined && rest.length === 0;
  return [...words.slice(isOneNoun ? 1 : 0, -1), ordinalWord(words.at(-1) ?? '')];
}

/** cinq cinquième, neuf neuvième, quatre quatrième, millions millionième. */
function ordinalWord(cardinalWord: string): string {
  const stem = cardinalWord
    .replace(/q$/, 'qu')
    .replace(/f$/, 'v')
    .replace(/e$/, '')
    .replace(/(li(?:on|ard))s$/, '$1');
  return `${stem}ième`;
}
