// A controller's own disk, and its fake: what was kept is found by whoever comes after; what is not whole is not there.

import { mkdtempSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { programHash } from '../../src/base/ids.ts';
import { type Shelf, diskShelf, versionOf } from '../../src/deploy/index.ts';
import { memoryShelf, sha256 } from '../fakes/deployments.ts';
import { directoryVersion, saying } from '../fakes/deploying.ts';
import { compiled } from '../ivr/compiled.ts';

function directory(): string {
  const path = mkdtempSync(join(tmpdir(), 'carillon-shelf-'));
  onTestFinished(() => {
    rmSync(path, { recursive: true });
  });
  return path;
}

/** Each gives the shelf as two controllers in a row open it. */
const shelves: readonly (readonly [string, () => readonly [Shelf, Shelf]])[] = [
  [
    'in memory',
    () => {
      const shelf = memoryShelf();
      return [shelf, shelf];
    },
  ],
  [
    'on the disk',
    () => {
      const path = directory();
      return [diskShelf(path), diskShelf(path)];
    },
  ],
];

describe.each(shelves)('a shelf %s', (_, make) => {
  it('that is new holds nothing', async () => {
    const [shelf] = make();
    expect(await shelf.find(programHash(sha256('x')))).toBeNull();
    expect(await shelf.audio(sha256('x'))).toBeNull();
    expect(await shelf.holdsAudio(sha256('x'))).toBe(false);
    expect(await shelf.head('prod')).toBeNull();
  });

  it('gives the next controller the versions, recordings and head that it was given', async () => {
    const [shelf, next] = make();
    const deployed = versionOf(await compiled(saying('A')), {}, sha256);
    const ofDirectory = await directoryVersion('B');
    const bytes = Buffer.from('a recording');
    const head = { seq: 3, alias: { stable: deployed.hash, canary: { program: ofDirectory.hash, ratio: 0.2 } } };
    await Promise.all([shelf.keep(deployed), shelf.keep(ofDirectory), shelf.keep(deployed)]);
    await shelf.keepAudio(sha256(bytes), bytes);
    await shelf.keepHead('prod', { ...head, seq: 2 });
    await shelf.keepHead('prod', head);
    expect(await next.find(deployed.hash)).toEqual(deployed);
    expect(await next.find(ofDirectory.hash)).toEqual(ofDirectory);
    expect(await next.holdsAudio(sha256(bytes))).toBe(true);
    expect(Buffer.from((await next.audio(sha256(bytes)))!)).toEqual(bytes);
    expect(await next.head('prod')).toEqual(head);
    expect(await next.head('staging')).toBeNull();
  });
});

describe('a shelf on the disk', () => {
  it('does not believe a version or a recording that was cut or altered', async () => {
    const path = directory();
    const shelf = diskShelf(path);
    const version = versionOf(await compiled(saying('Bonjour')), {}, sha256);
    const digest = sha256('a recording');
    await shelf.keep(version);
    await shelf.keepAudio(digest, Buffer.from('a recording'));
    const file = join(path, 'programs', `${version.hash}.json`);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('Bonjour', 'Bonsoir'));
    truncateSync(join(path, 'audio', digest), 3);
    expect(await shelf.find(version.hash)).toBeNull();
    expect(await shelf.audio(digest)).toBeNull();
    writeFileSync(file, text.slice(0, 100));
    expect(await shelf.find(version.hash)).toBeNull();
    writeFileSync(join(path, 'cut.json'), '');
    await shelf.keepHead('prod', { seq: 1, alias: { stable: null, canary: null } });
    truncateSync(join(path, 'deployed', 'prod.json'), 5);
    expect(await shelf.head('prod')).toBeNull();
  });

  it('finds what the first version of Carillon kept: a program alone', async () => {
    const path = directory();
    const program = await compiled(saying('A'));
    mkdirSync(join(path, 'programs'));
    writeFileSync(join(path, 'programs', `${program.hash}.json`), JSON.stringify(program));
    const found = await diskShelf(path).find(program.hash);
    expect(found).toEqual({ hash: program.hash, program, audio: { kind: 'directory' } });
  });

  it('leaves nothing unfinished behind', async () => {
    const path = directory();
    const shelf = diskShelf(path);
    const version = versionOf(await compiled(saying('A')), {}, sha256);
    await Promise.all(Array.from({ length: 5 }, () => shelf.keep(version)));
    expect(readdirSync(join(path, 'programs'))).toEqual([`${version.hash}.json`]);
  });

  it('takes no name that leads elsewhere', async () => {
    const shelf = diskShelf(directory());
    expect(() => shelf.keepAudio('../../etc/passwd', Buffer.from('x'))).toThrow(RangeError);
    await expect(Promise.resolve().then(() => shelf.find(programHash('../x')))).rejects.toThrow(RangeError);
  });
});
