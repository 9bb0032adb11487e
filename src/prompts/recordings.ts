// The recorded files of a project, each known by the hash of its content, which is computed again only when the file changes.
// Not here: their format (the compiler checks it), their conversion (telephone-format.ts).

import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { isAbsolute, join, normalize } from 'node:path';
import { PromptFault } from './ports.ts';

/** The largest recorded file: ten minutes at 16 kHz. */
export const recordedBytesMax = 20_000_000;
/** How many files' hashes are remembered; a project has far fewer. */
const rememberedMax = 5000;

export interface Recorded {
  /** SHA-256 of the content, hexadecimal. */
  readonly digest: string;
  readonly read: () => Promise<Uint8Array>;
}

/** Where recorded files are found by their path below the audio folder. */
export interface RecordedFiles {
  /** Null when there is none. Rejects with PromptFault for one that may not be used. */
  find(file: string): Promise<Recorded | null>;
}

/** Recorded files that never change, by their digests; `read` gives the content of a digest, or null when it is not there. */
export function keptRecordings(
  digests: Readonly<Record<string, string>>,
  read: (digest: string) => Promise<Uint8Array | null>,
): RecordedFiles {
  return {
    find: (file) => {
      const digest = Object.hasOwn(digests, file) ? digests[file] : undefined;
      if (digest === undefined) return Promise.resolve(null);
      const content = async (): Promise<Uint8Array> => {
        const bytes = await read(digest);
        if (bytes === null) throw new PromptFault('failed', 'A recorded file of a deployed version is missing.');
        return bytes;
      };
      return Promise.resolve({ digest, read: content });
    },
  };
}

/** The recorded files of a folder in which people work. */
export class Recordings implements RecordedFiles {
  readonly #folder: string;
  readonly #digests = new Map<string, { readonly version: string; readonly digest: string }>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The file at this path below the folder, or null when there is none. Rejects with PromptFault for one that may not be used. */
  async find(file: string): Promise<Recorded | null> {
    const path = join(this.#folder, inside(file));
    const read = (): Promise<Buffer> => readFile(path);
    const found = await stat(path).catch(whenMissing);
    if (found === null) return null;
    if (found.size > recordedBytesMax) throw new PromptFault('tooLong', 'A recorded file is too large.');
    const version = `${found.mtimeMs} ${found.size}`;
    const known = this.#digests.get(path);
    if (known?.version === version) return { digest: known.digest, read };
    const digest = createHash('sha256')
      .update(await read())
      .digest('hex');
    if (this.#digests.size >= rememberedMax) this.#digests.clear();
    this.#digests.set(path, { version, digest });
    return { digest, read };
  }
}

/** A path that cannot leave the audio folder; the compiler refuses others, this makes sure. */
function inside(file: string): string {
  const path = normalize(file);
  if (isAbsolute(path) || path.startsWith('..')) {
    throw new PromptFault('failed', 'A recorded file lies outside the audio folder.');
  }
  return path;
}

function whenMissing(fault: unknown): null {
  if (fault instanceof Error && 'code' in fault && (fault.code === 'ENOENT' || fault.code === 'ENOTDIR')) return null;
  throw fault;
}
