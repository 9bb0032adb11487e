// Fetches what Asterisk has recorded, byte by byte. Over undici with both drivers: the library ari-client makes text of every
// answer. Not here: what is in a file.

import { Pool } from 'undici';
import type { Clock } from '../base/clock.ts';
import { TelephonyFault } from '../call/ports.ts';
import { type AriAccess, baseOf, basicAuthorization } from './address.ts';
import { unanswered } from './faults.ts';
import { deadlineMs, idleConnectionMs, recordedBytesMax } from './limits.ts';

export interface StoredFiles {
  /** The file of a recording that is over; null when there is none. Rejects with TelephonyFault. */
  readonly read: (recordingName: string) => Promise<Uint8Array | null>;
  readonly close: () => Promise<void>;
}

/** Few at a time: files are large, and commands have connections of their own. */
const connectionCount = 4;

/** Makes no connection before the first file. */
export function openStoredFiles(access: AriAccess, clock: Clock): StoredFiles {
  const base = baseOf(access.url);
  const pool = new Pool(base.origin, {
    connections: connectionCount,
    keepAliveTimeout: idleConnectionMs,
    keepAliveMaxTimeout: idleConnectionMs,
    maxResponseSize: recordedBytesMax,
  });
  return {
    read: async (recordingName) => {
      const deadline = new AbortController();
      const cancel = clock.after(deadlineMs.file, () => {
        deadline.abort();
      });
      try {
        const answer = await pool.request({
          method: 'GET',
          path: `${base.path}/recordings/stored/${encodeURIComponent(recordingName)}/file`,
          headers: { authorization: basicAuthorization(access) },
          signal: deadline.signal,
        });
        const bytes = await answer.body.bytes();
        if (answer.statusCode === 404) return null;
        if (answer.statusCode === 200) return bytes;
        throw new TelephonyFault('refused', `recordings.getStoredFile: ${answer.statusCode}`);
      } catch (fault) {
        if (fault instanceof TelephonyFault) throw fault;
        if (!deadline.signal.aborted) throw unanswered('recordings.getStoredFile', fault);
        throw new TelephonyFault('timeout', 'recordings.getStoredFile: no answer in time.', { cause: fault });
      } finally {
        cancel();
      }
    },
    close: () => pool.destroy(),
  };
}
