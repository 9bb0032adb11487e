// A project of several files: settings, what is read, what stops what. Not here: single checks (the corpus).

import { describe, expect, it } from 'vitest';
import { checkProject, compileProject } from '../../src/dsl/index.ts';
import type { SourceFile } from '../../src/dsl/index.ts';
import { host } from './in-memory.ts';

const flow = 'flow accueil { entry "+33180001122" step a { say bonjour hangup } }';
const prompts = 'prompts fr-FR { bonjour = "Bonjour." }';
const settings = (text: string): SourceFile => ({ file: 'fil.json', text });
const codes = async (...files: readonly SourceFile[]): Promise<readonly string[]> =>
  (await checkProject(host(files))).diagnostics.map(({ code, span }) => `${code} ${span.file}`);

describe('files of a project', () => {
  it('see the prompts of each other', async () => {
    expect(await codes({ file: 'a.fil', text: flow }, { file: 'sous/b.fil', text: prompts })).toEqual([]);
  });

  it('are all read for their syntax, and no further while one of them is wrong', async () => {
    const wrong = 'flow x { entry "+33180001123" step { hangup } }';
    expect(
      await codes({ file: 'a.fil', text: flow }, { file: 'b.fil', text: wrong }, { file: 'c.fil', text: wrong }),
    ).toEqual(['FIL101 b.fil', 'FIL101 c.fil']);
  });

  it('go on being checked behind a slip with a known fix', async () => {
    const slips = 'flwo accueil { entry "+33180001122" step a { say bonsoir hangup } }';
    expect(await codes({ file: 'a.fil', text: slips }, { file: 'b.fil', text: prompts })).toEqual([
      'FIL102 a.fil',
      'FIL401 a.fil',
    ]);
  });

  it('that hold tests are read too', async () => {
    expect(await codes({ file: 'a.test.fil', text: 'anything' })).toEqual(['FIL101 a.test.fil']);
  });

  it('without any flow compile to an empty program', async () => {
    const result = await compileProject(host([]));
    expect(result).toMatchObject({ kind: 'ok', value: { program: { flows: {}, prompts: {} } } });
  });
});

describe('fil.json', () => {
  const english = [
    { file: 'a.fil', text: flow },
    { file: 'b.fil', text: 'prompts en-GB { bonjour = "Good morning." }' },
  ];

  it('names the reference language, in which flows speak that name none', async () => {
    expect(await codes(...english)).toEqual(['FIL402 a.fil']);
    expect(await codes(...english, settings('{ "reference": "en-GB" }'))).toEqual([]);
  });

  it('names the folder of audio files', async () => {
    const audio = { file: 'b.fil', text: 'prompts fr-FR { bonjour = audio "8000.wav" }' };
    expect(await codes(english[0]!, audio)).toEqual(['FIL404 b.fil']);
    expect(await codes(english[0]!, audio, settings('{ "audio": "audio/fr", "rules": {} }'))).toEqual([]);
  });

  it.each(['', '[]', '{ "reference": 3 }', '{ "reference": "french" }', '{ "audio": "../up" }', '{ "audi": "x" }'])(
    'that says %s is refused',
    async (text) => {
      expect(await codes(settings(text))).toEqual(['FIL101 fil.json']);
    },
  );
});
