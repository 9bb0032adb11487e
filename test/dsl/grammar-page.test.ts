// docs/grammar.md and its pictures are what the parser says (UPDATE=1 writes them anew), and leave nothing of it out.

import { mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reservedWords, softWords } from '../../src/dsl/words.ts';
import { grammarFiles } from '../../scripts/grammar/page.ts';
import { ebnfOf } from '../../scripts/grammar/ebnf.ts';
import { railroadOf } from '../../scripts/grammar/railroad.ts';
import { shownRules } from '../../scripts/grammar/shape.ts';
import { expectFile } from './in-memory.ts';

const docs = join(import.meta.dirname, '../../docs');
const files = grammarFiles();
const page = files.get('grammar.md') ?? '';

describe('the page about the grammar', () => {
  it.each([...files])('%s is what the parser says', (file, text) => {
    mkdirSync(dirname(join(docs, file)), { recursive: true });
    expectFile(join(docs, file), text);
  });

  it('has no picture of a rule that is gone', () => {
    expect(
      readdirSync(join(docs, 'grammar'))
        .map((file) => `grammar/${file}`)
        .sort(),
    ).toEqual([...files.keys()].filter((file) => file.startsWith('grammar/')).sort());
  });

  it('shows every word of the grammar in some rule', () => {
    const days = ['lun', 'mar', 'mer', 'jeu', 'ven', 'sam', 'dim', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
    const rules = [...page.matchAll(/```ebnf\n(?<rules>[^`]*)```/g)].map((match) => match.groups?.rules ?? '').join('');
    // `off` is a choice of names that the checker knows, not the grammar.
    const unseen = [...reservedWords, ...softWords].filter((word) => !rules.includes(`"${word}"`));
    expect(unseen.filter((word) => !days.includes(word))).toEqual(['off']);
  });

  it('shows each rule that another one leads to', () => {
    const defined = new Set([...page.matchAll(/^### (?<name>[a-z-]+)$/gm)].map((match) => match.groups?.name ?? ''));
    const rules = [...page.matchAll(/```ebnf\n(?<rules>[^`]*)```/g)].map((match) => match.groups?.rules ?? '').join('');
    const used = rules.replaceAll(/"[^"]*"/g, '').match(/[a-z]+(?:-[a-z]+)*/g) ?? [];
    expect([...new Set(used)].filter((name) => !defined.has(name))).toEqual([]);
  });
});

describe('a rule', () => {
  it('that leads back to itself and has no place of its own is refused', () => {
    expect(() => shownRules(['module'])).toThrow(/must have a place in a chapter/);
  });

  it('is written with its options, repetitions and separators', () => {
    const shown = shownRules(['times', 'lengthItem']);
    expect(shown.map(ebnfOf)).toEqual([
      'times = TIME ".." TIME { "," TIME ".." TIME } ;',
      'length-item = "length" NUMBER [ ".." NUMBER ] ;',
    ]);
  });

  it('is drawn within its picture', () => {
    for (const rule of shownRules(['times', 'lengthItem', 'hoursItem', 'keys', 'pattern'])) {
      const svg = railroadOf(rule);
      const [width = 0, height = 0] = (/viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? []).slice(1).map(Number);
      for (const [, x = 0, y = 0, w = 0, h = 0] of svg
        .matchAll(/<rect class="(?!page)\w+" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/g)
        .map((match) => match.map(Number))) {
        expect([x >= 0, y >= 0, x + w <= width, y + h <= height]).toEqual([true, true, true, true]);
      }
    }
  });
});
