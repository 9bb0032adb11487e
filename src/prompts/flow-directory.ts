// A directory of flows on disk, as the compiler asks for it: sources, audio files, hash. It fits the ProjectHost of src/dsl.
// Not here: anything about their content.

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { wavInfo } from './wav.ts';
import type { WavInfo } from './wav.ts';

/** The most files of one project; more is a wrong directory. */
export const filesMax = 2000;

export interface FlowDirectory {
  readonly readFiles: () => Promise<readonly { readonly file: string; readonly text: string }[]>;
  readonly audioInfo: (path: string) => Promise<WavInfo>;
  readonly hash: (text: string) => string;
}

/** The directory at `root`; `readFiles` rejects when it cannot be read or holds too much. */
export function flowDirectory(root: string): FlowDirectory {
  return {
    readFiles: async () => {
      const found = await readdir(root, { recursive: true, withFileTypes: true });
      const paths = found
        .filter((entry) => entry.isFile() && (entry.name.endsWith('.fil') || entry.name === 'fil.json'))
        .map((entry) => join(entry.parentPath, entry.name))
        .sort();
      if (paths.length > filesMax) throw new RangeError(`More than ${filesMax} files of flows.`);
      return Promise.all(
        paths.map(async (path) => ({
          file: relative(root, path).split(sep).join('/'),
          text: await readFile(path, 'utf8'),
        })),
      );
    },
    audioInfo: (path) => wavInfo(join(root, path)),
    hash: (text) => createHash('sha256').update(text).digest('hex'),
  };
}
