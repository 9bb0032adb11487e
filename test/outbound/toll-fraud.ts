// The corpus of numbers that must not be called, and of those that must: one JSON text a line. Not here: what refuses them.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const directory = join(import.meta.dirname, '../corpus/toll-fraud');

/** The texts of one file. */
export function numbersIn(name: string): readonly string[] {
  const lines = readFileSync(join(directory, `${name}.txt`), 'utf8').split('\n');
  return lines.filter((line) => line !== '' && !line.startsWith('# ')).map((line) => JSON.parse(line) as string);
}

/** The files of bad numbers. */
export const badFiles = readdirSync(directory)
  .map((file) => file.replace(/\.txt$/, ''))
  .filter((name) => name !== 'good');

/** Every bad number. */
export const badNumbers = (): readonly string[] => badFiles.flatMap(numbersIn);
