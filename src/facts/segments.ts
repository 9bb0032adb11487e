// Which files make up a journal, and their names. Not here: what is inside them.

import { readdirSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';

/** Consecutive records in one file; `seq` is the sequence of the first. For a snapshot: of the last record it covers. */
export interface JournalFile {
  readonly seq: number;
  readonly path: string;
}

// Sixteen digits hold every safe integer, so that names sort as numbers do.
const digits = 16;
const segmentPattern = /^segment-(\d{16})\.log$/;
const snapshotPattern = /^snapshot-(\d{16})\.log$/;

/** The file of the segment that begins with record `seq`. */
export const segmentFile = (dir: string, seq: number): JournalFile => named(dir, 'segment', seq);

/** The file of the snapshot that covers everything up to record `seq`. */
export const snapshotFile = (dir: string, seq: number): JournalFile => named(dir, 'snapshot', seq);

/** The segments of a directory, oldest first. */
export const listSegments = (dir: string): JournalFile[] => list(dir, segmentPattern);

/** The snapshots of a directory, oldest first. */
export const listSnapshots = (dir: string): JournalFile[] => list(dir, snapshotPattern);

/** The segments whose every record is at or below `seq`: the last segment is never among them. */
export function segmentsBelow(segments: readonly JournalFile[], seq: number): JournalFile[] {
  return segments.filter((_, index) => {
    const next = segments[index + 1];
    return next !== undefined && next.seq - 1 <= seq;
  });
}

/** Replaces `path` by `text` so that a crash leaves the old or the new content, never half; on the medium when resolved. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const temporary = `${path}.new`;
  const file = await open(temporary, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.datasync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}

/** Makes the names in a directory (new, renamed, removed files) survive a power cut. */
export async function syncDirectory(dir: string): Promise<void> {
  const handle = await open(dir, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function named(dir: string, kind: string, seq: number): JournalFile {
  return { seq, path: join(dir, `${kind}-${String(seq).padStart(digits, '0')}.log`) };
}

function list(dir: string, pattern: RegExp): JournalFile[] {
  const found: JournalFile[] = [];
  for (const name of readdirSync(dir)) {
    const seq = pattern.exec(name)?.[1];
    if (seq !== undefined) found.push({ seq: Number(seq), path: join(dir, name) });
  }
  return found.sort((one, other) => one.seq - other.seq);
}
