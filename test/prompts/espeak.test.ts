// The real espeak-ng, and commands that misbehave. The machine must have espeak-ng and sox: a test that skipped would prove nothing.

import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createPrompts, espeakSpeech } from '../../src/prompts/index.ts';
import { textLengthMax } from '../../src/prompts/speech-text.ts';
import { outputBytesMax, runCommand } from '../../src/prompts/run-command.ts';
import { directory, samples, stoppedClock } from './workbench.ts';

function setUp() {
  const into = directory();
  const speech = espeakSpeech();
  const prompts = createPrompts({ speech, clock: stoppedClock(), directory: into, seenAs: 'made', audioFolder: into });
  return { prompts, into, speech };
}

async function lengthOf(text: string, language: string): Promise<number> {
  const [sound] = await setUp().prompts.soundsFor([{ kind: 'speech', text, language }]);
  return sound?.lengthMs ?? 0;
}

describe('espeak-ng', () => {
  it('speaks French and English in different voices, loud enough for a telephone', async () => {
    const { prompts, into } = setUp();
    const text = 'Important information.';
    const sounds = await prompts.soundsFor([
      { kind: 'speech', text, language: 'fr-FR' },
      { kind: 'speech', text, language: 'en-GB' },
    ]);
    const [french, english] = sounds.map(({ sound }) => samples(join(into, `${basename(sound)}.wav`)));
    expect(french).not.toEqual(english);
    for (const heard of [french, english]) expect(Math.max(...(heard ?? []).map(Math.abs))).toBeCloseTo(0.708, 1);
  });

  it('reads digits that stand apart one by one', async () => {
    expect(await lengthOf('1 2 3 4 5 6 7 8', 'fr-FR')).toBeGreaterThan(1.5 * (await lengthOf('1 2 3 4', 'fr-FR')));
  });

  it('chooses a voice by the language, then by its first letters', () => {
    const { speech } = setUp();
    expect(['fr-FR', 'fr-BE', 'en-GB', 'en-US', 'de-DE', 'fr-CA'].map(speech.voice)).toEqual([
      ...['fr-fr', 'fr-be', 'en-gb', 'en-us', 'de', 'fr'],
    ]);
  });

  it('speaks a text that looks like an option, a command or phonemes, and obeys none of them', async () => {
    const trap = join(directory(), 'trap');
    for (const text of [
      '--version',
      '-f /etc/passwd',
      `$(touch ${trap})`,
      `\`touch ${trap}\``,
      '[[b0nZ]]',
      '<mark/>',
    ]) {
      expect(await lengthOf(text, 'en-GB')).toBeGreaterThan(200);
    }
    expect(existsSync(trap)).toBe(false);
  });

  it('refuses a language that it has no voice for', async () => {
    await expect(lengthOf('Hello', 'xx-XX')).rejects.toMatchObject({ code: 'failed' });
  });

  it('refuses a text that is too long', async () => {
    await expect(lengthOf('a'.repeat(textLengthMax + 1), 'fr-FR')).rejects.toMatchObject({ code: 'tooLong' });
  });

  it('that is not installed is said so', async () => {
    const speech = espeakSpeech('/no/such/program');
    await expect(speech.synthesise('Bonjour', 'fr-FR')).rejects.toMatchObject({
      code: 'unavailable',
      retryable: false,
    });
  });
});

describe('a command', () => {
  it('that takes too long is ended', async () => {
    await expect(runCommand('sleep', ['60'], '', 50)).rejects.toMatchObject({ code: 'timeout', retryable: true });
  });

  it('that gives too much is ended', async () => {
    await expect(runCommand('head', ['-c', String(outputBytesMax + 1), '/dev/zero'], '')).rejects.toMatchObject({
      code: 'tooLong',
    });
  });

  it('that does not read its input is judged by its exit code alone', async () => {
    const long = 'x'.repeat(1_000_000);
    expect((await runCommand('true', [], long)).length).toBe(0);
    await expect(runCommand('false', [], long)).rejects.toMatchObject({ code: 'failed' });
  });
});
