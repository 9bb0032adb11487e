// The examples of the language's definition as programs: audio as if it were there. Not here: what is said about them.

import { type Program, compileProject, renderAll } from '../../src/dsl/index.ts';
import { exampleFiles } from '../dsl/examples.ts';
import { host } from '../dsl/in-memory.ts';

const wav = { kind: 'wav', sampleRateHz: 8000, channelCount: 1, bitsPerSample: 16, lengthMs: 3000 } as const;

/** The program of an example. The definition's sales script holds one mistake on purpose, which is put right. */
export async function exampleProgram(name: string): Promise<Program> {
  const files = exampleFiles(name).map(({ file, text }) => ({
    file,
    text: text.replace(
      /step offre_etudiant \{ tell (\w+)\s+goto conclure \}/,
      'step offre_etudiant { tell $1  goto offre }',
    ),
  }));
  const result = await compileProject({ ...host(files), audioInfo: () => Promise.resolve(wav) });
  if (result.kind === 'ok') return result.value.program;
  throw new Error(
    renderAll(
      result.failure.filter(({ severity }) => severity === 'error'),
      files,
    ),
  );
}
