// Who reads a value aloud: the packaged voice where it is installed, else our own speech, the sentence in one piece.

import { describe, expect, it } from 'vitest';
import { type PromptPart, createPrompts } from '../../src/prompts/index.ts';
import { countingSpeech, directory, stoppedClock } from './workbench.ts';

const sentence: PromptPart = {
  kind: 'reading',
  text: 'Tour douze.',
  pieces: [
    { kind: 'text', text: 'Tour ' },
    { kind: 'sounds', names: ['digits/12'], text: 'douze' },
    { kind: 'text', text: '.' },
  ],
  language: 'fr-FR',
};

const prompts = (packagedVoices: 'installed' | 'absent') => {
  const speech = countingSpeech();
  const folder = directory();
  const made = createPrompts({
    ...{ clock: stoppedClock(), directory: folder, seenAs: '/seen', speech, audioFolder: folder },
    packagedVoices,
  });
  return { made, speech };
};

describe('a sentence with a value', () => {
  it('is spoken as a whole without packaged voices', async () => {
    const { made, speech } = prompts('absent');
    expect(await made.soundsFor([sentence])).toHaveLength(1);
    expect(speech.asked).toEqual(['fr-FR Tour douze.']);
  });

  it('has its value read by the packaged voice of its language where there is one', async () => {
    const { made, speech } = prompts('installed');
    const sounds = await made.soundsFor([sentence]);
    expect(sounds.map(({ sound }) => sound)).toEqual([expect.stringMatching(/^\/seen\//), 'fr/digits/12']);
    expect(speech.asked).toEqual(['fr-FR Tour']);
  });
});

describe('what a caller left', () => {
  it('cannot be played yet, and that is told', async () => {
    const { made } = prompts('installed');
    const part: PromptPart = { kind: 'recording', recording: 'r', text: '', language: 'fr-FR' };
    await expect(made.soundsFor([part])).rejects.toMatchObject({ code: 'unavailable' });
  });
});
