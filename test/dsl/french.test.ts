// Everything that the compiler says about the corpus and the examples it can say in French: no sentence stays English.

import { describe, expect, it } from 'vitest';
import { checkProject, inLanguage, renderAll } from '../../src/dsl/index.ts';
import type { Diagnostic } from '../../src/dsl/index.ts';
import { known } from '../../src/dsl/french.ts';
import { exampleFiles, exampleNames } from './examples.ts';
import { corpusFiles, host, hostOf } from './in-memory.ts';
import { mistakes } from './mutations.ts';

async function everything(): Promise<readonly Diagnostic[]> {
  const ofCorpus = corpusFiles('bad').map((source) => checkProject(hostOf(source)));
  const files = exampleNames().map(exampleFiles);
  const ofMistakes = files.flatMap((each) => mistakes(each, 60, 5)).map((mistake) => checkProject(host(mistake.files)));
  return (await Promise.all([...ofCorpus, ...ofMistakes])).flatMap(({ diagnostics }) => diagnostics);
}

describe('in French', () => {
  it('every message, label and hint has its sentence', { timeout: 60_000 }, async () => {
    const found = await everything();
    const sentences = found.flatMap(({ message, hint, label, related }) => [
      ...[message, hint, label],
      ...related.map((each) => each.label),
    ]);
    const missing = [...new Set(sentences)].filter((text) => text !== '' && known(text) === null);
    expect(missing).toEqual([]);
  });

  it('names and code stay as they are, and the frame is French', async () => {
    const text = 'flow a { entry "+33180001122" step b { say bonjour goto fni } step fin { hangup } }';
    const source = { file: 'a.fil', text };
    const { diagnostics } = await checkProject(
      host([source, { file: 'p.fil', text: 'prompts fr-FR { bonjour = "Bonjour." }' }]),
    );
    const shown = renderAll(inLanguage(diagnostics, 'fr'), [source], 'fr');
    expect(shown).toContain("erreur FIL201  Il n'y a pas d'étape `fni`");
    expect(shown).toContain('Remède : vouliez-vous dire `fin` ?');
  });
});
