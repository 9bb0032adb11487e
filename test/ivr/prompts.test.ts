// What a prompt says: values read aloud in the language of the call, choices, formats, and what may be heard as sounds.

import { describe, expect, it } from 'vitest';
import { type PromptPart, advance, worldOf } from '../../src/ivr/index.ts';
import { compiled } from './compiled.ts';
import { newFrame } from './flow-timeline.ts';

/** What is heard of `p`, said with its default values. */
async function parts(prompts: string): Promise<readonly PromptPart[]> {
  const program = await compiled(`
    flow essai { entry "+33180001122" languages fr-FR  on error { hangup }  step a { say p hangup } }
    prompts fr-FR { ${prompts} }`);
  const { effects } = advance(worldOf(program), newFrame(program, 'essai'), { kind: 'begin' }, 0);
  return effects.flatMap((effect) => (effect.kind === 'play' ? effect.parts : []));
}

const spoken = async (prompts: string): Promise<string> => (await parts(prompts)).map(({ text }) => text).join('');

describe('a prompt', () => {
  it.each([
    ['p(n: Number = 21) = "{n}, {n as ordinal}."', 'vingt et un, vingt et unième.'],
    ['p(n: Number = 2.5) = "{n}"', 'deux virgule cinq'],
    ['p(m: Money = 1250.40 EUR) = "{m}"', 'mille deux cent cinquante euros et quarante centimes'],
    ['p(d: Date = 2026-12-24) = "{d as weekday}"', 'jeudi'],
    ['p(t: Duration = 90s) = "{t}"', 'une minute et trente secondes'],
    ['p(d: Digits = "123") = "Le {d}."', 'Le un deux trois.'],
    ['p(n: Number = 1) = choose n { 1 -> "Un seul." otherwise -> "{n}." }', 'Un seul.'],
    [
      'p(n: Number = 5) = choose n { one -> "Un." many -> "Un tas." other -> "Plusieurs." otherwise -> "?" }',
      'Plusieurs.',
    ],
  ])('%s is heard as %s', async (prompts, heard) => {
    expect(await spoken(prompts)).toBe(heard);
  });

  it('reads the label of a member', async () => {
    const program = await compiled(`enum Motif { delai "un délai" accueil "l'accueil" }
      flow essai { entry "+33180001122" languages fr-FR  var m: Motif = delai
        on error { hangup } step a { if m is accueil { hangup }  say p(m: m) hangup } }
      prompts fr-FR { p(m: Motif) = "Pour {m}." }`);
    const { effects } = advance(worldOf(program), newFrame(program, 'essai'), { kind: 'begin' }, 0);
    expect(effects.find(({ kind }) => kind === 'play')).toMatchObject({ parts: [{ text: 'Pour un délai.' }] });
  });

  it('offers its values as sounds of the packaged voice, and the words around them as text', async () => {
    const [part, ...more] = await parts('p(n: Number = 12) = "Tour {n}."');
    expect(more).toEqual([]);
    expect(part).toEqual({
      kind: 'reading',
      text: 'Tour douze.',
      pieces: [
        { kind: 'text', text: 'Tour ' },
        { kind: 'sounds', names: ['digits/12'], text: 'douze' },
        { kind: 'text', text: '.' },
      ],
      language: 'fr-FR',
    });
  });

  it('recorded is its file, with the transcript', async () => {
    const program =
      await compiled(`flow essai { entry "+33180001122" languages fr-FR on error { hangup } step a { say p hangup } }
      prompts fr-FR { p = "Bonjour." }`);
    const prompts = {
      'fr-FR': { p: { audio: 'fr/bonjour.wav', pieces: [{ kind: 'text', text: 'Bonjour.' }] } },
    } as const;
    const world = worldOf({ ...program, prompts });
    const { effects } = advance(world, newFrame(program, 'essai'), { kind: 'begin' }, 0);
    expect(effects.find(({ kind }) => kind === 'play')).toMatchObject({
      parts: [{ kind: 'audio', file: 'fr/bonjour.wav', text: 'Bonjour.' }],
    });
  });
});
