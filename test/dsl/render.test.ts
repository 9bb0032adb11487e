// How a message looks: the line, the carets, the other places. The corpus compares whole messages; here the odd ones.

import { describe, expect, it } from 'vitest';
import { renderAll } from '../../src/dsl/index.ts';
import type { Diagnostic, Span } from '../../src/dsl/index.ts';
import { diagnose } from './in-memory.ts';

const span = (file: string, line: number, column: number, length: number): Span => ({
  ...{ file, line, column, endLine: line, endColumn: column + length, offset: 0, endOffset: length },
});
const message = (more: Partial<Diagnostic>): Diagnostic => ({
  code: 'FIL201',
  severity: 'error',
  message: 'There is no step `x`',
  span: span('a.fil', 1, 1, 1),
  label: '',
  related: [],
  path: [],
  hint: 'declare it.',
  fix: null,
  ...more,
});

describe('a message', () => {
  it('has its carets under the place, whatever tabs stand before', () => {
    const text = '\tgoto x';
    const lines = renderAll([message({ span: span('a.fil', 1, 7, 1) })], [{ file: 'a.fil', text }]).split('\n');
    expect(lines.slice(1, 3)).toEqual([' 1 |   goto x', '   |        ^']);
  });

  it('marks a place of several lines to the end of the first', () => {
    const place = { ...span('a.fil', 1, 6, 4), endLine: 3 };
    const lines = renderAll([message({ span: place })], [{ file: 'a.fil', text: 'step a {\n}\n' }]).split('\n');
    expect(lines[2]).toBe('   |      ^^^');
  });

  it('names the file of another place that lies elsewhere, and lines up the numbers', () => {
    const sources = [
      { file: 'a.fil', text: 'goto x' },
      { file: 'b.fil', text: `${'\n'.repeat(99)}step y {}` },
    ];
    const related = [{ span: span('b.fil', 100, 6, 1), label: 'the nearest' }];
    const lines = renderAll([message({ related })], sources).split('\n');
    expect(lines[1]).toBe('   1 | goto x');
    expect(lines[3]).toMatch(/^ 100 \| step y \{\} +<- the nearest \(b\.fil\)$/);
  });

  it('about a file that is not at hand still says what and where', () => {
    expect(renderAll([message({})], [])).toContain('a.fil:1:1');
  });

  it('about the end of a file stands at its last character', async () => {
    const [found] = await diagnose('flow a {\n');
    expect([found?.span.line, found?.span.column]).toEqual([1, 8]);
  });

  it('is not written for nothing', () => {
    expect(renderAll([], [])).toBe('');
  });
});
