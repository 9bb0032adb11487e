// Which variable a misspelt one was meant to be. Not here: which variables there are (config.ts).

/** Further away than this, a name is another one and no slip of the keyboard. */
const slipCountMax = 6;

/** The name of `known` that is meant, or null when none is near. */
export function nearestName(name: string, known: readonly string[]): string | null {
  const ranked = known.map((other) => ({ other, far: distance(name, other) })).sort((one, two) => one.far - two.far);
  const first = ranked[0];
  return first !== undefined && first.far <= slipCountMax ? first.other : null;
}

/** Levenshtein's edit distance. */
function distance(one: string, other: string): number {
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [row, letter] of Array.from(one).entries()) {
    const line = [row + 1];
    for (const [column, against] of Array.from(other).entries()) {
      const replaced = (last[column] ?? 0) + (letter === against ? 0 : 1);
      line.push(Math.min(replaced, (last[column + 1] ?? 0) + 1, (line[column] ?? 0) + 1));
    }
    last = line;
  }
  return last[other.length] ?? 0;
}
