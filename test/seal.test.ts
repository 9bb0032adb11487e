// The seal: what is closed is opened with the same key alone, and the key lives no longer than it must.

import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openSeal } from '../src/seal.ts';

function directory(): string {
  const made = mkdtempSync(join(tmpdir(), 'carillon-seal-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return join(made, 'data');
}

test('a closed text is opened, is another one each time, and holds nothing of it in clear', () => {
  const seal = openSeal(directory(), 'no');
  const [one, other] = [seal.close('7391 é'), seal.close('7391 é')];
  expect([seal.open(one), seal.open(other)]).toEqual(['7391 é', '7391 é']);
  expect(one).not.toBe(other);
  expect(Buffer.from(one, 'base64').toString('latin1')).not.toContain('7391');
});

test('the key is for its owner alone, and stays while something is closed with it', () => {
  const place = directory();
  const closed = openSeal(place, 'no').close('7391');
  expect(statSync(join(place, 'seal.key')).mode & 0o777).toBe(0o600);
  expect(openSeal(place, 'yes').open(closed)).toBe('7391');
  expect(openSeal(place, 'no').open(closed)).toBeNull();
});

test('a text that was changed, cut, or is none of ours is not opened', () => {
  const seal = openSeal(directory(), 'no');
  const closed = Buffer.from(seal.close('7391'), 'base64');
  closed[14] = (closed[14] ?? 0) ^ 1;
  for (const text of [closed.toString('base64'), seal.close('7391').slice(0, 20), '', 'nothing'])
    expect(seal.open(text)).toBeNull();
});

test('a key that is gone or cut short is made anew', () => {
  const place = directory();
  const closed = openSeal(place, 'no').close('7391');
  writeFileSync(join(place, 'seal.key'), readFileSync(join(place, 'seal.key')).subarray(0, 7));
  expect(openSeal(place, 'yes').open(closed)).toBeNull();
  rmSync(join(place, 'seal.key'));
  expect(openSeal(place, 'yes').open(closed)).toBeNull();
});
