// Whatever is written, the compiler answers: no exception, no endless work, every message in its place. fast-check prints the
// seed of a failing case; replay it with `{ seed, path }`.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogue, compileProject, readFile, renderAll } from '../../src/dsl/index.ts';
import type { SourceFile } from '../../src/dsl/index.ts';
import { lex } from '../../src/dsl/tokens.ts';
import { corpus, host } from './in-memory.ts';

const originals = [
  'good/FIL101-everything.fil',
  '../../flows/accueil.fil',
  'examples/banque/accueil.fil',
  'examples/banque/accueil.test.fil',
  'examples/banque/commun/crm.fil',
  'examples/enquete/enquete.fil',
  'examples/vente/vente.fil',
  'good/FIL602-foreseen.fil',
  'good/FIL603-once.fil',
].map((path) => readFileSync(join(corpus, path), 'utf8'));

interface Mutation {
  readonly kind: 'delete' | 'double' | 'swap' | 'replace';
  readonly at: number;
  readonly by: number;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom('delete', 'double', 'swap', 'replace'),
  at: fc.nat(10_000),
  by: fc.nat(10_000),
});

/** The text with one token deleted, doubled, replaced by another one of the file, or changed for it. */
function mutate(text: string, { kind, at, by }: Mutation): string {
  const { tokens } = lex(text);
  if (tokens.length === 0) return text;
  const token = tokens[at % tokens.length]!;
  const other = tokens[by % tokens.length]!;
  const put = (one: typeof token, image: string, into: string): string =>
    into.slice(0, one.startOffset) + image + into.slice((one.endOffset ?? one.startOffset) + 1);
  if (kind === 'delete') return put(token, '', text);
  if (kind === 'double') return put(token, `${token.image} ${token.image}`, text);
  if (kind === 'replace' || token === other) return put(token, other.image, text);
  const [first, last] = token.startOffset < other.startOffset ? [token, other] : [other, token];
  return put(first, last.image, put(last, first.image, text));
}

async function examine(text: string): Promise<void> {
  const source: SourceFile = { file: 'a.fil', text };
  const result = await compileProject(host([source]));
  const diagnostics = result.kind === 'ok' ? result.value.warnings : result.failure;
  if (result.kind === 'failed') expect(diagnostics.length).toBeGreaterThan(0);
  const length = text.normalize('NFC').length;
  for (const { code, span, message, hint } of diagnostics) {
    expect(Object.keys(catalogue)).toContain(code);
    expect(message.length).toBeGreaterThan(0);
    expect(hint.length).toBeGreaterThan(0);
    expect(span.offset).toBeGreaterThanOrEqual(0);
    expect(span.endOffset).toBeGreaterThanOrEqual(span.offset);
    expect(span.endOffset).toBeLessThanOrEqual(length);
  }
  renderAll(diagnostics, [source]);
}

describe('the compiler', () => {
  it('answers to a flow with one to four tokens changed', { timeout: 60_000 }, async () => {
    const mutations = fc.array(mutation, { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...originals), mutations, (text, changes) =>
        examine(changes.reduce(mutate, text)),
      ),
      { numRuns: 250 },
    );
  });

  it('answers to a flow that ends anywhere', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...originals), fc.nat(3000), (text, at) => examine(text.slice(0, at))),
      { numRuns: 100 },
    );
  });

  it('answers to any characters', async () => {
    await fc.assert(fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), examine), { numRuns: 300 });
  });

  it('answers to any heap of its own tokens', async () => {
    const images = [
      ...new Set(lex(originals.join('\n')).tokens.map(({ image }) => image)),
      'transfer',
      'choose',
      '?.',
      '&&',
    ];
    const heap = fc.array(fc.constantFrom(...images), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(heap, (words) => examine(words.join(' '))),
      { numRuns: 300 },
    );
  });
});

describe('one mistake', () => {
  it('gets one message about syntax in nine cases of ten', () => {
    // A swap would be two mistakes.
    const oneChange = mutation.filter(({ kind }) => kind !== 'swap');
    const random = fc.sample(oneChange, { numRuns: 400, seed: 42 });
    const counts = random.flatMap((change, index) => {
      const text = mutate(originals[index % originals.length]!, change);
      const { diagnostics } = readFile({ file: 'a.fil', text });
      const count = diagnostics.filter(({ code }) => code === 'FIL101' || code === 'FIL102').length;
      return count === 0 ? [] : [count];
    });
    const single = counts.filter((count) => count === 1).length;
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    expect(single / counts.length).toBeGreaterThan(0.9);
    expect(mean).toBeLessThan(1.2);
  });
});

describe('what is too much', () => {
  it('is refused with one message: depth, size, endless chains', () => {
    const step = (inside: string): string => `flow a { entry "+33180001122" step b { ${inside} } }`;
    const cases = {
      parentheses: step(`wait ${'('.repeat(500)}1${')'.repeat(500)}`),
      blocks: step('if true {'.repeat(500)),
      conditionals: step(`wait ${'if true then 1 else '.repeat(20_000)} 1`),
      size: '/'.repeat(1_000_001),
    };
    for (const [name, text] of Object.entries(cases)) {
      const { diagnostics, module } = readFile({ file: 'a.fil', text });
      expect([name, module, diagnostics.map(({ code }) => code)]).toEqual([name, null, ['FIL101']]);
    }
  });
});
