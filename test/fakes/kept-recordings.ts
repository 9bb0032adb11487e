// The disk and the index of recordings in memory, with the same promises. Not here: what is recorded.

import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { RecordingId } from '../../src/base/ids.ts';
import type { IndexedRecording, RecordingIndex, RecordingShelf } from '../../src/recordings/index.ts';

export interface MemoryRecordings {
  readonly shelf: RecordingShelf;
  readonly index: RecordingIndex;
  readonly files: ReadonlyMap<string, Buffer>;
  readonly rows: ReadonlyMap<RecordingId, IndexedRecording>;
  /** While set, the index does not answer. */
  failing: Error | null;
}

export function memoryRecordings(now: () => number = () => 0): MemoryRecordings {
  const files = new Map<string, Buffer>();
  const rows = new Map<RecordingId, IndexedRecording>();
  const answered = <Answer>(answer: () => Answer): Promise<Answer> =>
    made.failing === null ? Promise.resolve(answer()) : Promise.reject(made.failing);
  const made: MemoryRecordings = {
    ...{ files, rows, failing: null },
    shelf: {
      put: (blocks) => {
        const file = Buffer.concat([...blocks]);
        const digest = createHash('sha256').update(file).digest('hex');
        files.set(digest, file);
        return Promise.resolve({ digest, bytes: file.length });
      },
      open: (digest) => {
        const file = files.get(digest);
        const read = (from: number, to: number) => Readable.from([(file ?? Buffer.alloc(0)).subarray(from, to + 1)]);
        return Promise.resolve(file === undefined ? null : { bytes: file.length, read });
      },
    },
    index: {
      put: (kept) =>
        answered(() => {
          if (!rows.has(kept.recording))
            rows.set(kept.recording, { ...kept, caller: null, listened: null, handled: null });
        }),
      find: (recording) => answered(() => rows.get(recording) ?? null),
      ofCall: (call) =>
        answered(() => [...rows.values()].filter((row) => row.call === call).sort((one, other) => one.at - other.at)),
      voicemails: ({ queue, state, limit }) =>
        answered(() =>
          [...rows.values()]
            .filter((row) => row.made === 'voicemail' && (queue === null || row.queue === queue))
            .filter(({ handled }) => state === 'all' || (state === 'handled') === (handled !== null))
            .sort((one, other) => other.at - one.at)
            .slice(0, limit),
        ),
      mark: (recording, mark, by) =>
        answered(() => {
          const row = rows.get(recording);
          if (row === undefined) return 'unknown';
          rows.set(recording, { ...row, [mark]: row[mark] ?? { at: now(), by } });
          return 'marked';
        }),
    },
  };
  return made;
}
