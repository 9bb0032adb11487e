// What a version is named by, and when one is not what its name says.

import { beforeAll, describe, expect, it } from 'vitest';
import { programHash } from '../../src/base/ids.ts';
import { audioFilesOf, isWhole, versionOf } from '../../src/deploy/index.ts';
import { type Program, compileProject } from '../../src/dsl/index.ts';
import { sha256 } from '../fakes/deployments.ts';
import { saying } from '../fakes/deploying.ts';
import { compiled } from '../ivr/compiled.ts';

let plain: Program;
let recorded: Program;
beforeAll(async () => {
  plain = await compiled(saying('Bonjour.'));
  const text = saying('Bonjour.').replace('bonjour = "Bonjour."', 'bonjour = audio "fr/bonjour.wav" "Bonjour."');
  const result = await compileProject({
    readFiles: () => Promise.resolve([{ file: 'a.fil', text }]),
    audioInfo: () =>
      Promise.resolve({ kind: 'wav', channelCount: 1, bitsPerSample: 16, sampleRateHz: 8000, lengthMs: 500 }),
    hash: sha256,
  });
  if (result.kind === 'failed') throw new Error(JSON.stringify(result.failure));
  recorded = result.value.program;
});

const one = sha256('one recording');
const other = sha256('another recording');
const file = 'fr/bonjour.wav';

describe('a version', () => {
  it('without recordings has the hash that its compiler gave the program', () => {
    expect(versionOf(plain, {}, sha256).hash).toBe(plain.hash);
  });

  it('names its recordings, each once', () => {
    expect(audioFilesOf(recorded)).toEqual([file]);
    expect(audioFilesOf(plain)).toEqual([]);
  });

  it('with another recording under the same path is another version', () => {
    const versions = [versionOf(recorded, { [file]: one }, sha256), versionOf(recorded, { [file]: other }, sha256)];
    expect(new Set([recorded.hash, ...versions.map(({ hash }) => hash)]).size).toBe(3);
    for (const { hash, program } of versions) expect(program.hash).toBe(hash);
  });

  it('has one name whatever the order of its recordings, and after being written and read', () => {
    const pair = { 'a.wav': one, [file]: other };
    const turned = { [file]: other, 'a.wav': one };
    const version = versionOf(recorded, pair, sha256);
    expect(versionOf(recorded, turned, sha256).hash).toBe(version.hash);
    expect(isWhole(JSON.parse(JSON.stringify(version)) as typeof version, sha256)).toBe(true);
  });

  it.each(['program', 'recording', 'name', 'missing recording'])('is not whole with another %s', (what) => {
    const version = versionOf(recorded, { [file]: one }, sha256);
    const altered = {
      program: { ...version, program: { ...version.program, flows: {} } },
      recording: { ...version, audio: { kind: 'kept', digests: { [file]: other } } },
      name: { ...version, hash: programHash(sha256('x')) },
      'missing recording': versionOf(recorded, {}, sha256),
    } as const;
    expect(isWhole(version, sha256)).toBe(true);
    expect(isWhole(altered[what as keyof typeof altered], sha256)).toBe(false);
  });
});
