// Sounds made from texts and recordings, with a counting engine and the real sox. Not here: the voice (espeak.test.ts).

import { existsSync, mkdirSync, readdirSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createPrompts, PromptFault, wavInfo } from '../../src/prompts/index.ts';
import type { PromptPart, Speech } from '../../src/prompts/index.ts';
import { believedMs } from '../../src/prompts/recent-sounds.ts';
import { makingMax } from '../../src/prompts/sound-cache.ts';
import { countingSpeech, directory, samples, stoppedClock, tone } from './workbench.ts';

const said = (text: string, language = 'fr-FR'): PromptPart => ({ kind: 'speech', text, language });

function setUp(speech: Speech = countingSpeech(), into = directory()) {
  const clock = stoppedClock();
  const audioFolder = join(into, 'audio');
  mkdirSync(audioFolder, { recursive: true });
  const sounds = join(into, 'sounds');
  const prompts = createPrompts({ speech, clock, directory: sounds, seenAs: '/seen/here', audioFolder });
  const fileOf = (sound: string): string => join(sounds, `${basename(sound)}.wav`);
  return { prompts, clock, sounds, audioFolder, fileOf, into };
}

describe('a spoken text', () => {
  it('becomes a sound of 8 kHz, one channel, 16 bits, named as the telephone system sees it', async () => {
    const { prompts, fileOf } = setUp();
    const [sound] = await prompts.soundsFor([said('Bonjour.')]);
    expect(sound?.sound).toMatch(/^\/seen\/here\/[0-9a-f]{64}$/);
    expect(await wavInfo(fileOf(sound?.sound ?? ''))).toEqual({
      kind: 'wav',
      sampleRateHz: 8000,
      channelCount: 1,
      bitsPerSample: 16,
      lengthMs: sound?.lengthMs,
    });
  });

  it('begins without silence and is as loud as every other', async () => {
    const { prompts, fileOf } = setUp();
    const [sound] = await prompts.soundsFor([said('Bonjour.')]);
    const heard = samples(fileOf(sound?.sound ?? ''));
    // 300 ms of silence stood before 200 ms of tone at 0.2; 3 dB under the limit is 0.708.
    expect(sound?.lengthMs).toBeGreaterThan(180);
    expect(sound?.lengthMs).toBeLessThan(230);
    expect(Math.max(...heard)).toBeCloseTo(0.708, 1);
  });

  it('asked for ten times at once is made once', async () => {
    const speech = countingSpeech();
    const { prompts } = setUp(speech);
    const sounds = await Promise.all(Array.from({ length: 10 }, () => prompts.soundsFor([said('Bonjour.')])));
    expect(new Set(sounds.map(([sound]) => sound?.sound)).size).toBe(1);
    expect(speech.asked).toEqual(['fr-FR Bonjour.']);
  });

  it('made before a restart is found after it', async () => {
    const before = setUp();
    const [made] = await before.prompts.soundsFor([said('Bonjour.')]);
    const speech = countingSpeech();
    const [found] = await setUp(speech, before.into).prompts.soundsFor([said('Bonjour.')]);
    expect(found).toEqual(made);
    expect(speech.asked).toEqual([]);
  });

  it('whose file was cut short is made again', async () => {
    const { prompts, fileOf, clock } = setUp();
    const [made] = await prompts.soundsFor([said('Bonjour.')]);
    truncateSync(fileOf(made?.sound ?? ''), 20);
    clock.move(believedMs);
    expect(await prompts.soundsFor([said('Bonjour.')])).toEqual([made]);
  });

  it('found a moment ago is given again without asking the disk', async () => {
    const { prompts, fileOf, clock } = setUp();
    const [made] = await prompts.soundsFor([said('Bonjour.')]);
    rmSync(fileOf(made?.sound ?? ''));
    clock.move(believedMs - 1);
    expect(await prompts.soundsFor([said('Bonjour.')])).toEqual([made]);
    expect(existsSync(fileOf(made?.sound ?? ''))).toBe(false);
    clock.move(1);
    expect(await prompts.soundsFor([said('Bonjour.')])).toEqual([made]);
    expect(existsSync(fileOf(made?.sound ?? ''))).toBe(true);
  });

  it('in two voices becomes two sounds', async () => {
    const { prompts } = setUp();
    const sounds = await prompts.soundsFor([said('Oui.', 'fr-FR'), said('Oui.', 'en-GB')]);
    expect(new Set(sounds.map(({ sound }) => sound)).size).toBe(2);
  });

  it('without a letter or a digit becomes no sound', async () => {
    expect(await setUp().prompts.soundsFor([said(' . ')])).toEqual([]);
  });

  it('that the engine cannot speak rejects, leaves no file, and is tried again', async () => {
    const tries: string[] = [];
    const speech: Speech = {
      ...countingSpeech(),
      synthesise: (text) => {
        tries.push(text);
        return tries.length === 1 ? Promise.reject(new PromptFault('failed', 'No voice.')) : Promise.resolve(tone(200));
      },
    };
    const { prompts, sounds } = setUp(speech);
    await expect(prompts.soundsFor([said('Bonjour.')])).rejects.toMatchObject({ code: 'failed', retryable: false });
    expect(readdirSync(sounds)).toEqual([]);
    expect(await prompts.soundsFor([said('Bonjour.')])).toHaveLength(1);
  });

  it('is refused at once while too many are being made', async () => {
    const release: (() => void)[] = [];
    const stuck: Speech = {
      ...countingSpeech(),
      synthesise: () =>
        new Promise((resolve) =>
          release.push(() => {
            resolve(tone(50));
          }),
        ),
    };
    const { prompts } = setUp(stuck);
    const waiting = Array.from({ length: makingMax }, (_, index) => prompts.soundsFor([said(`Texte ${index}.`)]));
    for (const each of waiting) each.catch(() => undefined);
    const last = prompts.soundsFor([said('Un de trop.')]);
    await expect(last).rejects.toMatchObject({ code: 'busy', retryable: true });
  });
});

describe('a recorded file', () => {
  const recorded: PromptPart = { kind: 'audio', file: 'fr/bonjour.wav', text: 'Bonjour.', language: 'fr-FR' };

  it('of 16 kHz becomes a sound of 8 kHz, as loud and as long as it was', async () => {
    const { prompts, audioFolder, fileOf } = setUp();
    mkdirSync(join(audioFolder, 'fr'));
    writeFileSync(join(audioFolder, 'fr/bonjour.wav'), tone(400, { rate: 16_000, silenceMs: 100, level: 0.5 }));
    const [sound] = await prompts.soundsFor([recorded]);
    expect(sound?.lengthMs).toBe(500);
    expect(await wavInfo(fileOf(sound?.sound ?? ''))).toMatchObject({ sampleRateHz: 8000, channelCount: 1 });
    expect(Math.max(...samples(fileOf(sound?.sound ?? '')))).toBeCloseTo(0.5, 1);
  });

  it('that changes becomes another sound, a moment later', async () => {
    const { prompts, audioFolder, clock } = setUp();
    mkdirSync(join(audioFolder, 'fr'));
    writeFileSync(join(audioFolder, 'fr/bonjour.wav'), tone(400, { rate: 8000 }));
    const [before] = await prompts.soundsFor([recorded]);
    writeFileSync(join(audioFolder, 'fr/bonjour.wav'), tone(300, { rate: 8000 }));
    clock.move(believedMs);
    const [after] = await prompts.soundsFor([recorded]);
    expect(after?.sound).not.toBe(before?.sound);
    expect(after?.lengthMs).toBe(300);
  });

  it('that is missing is spoken from its transcript', async () => {
    const speech = countingSpeech();
    expect(await setUp(speech).prompts.soundsFor([recorded])).toHaveLength(1);
    expect(speech.asked).toEqual(['fr-FR Bonjour.']);
  });

  it('outside the audio folder is refused', async () => {
    const { prompts } = setUp();
    await expect(prompts.soundsFor([{ ...recorded, file: '../secret.wav' }])).rejects.toMatchObject({ code: 'failed' });
    await expect(prompts.soundsFor([{ ...recorded, file: '/etc/passwd' }])).rejects.toMatchObject({ code: 'failed' });
  });
});

describe('preparing a program', () => {
  const program = {
    flows: {
      accueil: {
        languages: ['fr-FR', 'en-GB'],
        ops: [{ op: 'say', prompt: { kind: 'text', text: 'Alpes' } }, { op: 'hangup' }],
      },
    },
    prompts: {
      'fr-FR': {
        bonjour: { audio: null, pieces: [{ kind: 'text', text: 'Bonjour.' } as const] },
        numero: {
          audio: null,
          pieces: [{ kind: 'text', text: 'Le ' } as const, { kind: 'parameter', name: 'n' } as const],
        },
      },
      'en-GB': { bonjour: { audio: null, pieces: [{ kind: 'text', text: 'Good morning.' } as const] } },
      'de-DE': { bonjour: { audio: null, pieces: [{ kind: 'text', text: 'Guten Tag.' } as const] } },
    },
  };

  it('makes what does not vary, in the languages of its flows', async () => {
    const speech = countingSpeech();
    const { prompts } = setUp(speech);
    expect(await prompts.prepareProgram(program)).toEqual({ soundCount: 4, madeCount: 4 });
    expect(speech.asked.toSorted()).toEqual(['en-GB Alpes', 'en-GB Good morning.', 'fr-FR Alpes', 'fr-FR Bonjour.']);
  });

  it('a second time makes nothing', async () => {
    const { prompts } = setUp();
    await prompts.prepareProgram(program);
    expect(await prompts.prepareProgram(program)).toEqual({ soundCount: 4, madeCount: 0 });
  });

  it('is not undone by tidying, which removes what single calls left', async () => {
    const { prompts, clock, sounds } = setUp();
    await prompts.prepareProgram(program);
    await prompts.soundsFor([said('Le 1 2 3')]);
    expect(await prompts.tidy()).toBe(0);
    clock.move(25 * 3_600_000);
    expect(await prompts.tidy()).toBe(1);
    expect(readdirSync(sounds)).toHaveLength(4);
  });

  it('does not keep what a dead process left unfinished', async () => {
    const { prompts, clock, sounds } = setUp();
    await prompts.soundsFor([said('Bonjour.')]);
    const unfinished = join(sounds, 'x.wav.1-1.part');
    writeFileSync(unfinished, '');
    utimesSync(unfinished, new Date(clock.now()), new Date(clock.now()));
    expect(await prompts.tidy()).toBe(0);
    clock.move(2 * 3_600_000);
    expect(await prompts.tidy()).toBe(1);
  });

  it('renews what is used, so that it is not removed', async () => {
    const { prompts, clock, fileOf } = setUp();
    const [sound] = await prompts.soundsFor([said('Bonjour.')]);
    clock.move(23 * 3_600_000);
    await prompts.soundsFor([said('Bonjour.')]);
    expect(statSync(fileOf(sound?.sound ?? '')).mtimeMs).toBeCloseTo(clock.now(), -1);
    clock.move(2 * 3_600_000);
    expect(await prompts.tidy()).toBe(0);
  });
});
