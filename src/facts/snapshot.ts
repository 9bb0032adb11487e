// The whole state in one file, so that opening reads little. A snapshot has its name only once it is complete and on the
// medium. Not here: when one is taken, and which files it makes superfluous.

import { readFileSync, rmSync } from 'node:fs';
import { open, rename, type FileHandle } from 'node:fs/promises';
import { decodeObject } from '../base/json.ts';
import { decodePair, decodeSnapshotHeader, formatVersion, openLines, sealLine } from './decode.ts';
import { JournalFault } from './journal-fault.ts';
import { listSnapshots, snapshotFile, syncDirectory, type JournalFile } from './segments.ts';

/** Latest value by key after record `seq`. */
export interface Snapshot {
  readonly seq: number;
  readonly state: Map<string, unknown>;
}

/** Bytes made in one go before the loop is given back: about a third of a millisecond of work. */
const chunkBytes = 128 * 1024;

/** Writes a snapshot without holding up the loop; `state` must not change meanwhile (give a copy). */
export async function writeSnapshot(dir: string, journal: string, snapshot: Snapshot): Promise<JournalFile> {
  const target = snapshotFile(dir, snapshot.seq);
  const temporary = `${target.path}.new`;
  try {
    const file = await open(temporary, 'w', 0o600);
    try {
      await writeLines(file, snapshotLines(journal, snapshot));
      await file.datasync();
    } finally {
      await file.close();
    }
    await rename(temporary, target.path);
  } catch (fault) {
    rmSync(temporary, { force: true });
    throw fault;
  }
  await syncDirectory(dir);
  return target;
}

async function writeLines(file: FileHandle, lines: Iterable<Buffer>): Promise<void> {
  let chunk: Buffer[] = [];
  let size = 0;
  for (const line of lines) {
    chunk.push(line);
    size += line.length;
    if (size < chunkBytes) continue;
    await file.writeFile(Buffer.concat(chunk));
    chunk = [];
    size = 0;
  }
  await file.writeFile(Buffer.concat(chunk));
}

function* snapshotLines(journal: string, snapshot: Snapshot): Generator<Buffer> {
  yield sealLine({ format: formatVersion, journal, seq: snapshot.seq });
  for (const pair of snapshot.state) yield sealLine(pair);
  yield sealLine({ end: snapshot.state.size });
}

/** The newest snapshot that is whole, and those that are not. Throws JournalFault `format` for a later version's. */
export function newestSnapshot(dir: string, journal: string): { snapshot: Snapshot; broken: JournalFile[] } {
  const broken: JournalFile[] = [];
  for (const file of listSnapshots(dir).reverse()) {
    const snapshot = readSnapshot(file, journal);
    if (snapshot !== null) return { snapshot, broken };
    broken.push(file);
  }
  return { snapshot: { seq: 0, state: new Map() }, broken };
}

function readSnapshot(file: JournalFile, journal: string): Snapshot | null {
  const lines = openLines(readFileSync(file.path));
  const first = lines.next();
  if (first.done === true || first.value.kind !== 'good') return null;
  const header = decodeSnapshotHeader(first.value.value);
  if (header !== null && header.format > formatVersion) {
    throw new JournalFault(
      'format',
      file.path,
      'A later version wrote this snapshot; start that version or a newer one',
    );
  }
  if (header?.journal !== journal || header.seq !== file.seq) return null;
  const state = new Map<string, unknown>();
  for (const line of lines) {
    if (line.kind !== 'good') return null;
    const pair = decodePair(line.value);
    // The last line counts the keys: without it the file was cut.
    if (pair === null) return isEnd(line.value, state.size) ? { seq: header.seq, state } : null;
    state.set(pair[0], pair[1]);
  }
  return null;
}

const isEnd = (value: unknown, size: number): boolean => decodeObject(JSON.stringify(value))?.['end'] === size;
