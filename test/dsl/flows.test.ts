// The flows that ship: they compile without a message, and everything they say can be spoken in every language of theirs.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileProject, renderAll } from '../../src/dsl/index.ts';
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
  it('compile without a message', async () => {
    const { program } = await compiled();
    expect(Object.values(program.flows).map(({ entries }) => entries)).toEqual([['+33180001122']]);
  });

  it('say every prompt in every language', async () => {
    const { program } = await compiled();
    const [flow] = Object.values(program.flows);
    expect(flow?.languages).toEqual(['fr-FR', 'en-GB']);
    expect(Object.keys(program.prompts['en-GB'] ?? {})).toEqual(Object.keys(program.prompts['fr-FR'] ?? {}));
  });

  it('can all be spoken beforehand, each prompt in less than 20 seconds of speech', { timeout: 60_000 }, async () => {
    const { program } = await compiled();
    const directory = mkdtempSync(join(tmpdir(), 'flows-'));
    try {
      const options = { clock: realClock(), directory, seenAs: 'made', audioFolder: join(folder, 'audio') };
      const prompts = createPrompts({ ...options, speech: espeakSpeech() });
      const { soundCount, madeCount } = await prompts.prepareProgram(program);
      // One prompt of each language names a number, which is known only in a call.
      expect(soundCount).toBe(2 * (Object.keys(program.prompts['fr-FR'] ?? {}).length - 1));
      expect(madeCount).toBe(soundCount);
      for (const [language, bodies] of Object.entries(program.prompts)) {
        for (const [name, { pieces }] of Object.entries(bodies)) {
          const text = pieces.map((piece) => (piece.kind === 'text' ? piece.text : '1 2 3 4 5 6 7 8')).join('');
          const [sound] = await prompts.soundsFor([{ kind: 'speech', text, language }]);
          expect([name, (sound?.lengthMs ?? Infinity) < 20_000]).toEqual([name, true]);
        }
      }
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
