// Of 2,000 mistakes in the examples of the definition nearly all are caught, on the right line, with little more than one
// message each. MUTATIONS=show prints what was missed.

import { describe, expect, it } from 'vitest';
import { checkProject } from '../../src/dsl/index.ts';
import type { AudioInfo, Diagnostic, SourceFile } from '../../src/dsl/index.ts';
import { exampleFiles, exampleNames } from './examples.ts';
import { host } from './in-memory.ts';
import { mistakes } from './mutations.ts';
import type { Mistake } from './mutations.ts';

const count = 2000;
const sound: AudioInfo = { kind: 'wav', sampleRateHz: 8000, channelCount: 1, bitsPerSample: 16, lengthMs: 2500 };
const check = async (files: readonly SourceFile[]): Promise<readonly Diagnostic[]> =>
  (await checkProject({ ...host(files), audioInfo: () => Promise.resolve(sound) })).diagnostics;

const key = ({ code, message, span }: Diagnostic): string => `${code} ${message} ${span.file}`;

/** The messages that a mistake adds. */
async function added({ files }: Mistake, before: ReadonlySet<string>): Promise<readonly Diagnostic[]> {
  return (await check(files)).filter((each) => !before.has(key(each)));
}

const isInPlace = ({ file, lines }: Mistake, { span, related }: Diagnostic): boolean =>
  [span, ...related.map((each) => each.span)].some((each) => each.file === file && lines.includes(each.line));

describe('one mistake', () => {
  it('is caught on its line in 95 of 100 cases, with at most 1.2 messages', { timeout: 300_000 }, async () => {
    const results: { mistake: Mistake; found: readonly Diagnostic[] }[] = [];
    const names = exampleNames();
    for (const [index, name] of names.entries()) {
      const files = exampleFiles(name);
      const before = new Set((await check(files)).map(key));
      const share = Math.round((count * (index + 1)) / names.length) - Math.round((count * index) / names.length);
      for (const mistake of mistakes(files, share, index + 1))
        results.push({ mistake, found: await added(mistake, before) });
    }
    const caught = results.filter(({ mistake, found }) => found.some((each) => isInPlace(mistake, each)));
    const told = results.filter(({ found }) => found.length > 0);
    const messages = told.reduce((sum, { found }) => sum + found.length, 0) / told.length;
    if (process.env['MUTATIONS'] === 'show') show(results);
    expect(results).toHaveLength(count);
    expect(caught.length / results.length).toBeGreaterThanOrEqual(0.95);
    expect(messages).toBeLessThanOrEqual(1.2);
  });
});

function show(results: readonly { mistake: Mistake; found: readonly Diagnostic[] }[]): void {
  const kinds = new Map<string, { total: number; caught: number; messages: number }>();
  for (const { mistake, found } of results) {
    const entry = kinds.get(mistake.kind) ?? { total: 0, caught: 0, messages: 0 };
    entry.total++;
    const isCaught = found.some((each) => isInPlace(mistake, each));
    if (isCaught) entry.caught++;
    entry.messages += found.length;
    kinds.set(mistake.kind, entry);
    if (!isCaught || found.length > 1) {
      const shown = found.map(({ code, message, span }) => `     ${code} ${span.file}:${span.line} ${message}`);
      console.log([`${isCaught ? 'MANY' : 'MISSED'} ${mistake.kind}: ${mistake.what}`, ...shown].join('\n'));
    }
  }
  console.log(kinds);
}
