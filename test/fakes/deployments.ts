// The record of versions and moves, and a controller's shelf, in memory. The record is held to the same contract as
// PostgreSQL (test/contract); the shelf to that of the disk (test/deploy).

import { createHash } from 'node:crypto';
import type { Clock } from '../../src/base/clock.ts';
import type { ProgramHash } from '../../src/base/ids.ts';
import type { DeploymentRecord, Head, KeptVersion, Move, Origin, Shelf, Version } from '../../src/deploy/index.ts';

export const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** A record that can be out of reach. */
export interface MemoryDeployments extends DeploymentRecord {
  /** What every question meets while it is not null. */
  fault: Error | null;
}

/** The database cannot be reached, as the real one says it. */
export const outOfReach = (): Error =>
  Object.assign(new Error('The database cannot be reached'), { code: 'unreachable', retryable: true });

export function memoryDeployments(clock: Pick<Clock, 'now'> = { now: () => 0 }): MemoryDeployments {
  const audio = new Map<string, Uint8Array>();
  const versions = new Map<ProgramHash, { readonly version: KeptVersion; readonly origin: Origin }>();
  const moves = new Map<string, Move[]>();
  const copy = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;
  const record: MemoryDeployments = {
    fault: null,
    missingAudio: (digests) => Promise.resolve([...new Set(digests)].filter((digest) => !audio.has(digest))),
    keepAudio: (digest, bytes) => {
      if (!audio.has(digest)) audio.set(digest, Uint8Array.from(bytes));
      return Promise.resolve();
    },
    audio: (digest) => Promise.resolve(audio.get(digest) ?? null),
    keepVersion: (version, origin) => {
      if (versions.has(version.hash)) return Promise.resolve('known');
      if (Object.values(version.audio.digests).some((digest) => !audio.has(digest)))
        return Promise.resolve('audioMissing');
      versions.set(version.hash, {
        version: copy(version),
        origin: { ...origin, hash: version.hash, at: clock.now() },
      });
      return Promise.resolve('kept');
    },
    version: (hash) => Promise.resolve(copy(versions.get(hash)?.version ?? null)),
    origins: (hashes) => Promise.resolve(hashes.flatMap((hash) => versions.get(hash)?.origin ?? [])),
    moves: (environment, limit) => Promise.resolve((moves.get(environment) ?? []).slice(0, limit)),
    move: (environment, move) => {
      const made = moves.get(environment) ?? [];
      if (made.some(({ seq }) => seq === move.seq)) return Promise.resolve('overtaken');
      moves.set(
        environment,
        [{ ...copy(move), at: clock.now() }, ...made].toSorted((one, other) => other.seq - one.seq),
      );
      return Promise.resolve('moved');
    },
  };
  return guarded(record);
}

/** Every question rejects while there is a fault. */
function guarded(record: MemoryDeployments): MemoryDeployments {
  return new Proxy(record, {
    get: (target, name, receiver) => {
      const member: unknown = Reflect.get(target, name, receiver);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]): unknown =>
        target.fault === null ? Reflect.apply(member, target, args) : Promise.reject(target.fault);
    },
  });
}

/** A disk that outlives its controller. */
export function memoryShelf(): Shelf {
  const versions = new Map<ProgramHash, string>();
  const audio = new Map<string, Uint8Array>();
  const heads = new Map<string, Head>();
  return {
    keep: (version) => {
      versions.set(version.hash, JSON.stringify(version));
      return Promise.resolve();
    },
    find: (hash) => {
      const text = versions.get(hash);
      return Promise.resolve(text === undefined ? null : (JSON.parse(text) as Version));
    },
    keepAudio: (digest, bytes) => {
      audio.set(digest, bytes);
      return Promise.resolve();
    },
    holdsAudio: (digest) => Promise.resolve(audio.has(digest)),
    audio: (digest) => Promise.resolve(audio.get(digest) ?? null),
    keepHead: (environment, head) => {
      heads.set(environment, head);
      return Promise.resolve();
    },
    head: (environment) => Promise.resolve(heads.get(environment) ?? null),
  };
}
