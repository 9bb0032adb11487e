// Whether what was decided is safe: what changes something in another system waits for its record to be on the disk. Not here:
// the journal (src/facts); audio, which never waits.

import type { Journal } from './facts/index.ts';

/** The journal could not keep what was recorded. */
export class NotRecorded extends Error {
  readonly code = 'notRecorded';
  readonly retryable = true;
}

/** Resolves when everything recorded before the call survives a power cut; rejects with NotRecorded when it does not. */
export const recordedBy = (journal: Pick<Journal, 'status' | 'sync'>) => async (): Promise<void> => {
  const { lastSeq } = journal.status();
  await journal.sync();
  if (journal.status().syncedSeq < lastSeq) throw new NotRecorded('The journal’s disk does not keep records now.');
};
