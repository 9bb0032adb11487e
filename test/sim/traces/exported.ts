// The project that ships with more tests in its files of tests: an export sees what the tests beside it see.

import { join } from 'node:path';
import type { ProjectHost } from '../../../src/dsl/index.ts';
import { flowDirectory } from '../../../src/prompts/index.ts';

/** The shipped flows, with these texts instead of the tests that stand in these files. */
export function withTests(texts: ReadonlyMap<string, string>): ProjectHost {
  const host = flowDirectory(join(import.meta.dirname, '../../../flows'));
  const readFiles = async () =>
    (await host.readFiles()).map(({ file, text }) => ({ file, text: texts.get(file) ?? text }));
  return { ...host, readFiles };
}
