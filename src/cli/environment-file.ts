// The manifest of an environment on disk: `env/NAME.json` below the root of a project, or a path of its own.
// Not here: what it says (src/dsl/environment.ts).

import { readFile } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import type { SourceFile } from '../dsl/index.ts';
import { CommandFault } from './exit-codes.ts';

/** The environment that is looked at when none is named, if it is there. */
const usual = 'dev';

/** Where the manifest of an environment lies. */
export const environmentPath = (directory: string, name: string): string => {
  if (!name.endsWith('.json')) return join(directory, 'env', `${name}.json`);
  return isAbsolute(name) ? name : resolve(name);
};

/** The manifest to compare with; null when none was named and there is no usual one. */
export async function environmentFile(directory: string, name: string | undefined): Promise<SourceFile | null> {
  const path = environmentPath(directory, name ?? usual);
  try {
    const file = name?.endsWith('.json') === true ? name : `env/${name ?? usual}.json`;
    return { file, text: await readFile(path, 'utf8') };
  } catch (fault) {
    if (!(fault instanceof Error) || !('code' in fault) || fault.code !== 'ENOENT') throw fault;
    if (name === undefined) return null;
    throw new CommandFault('misuse', `There is no environment ${path}: \`carillon pull --env ${name}\` writes one.`);
  }
}
