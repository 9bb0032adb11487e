// `fmt` changes the form and nothing else: the tree and the comments stay, and what is formatted stays as it is.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatFile, readFile } from '../../src/dsl/index.ts';
import { exampleFiles, exampleNames } from './examples.ts';
import { corpusFiles } from './in-memory.ts';
import { randomFrom, sentence } from './sentences.ts';

const file = 'a.fil';

/** The tree without places, comments as their texts. */
function tree(text: string): unknown {
  const { module } = readFile({ file, text });
  if (module === null) throw new Error(`It can be read: ${text}`);
  const comments = module.comments.map((each) => each.text.trimEnd()).sort();
  return [
    JSON.parse(JSON.stringify(module, (key, value: unknown) => (dropped.includes(key) ? undefined : value))),
    comments,
  ];
}

const dropped = ['span', 'keyword', 'comments', 'ends', 'keep'];

function formatted(text: string): string {
  const result = formatFile({ file, text });
  if (result.kind === 'failed') throw new Error(result.failure.map(({ message }) => message).join('\n'));
  return result.value;
}

function expectSame(text: string): void {
  const once = formatted(text);
  expect(tree(once)).toEqual(tree(text));
  expect(formatted(once)).toBe(once);
}

describe('a formatted file', () => {
  const sources = [
    ...corpusFiles('good'),
    ...corpusFiles('bad'),
    ...exampleNames().flatMap(exampleFiles),
    ...['accueil.fil', 'messages.fil'].map((name) => ({
      file: name,
      text: readFileSync(join(import.meta.dirname, '../../flows', name), 'utf8'),
    })),
  ].filter((source) => source.file.endsWith('.fil') && formatFile(source).kind === 'ok');

  it.each(sources.map((source) => [source.file, source.text]))(
    '%s: same tree, same comments, same again',
    (_, text) => {
      expectSame(text);
    },
  );

  it('keeps the tree of 500 sentences made from the grammar', () => {
    const random = randomFrom(7);
    let readable = 0;
    for (let index = 0; index < 500; index++) {
      const text = sentence(random, 120);
      if (formatFile({ file, text }).kind === 'failed') continue;
      readable++;
      expectSame(text);
    }
    // What a walk over the grammar makes can still be refused: `return` takes what follows as its value, and so on.
    expect(readable).toBeGreaterThan(300);
  });

  it('is not made of a file that cannot be read', () => {
    expect(formatFile({ file, text: 'flow {' }).kind).toBe('failed');
  });

  it('keeps comments where they belong', () => {
    const text = `// en-tête

// du parcours
flow   f{ // ouvre
// avant
entry "+33180001122" // derrière
step a{say x(n:1, // au milieu
m:2) hangup // fin
// dernier
}}
// tout à la fin`;
    expect(formatted(text)).toBe(`// en-tête

// du parcours
flow f { // ouvre
  // avant
  entry "+33180001122"  // derrière
  step a {
    // au milieu
    say x(n: 1, m: 2)
    hangup  // fin
    // dernier
  }
}

// tout à la fin
`);
  });

  it('keeps together what `fil-allow` speaks of', () => {
    const text = `flow f {
  step a {
    menu m { prompt p  key 1 -> a  key 2 -> b  on no input, no match -> b } // fil-allow FIL801: court
    say x(n:1)   hangup // fil-allow FIL204: essai
    if a is 1 { say x
      say y } // fil-allow FIL307: de la dernière ligne
  }
}
`;
    const expected = `flow f {
  step a {
    menu m { prompt p  key 1 -> a  key 2 -> b  on no input, no match -> b }  // fil-allow FIL801: court
    say x(n: 1)  hangup  // fil-allow FIL204: essai
    if a is 1 { say x  say y }  // fil-allow FIL307: de la dernière ligne
  }
}
`;
    expect(formatted(text)).toBe(expected);
    expect(formatted(expected)).toBe(expected);
  });
});
