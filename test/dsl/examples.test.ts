// The examples of the language's definition: whole projects that compile, or that say exactly what stands beside them
// (UPDATE=1 writes it anew). Not here: single checks (the corpus).

import { join } from 'node:path';
import { describe, it } from 'vitest';
import { checkProject, renderAll } from '../../src/dsl/index.ts';
import { exampleFiles, exampleNames, examplesFolder } from './examples.ts';
import { expectFile, host } from './in-memory.ts';

describe('an example of the definition', () => {
  it.each(exampleNames())('%s says what stands beside it', async (name) => {
    const files = exampleFiles(name);
    const { diagnostics } = await checkProject(host(files));
    expectFile(join(examplesFolder, name, 'expected.txt'), renderAll(diagnostics, files));
  });
});
