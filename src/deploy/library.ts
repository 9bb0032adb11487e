// The versions in a controller's memory: fetched from its disk or the record, put in order so that a call can begin on them,
// and let go when nobody runs them. Not here: which of them new calls get (live.ts).

import type { Clock, Instant } from '../base/clock.ts';
import type { ProgramHash } from '../base/ids.ts';
import type { DeploymentRecord, Shelf } from './ports.ts';
import type { KeptVersion, Version } from './version.ts';

export interface LibraryParts {
  readonly clock: Clock;
  readonly record: Pick<DeploymentRecord, 'version' | 'audio'>;
  readonly shelf: Shelf;
  /** The flows directory, compiled. Rejects with what its author must read. */
  readonly directory: () => Promise<Version>;
  /** Makes every sound of a version that does not vary. Rejects when one cannot be made. */
  readonly makeSounds: (version: Version) => Promise<void>;
}

/** Why a version cannot be served; the message is for whoever deploys. */
export class VersionFault extends Error {
  readonly code: 'versionUnknown' | 'audioMissing';
  readonly retryable = false;

  constructor(code: VersionFault['code'], message: string) {
    super(message);
    this.code = code;
  }
}

export interface Library {
  /** A version that a call can begin on now: in memory, on our disk, its sounds made. Null: the flows directory as it is now. */
  readonly prepare: (hash: ProgramHash | null) => Promise<Version>;
  /** The version if it was prepared and not let go since; null asks for the flows directory as it was prepared last. */
  readonly prepared: (hash: ProgramHash | null) => Version | null;
  /** A version for calls that run it already; null when it is nowhere to be found. */
  readonly recall: (hash: ProgramHash) => Promise<Version | null>;
  /** A version in memory. */
  readonly find: (hash: ProgramHash) => Version | null;
  /** Lets go of versions that are not among these, and were not prepared a moment ago for a move still to come. */
  readonly keepOnly: (inUse: ReadonlySet<ProgramHash>) => void;
}

/** How long a prepared version waits for the move that it was prepared for. */
export const preparedMs = 10 * 60_000;

interface Held {
  readonly version: Version;
  readonly preparedAt: Instant | null;
}

export function openLibrary(parts: LibraryParts): Library {
  const held = new Map<ProgramHash, Held>();
  const preparing = new Map<ProgramHash | null, Promise<Version>>();
  let directory: Version | null = null;
  const prepareNow = async (hash: ProgramHash | null): Promise<Version> => {
    const version = hash === null ? await parts.directory() : await fetched(parts, hash);
    await parts.makeSounds(version);
    // On our own disk before any call begins on it: after a kill the record may be out of reach.
    await parts.shelf.keep(version);
    held.set(version.hash, { version, preparedAt: parts.clock.now() });
    if (hash === null) directory = version;
    return version;
  };
  const prepared: Library['prepared'] = (hash) => {
    if (hash === null) return directory;
    const found = held.get(hash);
    return found === undefined || found.preparedAt === null ? null : found.version;
  };
  return {
    prepared,
    find: (hash) => held.get(hash)?.version ?? null,
    prepare: (hash) => {
      // Asked for by two at once it is made once; what was prepared before is looked at again, for sounds can be removed.
      const running = preparing.get(hash) ?? prepareNow(hash).finally(() => preparing.delete(hash));
      preparing.set(hash, running);
      return running;
    },
    recall: async (hash) => {
      const known = held.get(hash)?.version ?? (await parts.shelf.find(hash)) ?? (await recorded(parts, hash));
      if (known !== null && !held.has(hash)) held.set(hash, { version: known, preparedAt: null });
      return known;
    },
    keepOnly: (inUse) => {
      const now = parts.clock.now();
      for (const [hash, { preparedAt }] of held)
        if (!inUse.has(hash) && (preparedAt === null || now - preparedAt > preparedMs)) held.delete(hash);
    },
  };
}

/** From our disk or the record, with all its recordings on our disk. */
async function fetched(parts: LibraryParts, hash: ProgramHash): Promise<Version> {
  const shelved = await parts.shelf.find(hash);
  const version = shelved?.audio.kind === 'kept' ? shelved : await parts.record.version(hash);
  if (version === null) throw new VersionFault('versionUnknown', `There is no version ${hash}.`);
  if (version.audio.kind === 'kept') await fetchAudio(parts, Object.values(version.audio.digests));
  return version;
}

async function fetchAudio({ shelf, record }: LibraryParts, digests: readonly string[]): Promise<void> {
  for (const digest of new Set(digests)) {
    if (await shelf.holdsAudio(digest)) continue;
    const bytes = await record.audio(digest);
    if (bytes === null) throw new VersionFault('audioMissing', `The recording ${digest} is not in the record.`);
    await shelf.keepAudio(digest, bytes);
  }
}

/** Whatever the record does, calls that can go on must not wait for its faults. */
async function recorded({ record }: LibraryParts, hash: ProgramHash): Promise<KeptVersion | null> {
  try {
    return await record.version(hash);
  } catch (fault) {
    if (fault instanceof Error && 'retryable' in fault) return null;
    throw fault;
  }
}
