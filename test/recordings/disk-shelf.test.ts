// Files on the shelf: by their hash, whole or not at all, for us alone.

import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { diskRecordings } from '../../src/recordings/index.ts';

function shelf() {
  const directory = mkdtempSync(join(tmpdir(), 'carillon-recordings-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return { directory, files: diskRecordings(join(directory, 'kept')) };
}
const blocks = [Buffer.from('hello '), Buffer.from('world')];

describe('a recorded file', () => {
  it('is found by the hash of its content and read in part', async () => {
    const { directory, files } = shelf();
    const { digest, bytes } = await files.put(blocks);
    expect([digest.slice(0, 8), bytes]).toEqual(['b94d27b9', 11]);
    const kept = await files.open(digest);
    expect(kept?.bytes).toBe(11);
    expect((await buffer(kept!.read(0, 10))).toString()).toBe('hello world');
    expect((await buffer(kept!.read(6, 8))).toString()).toBe('wor');
    const path = join(directory, 'kept', 'b9', `${digest}.wav`);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('put twice is one file', async () => {
    const { directory, files } = shelf();
    expect(await files.put(blocks)).toEqual(await files.put(blocks));
    expect(readdirSync(join(directory, 'kept'))).toEqual(['b9']);
  });

  it('whose writing fails leaves nothing behind', async () => {
    const { directory, files } = shelf();
    const failing = (function* () {
      yield Buffer.from('a');
      throw new Error('The disk is full.');
    })();
    await expect(files.put(failing)).rejects.toThrow('The disk is full.');
    expect(readdirSync(join(directory, 'kept'))).toEqual([]);
  });

  it.each(['', '..', '../../etc/passwd', 'A'.repeat(64), `${'a'.repeat(63)}/`])(
    'of the digest %j is refused',
    async (digest) => {
      await expect(shelf().files.open(digest)).rejects.toThrow(RangeError);
    },
  );

  it('of another digest is not there', async () => {
    expect(await shelf().files.open('a'.repeat(64))).toBeNull();
  });
});
