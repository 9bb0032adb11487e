// What a controller serves without being told: moves of others, the record out of reach, recordings, and the versions that calls
// in progress run. Not here: orders (live.test.ts).

import { describe, expect, it } from 'vitest';
import { programHash } from '../../src/base/ids.ts';
import { versionOf } from '../../src/deploy/index.ts';
import { followMs } from '../../src/deploy/follow.ts';
import { preparedMs } from '../../src/deploy/library.ts';
import { openVersions } from '../fakes/deploying.ts';
import { memoryShelf, outOfReach, sha256 } from '../fakes/deployments.ts';
import { settle } from '../in-memory-centre.ts';
import { hashOf, hears, origin, place, versionNamed } from './place.ts';

describe('a controller that follows', () => {
  it('takes what somebody deployed through another one within moments', async () => {
    const at = place();
    const live = await at.boot();
    const other = await openVersions({ clock: at.clock, record: at.record });
    const stop = other.follow(() => []);
    await at.deploy(live, 'A');
    await at.pass(followMs + 500);
    expect(hears(other)).toBe('A');
    stop();
    await at.deploy(live, 'B');
    await at.pass(followMs * 3);
    expect(hears(other)).toBe('A');
  });

  it('goes on with what it has while the record is out of reach, and catches up afterwards', async () => {
    const at = place();
    const live = await at.boot();
    const other = await openVersions({ clock: at.clock, record: at.record });
    other.follow(() => []);
    await at.deploy(live, 'A');
    at.record.fault = outOfReach();
    await at.pass(followMs * 3);
    expect(hears(other)).toBe('Dossier');
    at.record.fault = null;
    await at.pass(followMs + 500);
    expect(hears(other)).toBe('A');
  });

  it('that started while the record was out of reach catches up once it is back', async () => {
    const at = place();
    const live = await at.boot();
    await at.deploy(live, 'A');
    at.record.fault = outOfReach();
    const late = await openVersions({ clock: at.clock, record: at.record });
    late.follow(() => []);
    await at.pass(followMs);
    expect(hears(late)).toBe('Dossier');
    at.record.fault = null;
    await at.pass(followMs + 500);
    expect(hears(late)).toBe('A');
  });

  it('is not set back by an answer that was under way while the alias moved', async () => {
    const at = place();
    const live = await at.boot();
    await at.deploy(live, 'A');
    const { moves } = at.record;
    let answer = (): void => undefined;
    let asked = 0;
    Object.assign(at.record, {
      moves: async (environment: string, limit: number) => {
        const found = await moves.call(at.record, environment, limit);
        if ((asked += 1) === 1) await new Promise<void>((resolve) => (answer = resolve));
        return found;
      },
    });
    live.follow(() => []);
    await settle();
    await at.deploy(live, 'B');
    answer();
    await settle();
    expect(hears(live)).toBe('B');
  });
});

describe('recordings of a deployed version', () => {
  const bytes = Buffer.from('a recording');
  const digests = { 'a.wav': sha256(bytes) };

  it('are on the controller’s own disk before it is served', async () => {
    const at = place();
    const live = await at.boot();
    const version = versionOf(versionNamed('A').program, digests, sha256);
    await at.record.keepAudio(sha256(bytes), bytes);
    await at.record.keepVersion(version, origin);
    expect(await at.shelf.holdsAudio(sha256(bytes))).toBe(false);
    await live.library.prepare(version.hash);
    expect(await at.shelf.audio(sha256(bytes))).toEqual(Uint8Array.from(bytes));
  });

  it('that the record lost keep the version from being served', async () => {
    const at = place();
    const live = await at.boot();
    const version = versionOf(versionNamed('A').program, digests, sha256);
    Object.assign(at.record, { version: () => Promise.resolve(version) });
    await expect(live.library.prepare(version.hash)).rejects.toMatchObject({ code: 'audioMissing', retryable: false });
    expect(live.library.prepared(version.hash)).toBeNull();
  });
});

describe('versions of calls in progress', () => {
  it('stay in memory as long as a call runs them, and are let go afterwards', async () => {
    const at = place();
    const live = await at.boot();
    await at.deploy(live, 'A');
    let inUse = [hashOf('A')];
    live.follow(() => inUse);
    await at.deploy(live, 'B');
    await at.pass(preparedMs + followMs * 2);
    expect(live.library.find(hashOf('A'))?.hash).toBe(hashOf('A'));
    inUse = [];
    await at.pass(followMs * 2);
    expect(live.library.find(hashOf('A'))).toBeNull();
    expect(live.library.find(hashOf('B'))?.hash).toBe(hashOf('B'));
  });

  it.each([
    ['the record', 'another disk'],
    ['the disk', 'no record'],
  ])('are had again from %s after a kill with %s', async (_, what) => {
    const at = place();
    const live = await at.boot();
    await at.deploy(live, 'A');
    await at.deploy(live, 'B');
    if (what === 'no record') at.record.fault = outOfReach();
    const shelf = what === 'no record' ? at.shelf : memoryShelf();
    const next = await openVersions({ clock: at.clock, record: at.record, shelf }, [hashOf('A')]);
    expect(next.library.find(hashOf('A'))?.program).toEqual(versionNamed('A').program);
    expect(hears(next)).toBe('B');
  });

  it('that are nowhere to be found hold nothing up', async () => {
    const at = place();
    const live = await at.boot([sha256('lost')]);
    expect(live.library.find(programHash(sha256('lost')))).toBeNull();
    expect(hears(live)).toBe('Dossier');
  });
});
