// What is written from the grammar and the catalogue is up to date (UPDATE=1 writes it anew).

import { join } from 'node:path';
import { describe, it } from 'vitest';
import { catalogue, checkProject, render } from '../../src/dsl/index.ts';
import type { Code } from '../../src/dsl/index.ts';
import { cstTypes } from '../../src/dsl/cst-types.ts';
import { errorsPage } from '../../src/dsl/errors-page.ts';
import { corpusFiles, expectFile, hostOf } from './in-memory.ts';

const root = join(import.meta.dirname, '../..');

/** For each code the first message about it in the corpus of bad files. */
async function examples(): Promise<ReadonlyMap<Code, string>> {
  const found = new Map<Code, string>();
  for (const source of corpusFiles('bad')) {
    const { diagnostics } = await checkProject(hostOf(source));
    const example = diagnostics.find(({ code }) => source.file.startsWith(code));
    if (example !== undefined && !found.has(example.code)) found.set(example.code, render(example, [source]));
  }
  return found;
}

describe('what is generated is up to date', () => {
  it('the types of the concrete tree', () => {
    expectFile(join(root, 'src/dsl/cst.generated.ts'), cstTypes());
  });

  it('the page about messages, with an example for each of them', async () => {
    const shown = await examples();
    const missing = Object.keys(catalogue).filter((code) => !new Set<string>(shown.keys()).has(code));
    if (missing.length > 0) throw new Error(`No example for ${missing.join(', ')}`);
    expectFile(join(root, 'docs/errors.md'), errorsPage(shown));
  });
});
