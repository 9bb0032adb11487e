// Flows with a mistake in them, as people make them: none is deployed, whatever was served before goes on being served, and who
// deploys reads what is wrong.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SourceFile } from '../../src/dsl/index.ts';
import { exampleFiles } from '../dsl/examples.ts';
import { type Mistake, mistakes } from '../dsl/mutations.ts';
import { commandLine, scratch } from './command-line.ts';

const mistakeCount = 200;

function directoryOf(files: readonly SourceFile[]): string {
  const directory = scratch();
  for (const { file, text } of files) {
    mkdirSync(dirname(join(directory, file)), { recursive: true });
    writeFileSync(join(directory, file), text);
  }
  return directory;
}

const isTest = ({ file }: SourceFile): boolean => file.endsWith('.test.fil');

describe('200 flows with one mistake each', () => {
  it(
    'are refused with a message, or are flows that compile; nothing refused is served',
    { timeout: 120_000 },
    async () => {
      const { run, room } = commandLine();
      const files = exampleFiles('enquete').filter((file) => !isTest(file));
      const deploy = (directory: string) => run(['deploy', directory, '--message', 'by hand']);
      const served = async () => (await room.deploying.look(1)).live.stable;
      expect((await deploy(directoryOf(files))).code).toBe(0);
      const whole = await served();
      expect(whole).not.toBeNull();
      const refused: Mistake[] = [];
      for (const mistake of mistakes(files, mistakeCount, 29)) {
        const before = await served();
        const { code, out, err } = await deploy(directoryOf(mistake.files));
        const after = await served();
        if (code === 0) continue;
        refused.push(mistake);
        expect({ what: mistake.what, code, after }).toEqual({ what: mistake.what, code: 1, after: before });
        expect(`${out}${err}`).toMatch(/FIL\d{3}|do not compile|audio/);
      }
      // The others are slips that make another flow that is right, such as a number with another digit.
      expect(refused.length).toBeGreaterThan(mistakeCount * 0.9);
    },
  );
});
