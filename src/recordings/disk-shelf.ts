// Recorded files on a disk of ours: `ab/SHA-256.wav` below one directory, readable by us alone. Not here: what is in them.

import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordingShelf } from './ports.ts';

/** The files below this directory, which is made when it is needed. */
export function diskRecordings(directory: string): RecordingShelf {
  return {
    put: async (blocks) => {
      const unfinished = join(directory, `${randomUUID()}.new`);
      await mkdir(directory, { recursive: true, mode: 0o700 });
      try {
        const { digest, bytes } = await write(unfinished, blocks);
        const path = pathOf(directory, digest);
        await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
        await rename(unfinished, path);
        return { digest, bytes };
      } finally {
        await rm(unfinished, { force: true });
      }
    },
    open: async (digest) => {
      const path = pathOf(directory, digest);
      const found = await stat(path).catch(whenMissing);
      if (found === null) return null;
      return { bytes: found.size, read: (start, end) => createReadStream(path, { start, end }) };
    },
  };
}

/** A path is made of a digest and nothing else. */
function pathOf(directory: string, digest: string): string {
  if (!/^[0-9a-f]{64}$/.test(digest)) throw new RangeError('This is no digest of a recording.');
  return join(directory, digest.slice(0, 2), `${digest}.wav`);
}

/** Block by block, so that calls are served in between. */
async function write(path: string, blocks: Iterable<Uint8Array>): Promise<{ digest: string; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  const file = await open(path, 'wx', 0o600);
  try {
    for (const block of blocks) {
      await file.writeFile(block);
      hash.update(block);
      bytes += block.byteLength;
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { digest: hash.digest('hex'), bytes };
}

function whenMissing(fault: unknown): null {
  if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return null;
  throw fault;
}
