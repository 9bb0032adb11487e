// Cardinals and ordinals in English. Not here: years, which are read in halves (calendar.ts).

import type { Words } from '../words.ts';
import type { Region } from './regions.ts';

type And = Region['hundredAnd'];

/** 0 to 19. */
export const small =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = '  twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

const scales = [
  [1e12, 'trillion'],
  [1e9, 'billion'],
  [1e6, 'million'],
  [1e3, 'thousand'],
] as const;

const irregular: Readonly<Record<string, string>> = {
  one: 'first',
  two: 'second',
  three: 'third',
  five: 'fifth',
  eight: 'eighth',
  nine: 'ninth',
  twelve: 'twelfth',
};

/** 0 to 999 trillions in words. */
export function cardinal(count: number, and: And): Words {
  if (count < 100) return underHundred(count);
  const words: string[] = [];
  let rest = count;
  for (const [size, name] of scales) {
    const many = Math.floor(rest / size);
    if (many > 0) words.push(...underThousand(many, and), name);
    rest %= size;
  }
  if (rest === 0) return words;
  const joins = and === 'and' && rest < 100 && words.length > 0;
  return [...words, ...(joins ? ['and'] : []), ...underThousand(rest, and)];
}

/** `twenty-first`, `one hundredth`. */
export function ordinal(rank: number, and: And): Words {
  const words = cardinal(rank, and);
  return [...words.slice(0, -1), ordinalWord(words.at(-1) ?? '')];
}

export function underHundred(count: number): Words {
  if (count < 20) return [small[count] ?? ''];
  const ten = tens[Math.floor(count / 10)] ?? '';
  return count % 10 === 0 ? [ten] : [ten, `-${small[count % 10] ?? ''}`];
}

function underThousand(count: number, and: And): Words {
  const hundreds = Math.floor(count / 100);
  if (hundreds === 0) return underHundred(count);
  const rest = count % 100;
  const after = rest === 0 ? [] : [...(and === 'and' ? ['and'] : []), ...underHundred(rest)];
  return [small[hundreds] ?? '', 'hundred', ...after];
}

function ordinalWord(word: string): string {
  const hyphen = word.startsWith('-') ? '-' : '';
  const bare = word.slice(hyphen.length);
  return hyphen + (irregular[bare] ?? `${bare.replace(/y$/, 'ie')}th`);
}
