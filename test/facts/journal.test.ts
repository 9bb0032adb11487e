// What the journal promises on an ordinary day. Opening what is damaged: journal-open.test.ts; faults of the disk:
// journal-disk.test.ts; kills and random entries: journal-kill.test.ts, journal.prop.test.ts.

import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { damageLine, onlySegment, segments, small, snapshots } from './files.ts';
import { entry, open, plain, rememberingLog, temporaryDir } from './support.ts';

describe('append', () => {
  test('an entry is appended: its record is in the file before anything else happens', () => {
    const dir = temporaryDir();
    const seq = open(dir).append(entry({ 'call/1': { step: 'choix' } }));
    expect(seq).toBe(1);
    expect(readFileSync(onlySegment(dir), 'utf8')).toContain('"call/1":{"step":"choix"}');
  });

  test('later values replace earlier ones and null removes a key', () => {
    const journal = open(temporaryDir());
    journal.append(entry({ a: 1, b: 2 }));
    journal.append(entry({ a: 3, b: null }));
    expect([...journal.state()]).toEqual([['a', 3]]);
  });

  test('a key whose value is undefined, which no file can hold, is no change in memory either', () => {
    const journal = open(temporaryDir());
    journal.append(entry({ a: 1 }));
    journal.append(entry({ a: undefined }));
    expect([...journal.state()]).toEqual([['a', 1]]);
  });

  test('a record larger than any transition is refused and leaves the journal as it was', () => {
    const journal = open(temporaryDir());
    expect(() => journal.append(entry({ a: 'x'.repeat(5_000_000) }))).toThrow('larger than any transition');
    expect(journal.append(entry({ a: 1 }))).toBe(1);
    expect([...journal.state()]).toEqual([['a', 1]]);
  });

  test('a closed journal takes no entry', async () => {
    const journal = open(temporaryDir());
    await journal.close();
    expect(() => journal.append(entry({}))).toThrow('closed');
  });
});

describe('snapshots', () => {
  test('a full segment: a snapshot is taken, and opening from it gives the same state', async () => {
    const dir = temporaryDir();
    const before = open(dir, { limits: small });
    for (let n = 1; n <= 12; n += 1) before.append(entry({ [`key/${String(n % 7)}`]: n, gone: n < 12 ? n : null }));
    await before.close();
    expect(snapshots(dir).length).toBeGreaterThan(0);
    expect(plain(open(dir).state())).toEqual(plain(before.state()));
  });

  test('a damaged snapshot: the one before it is used, with a warning, and nothing is lost', async () => {
    const dir = temporaryDir();
    const before = open(dir);
    before.append(entry({ a: 1 }));
    await before.snapshot();
    before.append(entry({ b: 2 }));
    await before.snapshot();
    before.append(entry({ c: 3 }));
    await before.markShipped(3);
    await before.close();
    damageLine(join(dir, snapshots(dir)[1] ?? ''), 2);
    const { log, said } = rememberingLog();
    expect(plain(open(dir, { log }).state())).toEqual(plain(before.state()));
    expect(said).toMatchObject([{ level: 'warn' }]);
  });

  test('segments go once they are in two snapshots and shipped, and never before they are shipped', async () => {
    const dir = temporaryDir();
    const journal = open(dir, { limits: small });
    for (let n = 1; n <= 5; n += 1) journal.append(entry({ n }));
    await journal.snapshot();
    for (let n = 6; n <= 10; n += 1) journal.append(entry({ n }));
    await journal.snapshot();
    journal.append(entry({ n: 11 }));
    await journal.sync();
    expect(segments(dir)).toHaveLength(3);
    await journal.markShipped(4);
    expect(segments(dir)).toHaveLength(3);
    await journal.markShipped(10);
    expect(segments(dir)).toHaveLength(2);
    await journal.close();
    expect([...open(dir).state()]).toEqual([['n', 11]]);
  });

  test('while nothing is shipped every segment stays, and only two snapshots', async () => {
    const dir = temporaryDir();
    const journal = open(dir, { limits: small });
    for (let n = 1; n <= 41; n += 1) {
      journal.append(entry({ n }));
      if (n % 5 === 0) await journal.snapshot();
    }
    expect(segments(dir)).toHaveLength(9);
    expect(snapshots(dir)).toHaveLength(2);
  });
});

describe('facts', () => {
  test('facts come in order with journal, sequence and index, in batches that split no record', async () => {
    const journal = open(temporaryDir());
    journal.append(entry({}, 2));
    journal.append(entry({}, 0));
    journal.append(entry({}, 2));
    await journal.sync();
    const first = await journal.facts(0, 3);
    expect(first.facts.map(({ seq, index }) => [seq, index])).toEqual([
      [1, 0],
      [1, 1],
    ]);
    expect(first.throughSeq).toBe(2);
    expect(first.facts[0]).toMatchObject({ journal: journal.id, at: 1_000, fact: { kind: 'callAnswered' } });
    const second = await journal.facts(first.throughSeq, 3);
    expect(second.facts.map(({ seq, index }) => [seq, index])).toEqual([
      [3, 0],
      [3, 1],
    ]);
  });

  test('facts that a power cut could still take back are not given', async () => {
    const journal = open(temporaryDir());
    journal.append(entry({}));
    expect(await journal.facts(0, 10)).toEqual({ facts: [], traces: [], throughSeq: 0 });
    await journal.sync();
    expect((await journal.facts(0, 10)).facts).toHaveLength(1);
  });

  test('facts are read across segments, records longer than a read included', async () => {
    const journal = open(temporaryDir(), { limits: small });
    for (let n = 1; n <= 23; n += 1) journal.append(entry({ n: n % 4 === 0 ? 'x'.repeat(300_000) : n }));
    await journal.sync();
    const seen: number[] = [];
    for (let after = 0; after < 23;) {
      const batch = await journal.facts(after, 4);
      seen.push(...batch.facts.map(({ seq }) => seq));
      after = batch.throughSeq;
    }
    expect(seen).toEqual(Array.from({ length: 23 }, (_, index) => index + 1));
  });

  test('a record that is missing from an old segment rejects, so that nothing is passed over', async () => {
    const dir = temporaryDir();
    const journal = open(dir, { limits: small });
    for (let n = 1; n <= 12; n += 1) journal.append(entry({ n }));
    await journal.sync();
    damageLine(join(dir, segments(dir)[0] ?? ''), 3);
    await expect(journal.facts(0, 100)).rejects.toMatchObject({ code: 'corrupt' });
  });

  test('the cursor is kept; when it is lost what was removed still counts as shipped', async () => {
    const dir = temporaryDir();
    const journal = open(dir, { limits: small });
    for (let n = 1; n <= 11; n += 1) {
      journal.append(entry({ n }));
      if (n % 5 === 0) await journal.snapshot();
    }
    await journal.markShipped(10);
    await journal.close();
    const again = open(dir);
    expect(again.status().shippedSeq).toBe(10);
    await again.close();
    rmSync(join(dir, 'shipped.json'));
    expect(open(dir).status().shippedSeq).toBe(5);
  });
});

test('closing lets the directory go and leaves no temporary file', async () => {
  const dir = temporaryDir();
  const journal = open(dir);
  journal.append(entry({ a: 1 }));
  await journal.snapshot();
  await journal.close();
  expect(existsSync(join(dir, 'lock'))).toBe(false);
  expect(readdirSync(dir).filter((name) => name.endsWith('.new') || name.includes('lock'))).toEqual([]);
});
