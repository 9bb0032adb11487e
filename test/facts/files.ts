// The journal's files as tests look at them and damage them. Not here: any assertion.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { journalLimits } from '../../src/facts/index.ts';

/** Limits under which five records fill a segment. */
export const small = { ...journalLimits, segment: { recordCountMax: 5, bytesMax: 1_000_000 } };

export const segments = (dir: string): string[] => readdirSync(dir).filter((name) => name.startsWith('segment-'));

export const snapshots = (dir: string): string[] => readdirSync(dir).filter((name) => name.startsWith('snapshot-'));

export const onlySegment = (dir: string): string => join(dir, segments(dir)[0] ?? '');

/** Flips one bit of the `nth` line of a file, counted from 1 (the header). */
export function damageLine(path: string, nth: number): void {
  const bytes = readFileSync(path);
  let at = 0;
  for (let line = 1; line < nth; line += 1) at = bytes.indexOf('\n', at) + 1;
  bytes[at + 15] = (bytes[at + 15] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}
