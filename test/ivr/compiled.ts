// A program from Fil text, for tests of the engine: text prompts only, no disk.

import { createHash } from 'node:crypto';
import { type Program, compileProject, renderAll } from '../../src/dsl/index.ts';

/** Compiles one file; a text with errors fails the test with the messages a person would read. */
export async function compiled(text: string): Promise<Program> {
  const file = { file: 'test.fil', text };
  const result = await compileProject({
    readFiles: () => Promise.resolve([file]),
    audioInfo: () => Promise.resolve({ kind: 'missing' }),
    hash: (body) => createHash('sha256').update(body).digest('hex'),
  });
  if (result.kind === 'failed') {
    const errors = result.failure.filter(({ severity }) => severity === 'error');
    throw new Error(renderAll(errors, [file]));
  }
  return result.value.program;
}
