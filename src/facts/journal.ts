// The journal: every transition of every machine, on the local disk before any of its effects is performed.
// Not here: the form of the files (decode.ts, segments.ts), reading them back (recover.ts), shipping facts (shipper.ts).

import { fdatasync, mkdirSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { IdSource } from '../base/ids.ts';
import { decodeObject } from '../base/json.ts';
import { formatVersion } from './decode.ts';
import { FileJournal } from './file-journal.ts';
import { JournalFault, systemCode } from './journal-fault.ts';
import { readShippedSeq } from './keeper.ts';
import { takeLock, type Lock } from './lock.ts';
import type { Journal, JournalLimits, JournalOptions } from './journal-model.ts';
import type { Disk } from './ports.ts';
import { recover } from './recover.ts';
import { listSegments } from './segments.ts';

/** Two segments are read on opening at most: 20,000 records or 32 MB, a fraction of the 3 s in which calls must be back. */
export const journalLimits: JournalLimits = {
  segment: { recordCountMax: 10_000, bytesMax: 16 * 1024 * 1024 },
  // Ten minutes of 80 transitions per second; an eighth of a small server's memory.
  overflow: { recordCountMax: 50_000, bytesMax: 128 * 1024 * 1024 },
};

/** Opens the journal in `dir` with its state read back. Throws JournalFault when it cannot be trusted or is in use. */
export function openJournal(options: JournalOptions): Journal {
  const { dir, log } = options;
  const lock = lockDirectory(dir);
  try {
    const id = identity(dir, options.ids);
    const shippedSeq = readShippedSeq(dir, listSegments(dir));
    const recovered = recover({ dir, journal: id, endBefore: lock.endBefore, shippedSeq, log });
    const { disk = realDisk, limits = journalLimits } = options;
    const journal = new FileJournal({ ...options, disk, limits, id, lock, shippedSeq }, recovered);
    lock.settle();
    return journal;
  } catch (fault) {
    lock.abandon();
    throw fault instanceof JournalFault ? fault : unwritable(dir, fault);
  }
}

const realDisk: Disk = {
  write: (file, bytes, position) => writeSync(file, bytes, 0, bytes.length, position),
  sync: promisify(fdatasync),
};

function lockDirectory(dir: string): Lock {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    return takeLock(dir);
  } catch (fault) {
    throw fault instanceof JournalFault ? fault : unwritable(dir, fault);
  }
}

function unwritable(dir: string, cause: unknown): JournalFault {
  const sentence = `The journal's directory cannot be used: ${systemCode(cause)}; give it a writable directory with room`;
  return new JournalFault('unwritable', dir, sentence, { cause });
}

/** The journal's id: made with the directory, then always the same. */
function identity(dir: string, ids: IdSource): string {
  const path = join(dir, 'journal.json');
  const known = readIdentity(path);
  if (known !== null) return known;
  if (listSegments(dir).length > 0) {
    throw new JournalFault(
      'corrupt',
      path,
      'The file that names this journal is missing or damaged; restore it from a copy',
    );
  }
  const id = ids('journal');
  writeFileSync(`${path}.new`, JSON.stringify({ format: formatVersion, id }), { mode: 0o600, flush: true });
  renameSync(`${path}.new`, path);
  return id;
}

function readIdentity(path: string): string | null {
  const text = readIfThere(path);
  if (text === null) return null;
  const { format, id } = decodeObject(text) ?? {};
  if (typeof format === 'number' && format > formatVersion) {
    throw new JournalFault('format', path, 'A later version wrote this journal; start that version or a newer one');
  }
  return typeof id === 'string' ? id : null;
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (fault) {
    if (systemCode(fault) === 'ENOENT') return null;
    throw fault;
  }
}
