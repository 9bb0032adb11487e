// Which known name an unknown one was probably meant to be. Not here: what to do about it.

/** The edit distance between two words, a swap of neighbours counting as one (Damerau, restricted). Stops caring above `limit`. */
export function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const line = [row];
    for (let column = 1; column <= b.length; column++)
      line.push(cell(a, b, { row, column }, { beforeLast, last, line }));
    beforeLast = last;
    last = line;
  }
  return last[b.length] ?? limit + 1;
}

interface Table {
  readonly beforeLast: readonly number[];
  readonly last: readonly number[];
  readonly line: readonly number[];
}

function cell(a: string, b: string, { row, column }: { row: number; column: number }, table: Table): number {
  const same = a[row - 1] === b[column - 1] ? 0 : 1;
  const replaced = (table.last[column - 1] ?? Infinity) + same;
  const removed = (table.last[column] ?? Infinity) + 1;
  const added = (table.line[column - 1] ?? Infinity) + 1;
  const swap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
  const swapped = swap ? (table.beforeLast[column - 2] ?? Infinity) + 1 : Infinity;
  return Math.min(replaced, removed, added, swapped);
}

/** How many slips a word of this length may hold and still be recognised. */
export const slipsMax = (word: string): number => (word.length <= 2 ? 0 : word.length <= 5 ? 1 : 2);

const folded = (word: string): string =>
  word
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036F]/g, '')
    .toLowerCase();

/** The words nearest to `name`, best first, accents and case forgiven; none when nothing is near. */
export function nearestOf(name: string, known: Iterable<string>): readonly string[] {
  const limit = slipsMax(name);
  return [...new Set(known)]
    .map((word) => ({ word, far: distance(folded(name), folded(word), limit) }))
    .filter(({ far }) => far <= limit)
    .sort((one, other) => one.far - other.far || (one.word < other.word ? -1 : 1))
    .slice(0, 3)
    .map(({ word }) => word);
}

/** The end of a sentence that proposes the nearest words: empty when there are none. */
export function nearest(name: string, known: Iterable<string>): string {
  const words = nearestOf(name, known).map((word) => `\`${word}\``);
  return words.length === 0 ? '' : `; did you mean ${words.join(' or ')}?`;
}
