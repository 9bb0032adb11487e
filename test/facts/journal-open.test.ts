// What opening a journal makes of what is found: a kill, a power cut, damage, another process. Not here: an ordinary day.

import { appendFileSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sealLine } from '../../src/facts/decode.ts';
import { JournalFault } from '../../src/facts/index.ts';
import { damageLine, onlySegment, segments, small, snapshots } from './files.ts';
import { asKilled, entry, open, rememberingLog, temporaryDir } from './support.ts';

function faultOf(action: () => unknown): JournalFault {
  try {
    action();
  } catch (fault) {
    if (fault instanceof JournalFault) return fault;
    throw fault;
  }
  throw new Error('Nothing was refused');
}

/** The lock as a process of an earlier boot left it: its machine lost power. */
function powerCut(dir: string): string {
  const copy = asKilled(dir);
  writeFileSync(join(copy, 'lock'), JSON.stringify({ pid: 1, startTicks: '1', boot: 'an earlier one' }));
  return copy;
}

describe('opening again', () => {
  test('after a close the state, the sequence and the id are those of before', async () => {
    const dir = temporaryDir();
    const before = open(dir);
    before.append(entry({ a: 1 }));
    before.append(entry({ b: { deep: ['é', null] } }));
    await before.close();
    const after = open(dir);
    expect(after.id).toBe(before.id);
    expect([...after.state()]).toEqual([
      ['a', 1],
      ['b', { deep: ['é', null] }],
    ]);
    expect(after.append(entry({}))).toBe(3);
  });

  test('a second journal in another directory has another id', () => {
    expect(open(temporaryDir()).id).not.toBe(open(temporaryDir()).id);
  });

  test('a line without an end is cut off with a warning that names bytes and sequence', () => {
    const dir = temporaryDir();
    const before = open(dir);
    before.append(entry({ a: 1 }));
    before.append(entry({ a: 2 }));
    const killed = asKilled(dir);
    truncateSync(onlySegment(killed), statSync(onlySegment(killed)).size - 10);
    const { log, said } = rememberingLog();
    const after = open(killed, { log });
    expect([...after.state()]).toEqual([['a', 1]]);
    expect(said).toMatchObject([{ level: 'warn', fields: { seq: 2 } }]);
    expect(said[0]?.fields['bytes']).toBeGreaterThan(50);
    expect(after.append(entry({ a: 3 }))).toBe(2);
    expect([...open(asKilled(killed)).state()]).toEqual([['a', 3]]);
  });

  test('a segment cut inside its first line counts as not begun', async () => {
    const dir = temporaryDir();
    const before = open(dir, { limits: small });
    for (let n = 1; n <= 6; n += 1) before.append(entry({ n }));
    await before.sync();
    const killed = asKilled(dir);
    truncateSync(join(killed, segments(killed)[1] ?? ''), 7);
    const after = open(killed);
    expect([...after.state()]).toEqual([['n', 5]]);
    expect(after.append(entry({ n: 6 }))).toBe(6);
    expect([...open(asKilled(killed)).state()]).toEqual([['n', 6]]);
  });

  test('a damaged record in the middle is refused with its place', () => {
    const dir = temporaryDir();
    const before = open(dir);
    for (let n = 1; n <= 3; n += 1) before.append(entry({ n }));
    const killed = asKilled(dir);
    damageLine(onlySegment(killed), 3);
    const fault = faultOf(() => open(killed));
    expect(fault).toMatchObject({ code: 'corrupt', retryable: false, path: onlySegment(killed) });
    expect(fault.message).toContain('record 2');
  });

  test('a damaged last record, which was acknowledged in full, is refused too', () => {
    const dir = temporaryDir();
    const before = open(dir);
    for (let n = 1; n <= 3; n += 1) before.append(entry({ n }));
    const killed = asKilled(dir);
    damageLine(onlySegment(killed), 4);
    expect(faultOf(() => open(killed)).code).toBe('corrupt');
  });

  test('a missing record is refused as a hole', () => {
    const dir = temporaryDir();
    const before = open(dir);
    for (let n = 1; n <= 3; n += 1) before.append(entry({ n }));
    const killed = asKilled(dir);
    const lines = readFileSync(onlySegment(killed), 'utf8').split('\n');
    writeFileSync(onlySegment(killed), lines.filter((_, index) => index !== 2).join('\n'));
    expect(faultOf(() => open(killed))).toMatchObject({ code: 'hole' });
  });

  test('a missing segment is refused as a hole', async () => {
    const dir = temporaryDir();
    const before = open(dir, { limits: small });
    for (let n = 1; n <= 12; n += 1) before.append(entry({ n }));
    await before.close();
    for (const name of snapshots(dir)) rmSync(join(dir, name));
    rmSync(join(dir, segments(dir)[1] ?? ''));
    expect(faultOf(() => open(dir)).code).toBe('hole');
  });

  test('a directory that another living process holds is refused, and may be tried again', () => {
    const dir = temporaryDir();
    open(dir);
    expect(faultOf(() => open(dir))).toMatchObject({ code: 'locked', retryable: true });
  });

  test('a lock whose process number was given to another process does not hold', () => {
    const dir = temporaryDir();
    open(dir).append(entry({ a: 1 }));
    const lock = readFileSync(join(dir, 'lock'), 'utf8');
    const killed = asKilled(dir);
    writeFileSync(join(killed, 'lock'), lock.replace(/"startTicks":"\d+"/, '"startTicks":"1"'));
    expect([...open(killed).state()]).toEqual([['a', 1]]);
  });

  test('a directory that cannot be written is refused in one sentence with its path', () => {
    const file = join(temporaryDir(), 'file');
    writeFileSync(file, '');
    const fault = faultOf(() => open(join(file, 'journal')));
    expect(fault.code).toBe('unwritable');
    expect(fault.message).toContain(file);
  });

  test.each([
    ['the directory', (dir: string) => writeFileSync(join(dir, 'journal.json'), '{"format":2,"id":"journal-x"}')],
    [
      'a segment',
      (dir: string, id: string) => writeFileSync(onlySegment(dir), sealLine({ format: 2, journal: id, first: 1 })),
    ],
    [
      'a snapshot',
      (dir: string, id: string) =>
        writeFileSync(join(dir, 'snapshot-0000000000000001.log'), sealLine({ format: 2, journal: id, seq: 1 })),
    ],
  ])('%s in a later format is refused', (_, spoil) => {
    const dir = temporaryDir();
    const journal = open(dir);
    journal.append(entry({}));
    const killed = asKilled(dir);
    spoil(killed, journal.id);
    expect(faultOf(() => open(killed)).code).toBe('format');
  });

  test('a segment of another journal is refused', async () => {
    const dir = temporaryDir();
    const one = open(dir);
    one.append(entry({}));
    const killed = asKilled(dir);
    writeFileSync(onlySegment(killed), sealLine({ format: 1, journal: 'another', first: 1 }));
    expect(faultOf(() => open(killed)).code).toBe('corrupt');
    await one.close();
  });

  test('a journal shorter than what was shipped is refused: its sequences would name other facts', async () => {
    const dir = temporaryDir();
    const before = open(dir);
    for (let n = 1; n <= 3; n += 1) before.append(entry({ n }));
    await before.markShipped(3);
    const killed = asKilled(dir);
    truncateSync(onlySegment(killed), statSync(onlySegment(killed)).size - 10);
    expect(faultOf(() => open(killed)).code).toBe('hole');
  });
});

describe('after a power cut', () => {
  test('records not yet on the medium may be damaged: they and those after them are cut off with a warning', () => {
    const dir = temporaryDir();
    const before = open(dir);
    for (let n = 1; n <= 3; n += 1) before.append(entry({ n }));
    const cut = powerCut(dir);
    damageLine(onlySegment(cut), 3);
    const { log, said } = rememberingLog();
    expect([...open(cut, { log }).state()]).toEqual([['n', 1]]);
    expect(said).toMatchObject([{ level: 'warn', fields: { seq: 2, records: 1 } }]);
  });

  test('a damaged record that was on the medium is refused', async () => {
    const dir = temporaryDir();
    const before = open(dir);
    before.append(entry({ n: 1 }));
    before.append(entry({ n: 2 }));
    await before.sync();
    before.append(entry({ n: 3 }));
    const cut = powerCut(dir);
    damageLine(onlySegment(cut), 3);
    expect(faultOf(() => open(cut)).code).toBe('corrupt');
    expect(faultOf(() => open(cut)).code).toBe('corrupt');
  });

  test('zeros where the file had grown are cut off', () => {
    const dir = temporaryDir();
    open(dir).append(entry({ n: 1 }));
    const cut = powerCut(dir);
    appendFileSync(onlySegment(cut), Buffer.alloc(4096));
    expect([...open(cut).state()]).toEqual([['n', 1]]);
  });
});
