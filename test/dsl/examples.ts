// The examples of the language's definition, as files. Not here: what is expected of them.

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { SourceFile } from '../../src/dsl/index.ts';
import { corpus } from './in-memory.ts';

/** Where the examples lie, one folder each. */
export const examplesFolder = join(corpus, 'examples');

/** The names of the examples. */
export const exampleNames = (): readonly string[] => readdirSync(examplesFolder);

/** The files of one example. */
export function exampleFiles(name: string): readonly SourceFile[] {
  const root = join(examplesFolder, name);
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(fil|json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ file: relative(root, path), text: readFileSync(path, 'utf8') }));
}
