// What the journal does when the disk is full, fails, or is slow. Not here: what is read back after a kill.

import { writeSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { journalLimits, type Disk } from '../../src/facts/index.ts';
import { asKilled, entry, open, promisesGoOn, rememberingLog, StillClock, temporaryDir, until } from './support.ts';

/** A disk that can be filled, broken or held up. */
class Trial implements Disk {
  room: 'enough' | 'none' | 'half' = 'enough';
  medium: 'keeps' | 'fails' = 'keeps';
  syncCount = 0;
  #held: (() => void)[] | null = null;

  readonly write = (file: number, bytes: Uint8Array, position: number): number => {
    if (this.room === 'none') throw noSpace();
    if (this.room === 'half') {
      this.room = 'none';
      return writeSync(file, bytes, 0, Math.ceil(bytes.length / 2), position);
    }
    return writeSync(file, bytes, 0, bytes.length, position);
  };

  readonly sync = async (): Promise<void> => {
    this.syncCount += 1;
    const held = this.#held;
    if (held !== null) {
      await new Promise<void>((resolve) => {
        held.push(resolve);
      });
    }
    if (this.medium === 'fails') throw Object.assign(new Error('EIO: i/o error'), { code: 'EIO' });
  };

  hold(): void {
    this.#held = [];
  }

  letGo(): void {
    for (const resolve of this.#held ?? []) resolve();
    this.#held = null;
  }
}

const noSpace = (): Error => Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });

const tight = { ...journalLimits, overflow: { recordCountMax: 3, bytesMax: 1_000_000 } };

describe('a full disk', () => {
  test('the disk fills up: appending goes on, the state is kept, the alarm is raised with the code', () => {
    const disk = new Trial();
    const { log, said } = rememberingLog();
    const journal = open(temporaryDir(), { disk, log });
    disk.room = 'none';
    expect(journal.append(entry({ a: 1 }))).toBe(1);
    expect(journal.append(entry({ b: 2 }))).toBe(2);
    expect([...journal.state()]).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
    expect(journal.status().health).toMatchObject({ kind: 'degraded', code: 'ENOSPC', waitingCount: 2 });
    expect(said.filter(({ level }) => level === 'error')).toHaveLength(1);
    disk.room = 'enough';
  });

  test('room is made: what waited is written in order and the journal is healthy', async () => {
    const disk = new Trial();
    const clock = new StillClock();
    const dir = temporaryDir();
    const journal = open(dir, { disk, clock });
    journal.append(entry({ n: 1 }));
    disk.room = 'half';
    for (let n = 2; n <= 5; n += 1) journal.append(entry({ n, [`key/${String(n)}`]: n }));
    await clock.move(1_000);
    expect(journal.status().health.kind).toBe('degraded');
    disk.room = 'enough';
    await clock.move(1_000);
    expect(journal.status()).toMatchObject({ health: { kind: 'healthy' }, droppedCount: 0 });
    journal.append(entry({ n: 6 }));
    const again = open(asKilled(dir));
    expect(again.state().get('n')).toBe(6);
    expect(again.state().get('key/4')).toBe(4);
    expect(again.status().lastSeq).toBe(6);
  });

  test('half a record on a disk that filled up is no record', () => {
    const disk = new Trial();
    const dir = temporaryDir();
    const journal = open(dir, { disk });
    journal.append(entry({ n: 1 }));
    disk.room = 'half';
    journal.append(entry({ n: 2 }));
    expect([...open(asKilled(dir)).state()]).toEqual([['n', 1]]);
    disk.room = 'enough';
  });

  test('too many wait: the rest is dropped and counted, and one record stands in with the state they led to', async () => {
    const disk = new Trial();
    const clock = new StillClock();
    const dir = temporaryDir();
    const journal = open(dir, { disk, clock, limits: tight });
    disk.room = 'none';
    for (let n = 1; n <= 10; n += 1) journal.append(entry({ n, gone: n === 10 ? null : n }));
    expect(journal.status()).toMatchObject({ droppedCount: 7, health: { waitingCount: 3 } });
    disk.room = 'enough';
    await clock.move(1_000);
    journal.append(entry({ after: true }));
    expect(journal.status().health.kind).toBe('healthy');
    const again = open(asKilled(dir));
    expect([...again.state()]).toEqual([
      ['n', 10],
      ['after', true],
    ]);
    expect(again.status().lastSeq).toBe(11);
    const { facts } = await again.facts(0, 100);
    expect(facts.map(({ seq }) => seq)).toEqual([1, 2, 3, 11]);
  });

  test('a new segment cannot be begun: the record waits like any other', async () => {
    const disk = new Trial();
    const clock = new StillClock();
    const dir = temporaryDir();
    const limits = { ...journalLimits, segment: { recordCountMax: 2, bytesMax: 1_000_000 } };
    const journal = open(dir, { disk, clock, limits });
    journal.append(entry({ n: 1 }));
    journal.append(entry({ n: 2 }));
    disk.room = 'half';
    journal.append(entry({ n: 3 }));
    expect(journal.status().health.kind).toBe('degraded');
    expect([...open(asKilled(dir)).state()]).toEqual([['n', 2]]);
    disk.room = 'enough';
    await clock.move(1_000);
    expect([...open(asKilled(dir)).state()]).toEqual([['n', 3]]);
  });

  test('the journal is closed while the disk is still full: what is lost is said', async () => {
    const disk = new Trial();
    const { log, said } = rememberingLog();
    const journal = open(temporaryDir(), { disk, log });
    disk.room = 'none';
    journal.append(entry({ a: 1 }));
    await journal.close();
    expect(said.at(-1)).toMatchObject({ level: 'error', fields: { waitingCount: 1 } });
  });
});

describe('syncing in groups', () => {
  test('many records within 50 ms: one sync keeps them all', async () => {
    const disk = new Trial();
    const clock = new StillClock();
    const dir = temporaryDir();
    const journal = open(dir, { disk, clock });
    journal.append(entry({ n: 0 }));
    await clock.move(60);
    const before = disk.syncCount;
    for (let n = 1; n <= 100; n += 1) journal.append(entry({ n }));
    await clock.move(49);
    expect(journal.status()).toMatchObject({ syncedSeq: 1, unsyncedMs: 49 });
    await clock.move(1);
    expect(journal.status()).toMatchObject({ syncedSeq: 101, unsyncedMs: 0 });
    expect(disk.syncCount - before).toBe(1);
  });

  test('a slow disk: appending goes on, the lag shows, and the next sync follows the first', async () => {
    const disk = new Trial();
    const clock = new StillClock();
    const journal = open(temporaryDir(), { disk, clock });
    disk.hold();
    journal.append(entry({ n: 1 }));
    await clock.move(50);
    expect(journal.append(entry({ n: 2 }))).toBe(2);
    await clock.move(300);
    expect(journal.status()).toMatchObject({ syncedSeq: 0, unsyncedMs: 350 });
    disk.letGo();
    await promisesGoOn();
    await clock.move(0);
    expect(journal.status().syncedSeq).toBe(2);
  });

  test('a sync fails: it is never counted as done, a snapshot on new files takes its place', async () => {
    const disk = new Trial();
    const clock = new StillClock();
    const dir = temporaryDir();
    const { log, said } = rememberingLog();
    const journal = open(dir, { disk, clock, log });
    disk.medium = 'fails';
    journal.append(entry({ n: 1 }));
    await clock.move(50);
    expect(journal.status()).toMatchObject({ health: { kind: 'degraded', code: 'EIO' }, syncedSeq: 0 });
    disk.medium = 'keeps';
    await clock.move(0);
    await until(() => journal.status().health.kind === 'healthy');
    expect(journal.status()).toMatchObject({ syncedSeq: 1, snapshotSeq: 1 });
    expect(said[0]).toMatchObject({ level: 'error', fields: { code: 'EIO' } });
    journal.append(entry({ n: 2 }));
    await clock.move(50);
    expect(journal.status().syncedSeq).toBe(2);
    expect([...open(asKilled(dir)).state()]).toEqual([['n', 2]]);
  });
});
