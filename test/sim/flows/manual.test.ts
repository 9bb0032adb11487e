// The tests that the manual shows pass, and so do those of the definition's examples. Not here: that its blocks compile
// (test/dsl/manual).

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SourceFile } from '../../../src/dsl/index.ts';
import { openProject, runTests } from '../../../src/sim/index.ts';
import { exampleFiles } from '../../dsl/examples.ts';
import { host } from '../../dsl/in-memory.ts';
import { blocksOf } from '../../dsl/manual/blocks.ts';
import { excerpts, wholeProjects } from '../../dsl/manual/projects.ts';
import { failureOf } from './projects.ts';

const blocks = blocksOf(readFileSync(join(import.meta.dirname, '../../../docs/language.md'), 'utf8'));
const world = blocks
  .filter(({ says }) => says.has('world'))
  .map(({ says, text }) => ({ file: says.get('file') ?? '', text }));

async function outcomes(files: readonly SourceFile[]): Promise<readonly string[]> {
  const wav = { kind: 'wav', sampleRateHz: 8000, channelCount: 1, bitsPerSample: 16, lengthMs: 3000 } as const;
  const opened = await openProject({ ...host(files), audioInfo: () => Promise.resolve(wav) });
  if (opened.kind === 'refused') throw new Error(opened.diagnostics.map(({ message }) => message).join('\n'));
  const { runs, restartFindings } = runTests(opened.project, { restarts: 'everywhere' });
  expect(restartFindings).toEqual([]);
  return runs.map((run) => `${run.test.title}: ${failureOf(run) || 'passed'}`);
}

describe('the tests of the manual', () => {
  const shown = [...wholeProjects(blocks), ...excerpts(blocks, world)].filter(({ files }) =>
    files.some(({ text }) => /^test "/m.test(text)),
  );

  it('are several', () => {
    expect(shown.length).toBeGreaterThan(2);
  });

  it.each(shown.map((each) => [each.name, each] as const))('%s: pass', async (_, { files }) => {
    const found = await outcomes(files);
    expect(found.filter((each) => !each.endsWith(': passed'))).toEqual([]);
  });
});

describe('the tests of the definition', () => {
  it('pass on its bank', async () => {
    expect(await outcomes(exampleFiles('banque'))).toEqual([
      'un client premium passe devant et accepte le rappel: passed',
      "le CRM en panne n'empêche pas de joindre un conseiller: passed",
    ]);
  });
});
