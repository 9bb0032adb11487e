// The flows that ship: they compile without a message, and everything they say can be spoken in every language of theirs.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type PromptPiece, compileProject, renderAll } from '../../src/dsl/index.ts';
import { realClock } from '../../src/base/real-clock.ts';
import { createPrompts, espeakSpeech, flowDirectory } from '../../src/prompts/index.ts';

const folder = join(import.meta.dirname, '../../flows');

async function compiled() {
  const directory = flowDirectory(folder);
  const result = await compileProject(directory);
  const found = result.kind === 'ok' ? result.value.warnings : result.failure;
  expect(renderAll(found, await directory.readFiles())).toBe('');
  if (result.kind === 'failed') throw new Error('The flows compile');
  return result.value;
}

describe('flows/', () => {
  it('compile without a message, each number leading to one flow', async () => {
    const { program } = await compiled();
    const entries = Object.values(program.flows).flatMap((flow) => flow.entries);
    expect(entries).toContain('+33180001122');
    expect(new Set(entries).size).toBe(entries.length);
    expect(Object.keys(program.flows).length).toBeGreaterThan(9);
  });

  it('say in French whatever they say in English', async () => {
    const { program } = await compiled();
    const [french, english] = ['fr-FR', 'en-GB'].map((locale) => Object.keys(program.prompts[locale] ?? {}));
    expect(english?.filter((name) => french?.includes(name) !== true)).toEqual([]);
  });

  it('can all be spoken beforehand, each prompt in less than 20 seconds of speech', { timeout: 120_000 }, async () => {
    const { program } = await compiled();
    const directory = mkdtempSync(join(tmpdir(), 'flows-'));
    try {
      const options = { clock: realClock(), directory, seenAs: 'made', audioFolder: join(folder, 'audio') };
      const prompts = createPrompts({ ...options, speech: espeakSpeech() });
      const { soundCount, madeCount } = await prompts.prepareProgram(program);
      expect(madeCount).toBe(soundCount);
      // Those with values are known only in a call; two that say the same are one sound.
      const fixed = Object.entries(program.prompts).flatMap(([language, bodies]) =>
        Object.values(bodies).flatMap(({ pieces, choose }) =>
          choose === undefined && pieces.every(({ kind }) => kind === 'text')
            ? [[language, textOf(pieces)] as const]
            : [],
        ),
      );
      expect(soundCount).toBe(new Set(fixed.map((each) => each.join(' '))).size);
      for (const [language, text] of fixed) {
        const [sound] = await prompts.soundsFor([{ kind: 'speech', text, language }]);
        expect([text, (sound?.lengthMs ?? Infinity) < 20_000]).toEqual([text, true]);
      }
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});

const textOf = (pieces: readonly PromptPiece[]): string =>
  pieces.map((piece) => (piece.kind === 'text' ? piece.text : '')).join('');
