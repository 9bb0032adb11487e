// Projects in memory for the tests of the test runner, and the ones on disk that ship. Not here: what is expected of them.

import { expect } from 'vitest';
import { join } from 'node:path';
import type { AudioInfo, SourceFile } from '../../../src/dsl/index.ts';
import { flowDirectory } from '../../../src/prompts/index.ts';
import { type CallableProject, type TestRun, openProject, runTests } from '../../../src/sim/index.ts';
import { host } from '../../dsl/in-memory.ts';

const settings: SourceFile = {
  file: 'fil.json',
  text: JSON.stringify({
    reference: 'en-GB',
    timezone: 'Europe/London',
    rules: {
      FIL204: 'off',
      FIL308: 'off',
      FIL406: 'off',
      FIL502: 'off',
      FIL503: 'off',
      FIL504: 'off',
      FIL602: 'off',
      FIL606: 'off',
      FIL801: 'off',
    },
  }),
};

const wav: AudioInfo = { kind: 'wav', sampleRateHz: 8000, channelCount: 1, bitsPerSample: 16, lengthMs: 1000 };

/** A project of these texts; one that does not compile fails the test with its messages. */
export async function projectOf(
  files: Readonly<Record<string, string>>,
  audio: readonly string[] = [],
): Promise<CallableProject> {
  const own = Object.entries(files).map(([file, text]) => ({ file, text }));
  const sources = own.some(({ file }) => file === settings.file) ? own : [settings, ...own];
  const opened = await openProject({
    ...host(sources),
    audioInfo: (path) => Promise.resolve(audio.includes(path) ? wav : { kind: 'missing' }),
  });
  if (opened.kind === 'opened') return opened.project;
  throw new Error(opened.diagnostics.map(({ code, message, span }) => `${span.line} ${code} ${message}`).join('\n'));
}

/** The tests that ship with the flows that ship. */
export async function shippedProject(): Promise<CallableProject> {
  const opened = await openProject(flowDirectory(join(import.meta.dirname, '../../../flows')));
  expect(opened.diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([]);
  if (opened.kind === 'refused') throw new Error('The flows compile');
  return opened.project;
}

/** Runs `lines` as the only test of the flow `f` in `text`. */
export async function runLines(text: string, lines: string, head = 'f'): Promise<TestRun> {
  const test = `test "it" for ${head} {\n${lines}\n}\n`;
  const { runs } = runTests(await projectOf({ 'a.fil': text, 'a.test.fil': test }));
  const [run] = runs;
  if (run === undefined) throw new Error('There is one test');
  return run;
}

/** Why the test failed; empty when it passed. */
export const failureOf = ({ outcome }: TestRun): string => (outcome.kind === 'failed' ? outcome.message : '');
