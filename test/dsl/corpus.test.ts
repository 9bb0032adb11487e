// The corpus: every good file compiles, every bad file says exactly what stands beside it (UPDATE=1 writes it anew).

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogue, checkProject, compileProject, renderAll } from '../../src/dsl/index.ts';
import type { Code } from '../../src/dsl/index.ts';
import { corpus, corpusFiles, expectFile, hostOf } from './in-memory.ts';

const codes = Object.keys(catalogue) as Code[];

describe('a good file', () => {
  it.each(corpusFiles('good').map((source) => [source.file, source]))(
    '%s compiles without a message',
    async (_, source) => {
      const result = await compileProject(hostOf(source));
      const found = result.kind === 'failed' ? result.failure : result.value.warnings;
      expect(renderAll(found, [source])).toBe('');
      expect(result.kind).toBe('ok');
    },
  );
});

describe('a bad file', () => {
  it.each(corpusFiles('bad').map((source) => [source.file, source]))(
    '%s gets the messages beside it',
    async (file, source) => {
      const { diagnostics } = await checkProject(hostOf(source));
      expect(diagnostics.map(({ code }) => code)).toContain(file.slice(0, 6));
      expectFile(join(corpus, 'bad', file.replace(/\.fil$/, '.expected.txt')), renderAll(diagnostics, [source]));
    },
  );

  it('does not compile unless it has nothing but warnings', async () => {
    for (const source of corpusFiles('bad')) {
      const result = await compileProject(hostOf(source));
      const found = result.kind === 'ok' ? result.value.warnings : result.failure;
      const hasError = found.some(({ severity }) => severity === 'error');
      expect([source.file, result.kind]).toEqual([source.file, hasError ? 'failed' : 'ok']);
    }
  });
});

describe('a code of the catalogue', () => {
  it.each(codes)('%s has a good and a bad file', (code) => {
    expect(corpusFiles('good').some(({ file }) => file.startsWith(code))).toBe(true);
    expect(corpusFiles('bad').some(({ file }) => file.startsWith(code))).toBe(true);
  });
});

describe('a message', () => {
  it('has a place inside its file, a sentence, a hint, and stands in order of place', async () => {
    for (const source of corpusFiles('bad')) {
      const { diagnostics } = await checkProject(hostOf(source));
      for (const { span, message, hint, related } of diagnostics) {
        expect(message).not.toMatch(/\.$/);
        expect(hint.length).toBeGreaterThan(5);
        for (const place of [span, ...related.map((each) => each.span)]) {
          expect(place.offset).toBeGreaterThanOrEqual(0);
          expect(place.endOffset).toBeGreaterThan(place.offset);
          expect(place.endOffset).toBeLessThanOrEqual(source.text.length);
          const lines = source.text.slice(0, place.offset).split('\n');
          expect([place.line, place.column]).toEqual([lines.length, (lines.at(-1)?.length ?? 0) + 1]);
        }
      }
      const offsets = diagnostics.map(({ span }) => span.offset);
      expect(offsets).toEqual(offsets.toSorted((a, b) => a - b));
    }
  });
});
