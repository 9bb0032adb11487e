// A process to be killed: appends to the journal in its first argument as fast as it can, and prints each sequence once
// `append` has returned it. Not a test.

import { writeSync } from 'node:fs';
import { realClock, realIds } from '../../src/base/real-clock.ts';
import { journalLimits, openJournal } from '../../src/facts/index.ts';

const quiet = (): void => undefined;
const limits = { ...journalLimits, segment: { recordCountMax: 500, bytesMax: 4_000_000 } };
const journal = openJournal({
  dir: process.argv[2] ?? '',
  clock: realClock(),
  ids: realIds,
  log: { info: quiet, warn: quiet, error: quiet },
  limits,
});

function burst(): void {
  for (let count = 0; count < 20; count += 1) {
    const seq = journal.status().lastSeq + 1;
    const changes = { last: seq, [`key/${String(seq % 100)}`]: { seq, frame: 'x'.repeat(1_000) } };
    writeSync(1, `${String(journal.append({ at: seq, machine: 'calls', event: null, facts: [], changes }))}\n`);
  }
  setImmediate(burst);
}

burst();
