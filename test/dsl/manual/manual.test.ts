// Every code block of docs/language.md is true: projects check without a message and are in their one form, excerpts compile,
// what must fail says what stands below it (UPDATE=1 writes that anew), and links lead somewhere.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogue, checkProject, formatFile, renderAll } from '../../../src/dsl/index.ts';
import type { SourceFile } from '../../../src/dsl/index.ts';
import { functions, requirements } from '../../../src/dsl/check/built-in.ts';
import { starters } from '../../../src/dsl/words.ts';
import { commandLine, scratch } from '../../cli/command-line.ts';
import { host } from '../in-memory.ts';
import { blocksOf, withBlock } from './blocks.ts';
import { excerpts, failing, wholeProjects } from './projects.ts';

const docs = join(import.meta.dirname, '../../../docs');
const page = join(docs, 'language.md');
const manual = readFileSync(page, 'utf8');
const blocks = blocksOf(manual);
const world = blocks
  .filter(({ says }) => says.has('world'))
  .map(({ says, text }) => ({ file: says.get('file') ?? '', text }));

async function messagesOf(files: readonly SourceFile[]): Promise<string> {
  const { diagnostics } = await checkProject(host(files));
  return renderAll(diagnostics, files);
}

const named = <T extends { readonly name: string }>(all: readonly T[]): [string, T][] =>
  all.map((each) => [each.name, each]);

describe('a project of the manual', () => {
  it.each(named(wholeProjects(blocks)))('%s: checks without a message', async (_, { files }) => {
    expect(await messagesOf(files)).toBe('');
  });

  it.each(
    blocks.filter(({ language, says }) => language === 'fil' && says.has('file')).map((each) => [each.line, each]),
  )('has the file of line %i in its one form', (_, { says, text }) => {
    const formatted = formatFile({ file: says.get('file') ?? '', text });
    expect(formatted.kind === 'ok' ? formatted.value : '').toBe(text);
  });
});

describe('an excerpt of the manual', () => {
  it.each(named(excerpts(blocks, world)))('%s: compiles', async (_, { files }) => {
    expect(await messagesOf(files)).toBe('');
  });
});

describe('what must fail in the manual', () => {
  it.each(named(failing(blocks, world)))(
    '%s: says what stands below it',
    async (_, { files, source, messages, index }) => {
      const { diagnostics } = await checkProject(host(files));
      const found = renderAll(diagnostics, [source]);
      expect(found).not.toBe('');
      if (process.env.UPDATE === '1') {
        const now = readFileSync(page, 'utf8');
        writeFileSync(page, withBlock(now, blocksOf(now)[index]!, found));
      } else expect(found.trimEnd()).toBe(messages.text.trimEnd());
    },
  );
});

describe('a command of the manual', () => {
  const shown = blocks.filter(({ language }) => language === 'console');
  it.each(shown.map((each) => [each.line, each]))('of line %i prints what stands below it', async (_, block) => {
    const before = blocks.filter(({ line, chapter }) => line < block.line && chapter === block.chapter);
    const [project] = wholeProjects(before).toReversed();
    const [command = '', ...answer] = block.text.trimEnd().split('\n');
    expect(command).toMatch(/^\$ carillon (?:check|fmt|explain)\b/);
    const root = scratch();
    for (const { file, text } of project?.files ?? []) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), text);
    }
    const args = command
      .split(' ')
      .slice(2)
      .map((each) => (each === '.' ? root : each));
    const { out, err } = await commandLine().run(args);
    expect(
      [out, err]
        .filter((each) => each !== '')
        .join('\n')
        .replaceAll(root, '.'),
    ).toBe(answer.join('\n'));
  });
});

describe('the manual', () => {
  it('has blocks of these languages only, and a world for its excerpts', () => {
    const known = ['fil', 'json', 'text', 'console', 'sh'];
    expect(blocks.filter(({ language }) => !known.includes(language))).toEqual([]);
    expect(world.length).toBeGreaterThan(0);
  });

  it('names every statement, item, test line and function', () => {
    const words = [...Object.values(starters).flat(), ...functions.keys(), ...requirements.keys()];
    const code = blocks
      .filter(({ language }) => language === 'fil')
      .map(({ text }) => text)
      .join('\n');
    expect([...new Set(words)].filter((word) => !new RegExp(`(?<![\\w-])${word}(?![\\w-])`).test(code))).toEqual([]);
  });

  it('names only codes that exist', () => {
    const codes = new Set(manual.match(/FIL\d{3}/g));
    expect([...codes].filter((code) => !(code in catalogue))).toEqual([]);
  });

  it('links to headings and files that exist', () => {
    const anchors = (text: string): ReadonlySet<string> =>
      new Set([...text.matchAll(/^#+ (?<title>.+)$/gm)].map((each) => `#${slugOf(each.groups?.title ?? '')}`));
    const pages = new Map(
      readdirSync(docs)
        .filter((file) => file.endsWith('.md'))
        .map((file) => [file, anchors(readFileSync(join(docs, file), 'utf8'))]),
    );
    const links = [
      ...manual.matchAll(/\]\((?<to>[^)\s]+)\)/g),
      ...readFileSync(join(docs, 'grammar.md'), 'utf8').matchAll(/\]\((?<to>language[^)\s]+)\)/g),
    ];
    const lost = links
      .map((each) => each.groups?.to ?? '')
      .filter((to) => {
        const [file = '', anchor] = to.split('#');
        const known = pages.get(file === '' ? 'language.md' : file);
        if (known === undefined) return !readdirSync(join(docs, dirname(file))).includes(file.split('/').at(-1) ?? '');
        return anchor !== undefined && !known.has(`#${anchor}`);
      });
    expect(lost).toEqual([]);
  });
});

/** The anchor that GitHub gives a heading. */
const slugOf = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');
