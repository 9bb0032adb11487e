// Chance as an argument: whoever decides by chance receives a Random. The seeded one gives the same numbers for the same
// seed, on every machine. Not here: chance that must not be foreseen (secrets, identities).

export interface Random {
  /** A number from 0 up to, not including, 1. */
  readonly next: () => number;
}

/** Numbers that follow from `seed` alone, by the generator splitmix32. */
export function seededRandom(seed: number): Random {
  let state = seed | 0;
  return {
    next: () => {
      state = (state + 0x9e3779b9) | 0;
      let mixed = state ^ (state >>> 16);
      mixed = Math.imul(mixed, 0x21f0aaad);
      mixed ^= mixed >>> 15;
      mixed = Math.imul(mixed, 0x735a2d97);
      return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
    },
  };
}

/** A seed from a text, by FNV-1a in 32 bits: one text, one seed. */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

/** True with this probability, 0 to 1. */
export const happens = (random: Random, ratio: number): boolean => random.next() < ratio;

/** A whole number from `lowest` to `highest`, both included. */
export const between = (random: Random, lowest: number, highest: number): number =>
  lowest + Math.floor(random.next() * (highest - lowest + 1));

/** One of the values, each as likely; the list must not be empty. */
export function pick<const Value>(random: Random, values: readonly [Value, ...Value[]]): Value {
  return values[Math.floor(random.next() * values.length)] ?? values[0];
}

/** A wait whose mean is `meanMs`, as between events that know nothing of each other; whole milliseconds, at least 1. */
export const waitAround = (random: Random, meanMs: number): number =>
  Math.max(1, Math.round(-Math.log(1 - random.next()) * meanMs));
