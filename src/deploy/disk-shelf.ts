// Versions on the controller's own disk: `programs/HASH.json`, `audio/DIGEST`, `deployed/ENVIRONMENT.json` below the data
// directory. Nothing there is believed unless it is whole. Not here: the record, and what is kept when.

import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProgramHash } from '../base/ids.ts';
import { decodeHead, decodeVersion } from './decode.ts';
import type { Shelf } from './ports.ts';
import { isWhole } from './version.ts';

/** The shelf below this directory. Rejects with the system's error when the disk does not take or give. */
export function diskShelf(directory: string): Shelf {
  const programPath = (hash: ProgramHash): string => join(directory, 'programs', `${named(hash)}.json`);
  const audioPath = (digest: string): string => join(directory, 'audio', named(digest));
  const headPath = (environment: string): string => join(directory, 'deployed', `${named(environment)}.json`);
  return {
    keep: async (version) => {
      const text = JSON.stringify(version);
      if ((await readIfThere(programPath(version.hash)))?.toString() === text) return;
      await writeWhole(join(directory, 'programs'), programPath(version.hash), text);
    },
    find: async (hash) => {
      const bytes = await readIfThere(programPath(hash));
      const version = bytes === null ? null : decodeVersion(bytes.toString());
      if (version?.hash !== hash) return null;
      return version.audio.kind === 'directory' || isWhole({ ...version, audio: version.audio }, sha256)
        ? version
        : null;
    },
    keepAudio: (digest, bytes) => writeWhole(join(directory, 'audio'), audioPath(digest), bytes),
    holdsAudio: async (digest) => (await statIfThere(audioPath(digest))) !== null,
    audio: async (digest) => {
      const bytes = await readIfThere(audioPath(digest));
      return bytes !== null && sha256(bytes) === digest ? bytes : null;
    },
    keepHead: (environment, head) =>
      writeWhole(join(directory, 'deployed'), headPath(environment), JSON.stringify(head)),
    head: async (environment) => {
      const bytes = await readIfThere(headPath(environment));
      return bytes === null ? null : decodeHead(bytes.toString());
    },
  };
}

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** A part of a path that cannot lead elsewhere. */
function named(name: string): string {
  if (!/^[A-Za-z0-9_-]{1,128}$/.test(name)) throw new RangeError('This is no name of anything on the shelf.');
  return name;
}

/** Written whole or not at all, and on the medium before it counts: half a program would strand the calls that need it. */
async function writeWhole(directory: string, path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  // Two may write the same at once; each finishes its own.
  const unfinished = `${path}.${randomUUID()}.new`;
  const file = await open(unfinished, 'w', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, path);
}

const readIfThere = (path: string): Promise<Buffer | null> => readFile(path).catch(whenMissing);
const statIfThere = (path: string): Promise<object | null> => stat(path).catch(whenMissing);

function whenMissing(fault: unknown): null {
  if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return null;
  throw fault;
}
