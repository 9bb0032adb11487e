// Random entries: whatever is cut or snapshotted, the state is that of the records that are left, and none goes missing before.

import { cpSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Changes } from '../../src/base/machine.ts';
import { silentLog } from '../../src/base/log.ts';
import { realClock, realIds } from '../../src/base/real-clock.ts';
import { applyChanges } from '../../src/facts/changes.ts';
import { journalLimits, openJournal, type Journal } from '../../src/facts/index.ts';
import { asKilled, entry, plain, temporaryDir } from './support.ts';

const changes: fc.Arbitrary<Changes> = fc.dictionary(
  fc.constantFrom('call/1', 'call/2', 'agent/é', '', '__proto__', 'toString'),
  fc.oneof(fc.constant(null), fc.jsonValue()),
  { maxKeys: 3, noNullPrototype: false },
);
const history = fc.array(changes, { minLength: 1, maxLength: 30 });
const limits = { ...journalLimits, segment: { recordCountMax: 7, bytesMax: 1_000_000 } };

const openAt = (dir: string): Journal => openJournal({ dir, clock: realClock(), ids: realIds, log: silentLog, limits });

function stateAfter(all: readonly Changes[], count: number): unknown {
  const state = new Map<string, unknown>();
  for (const one of all.slice(0, count)) applyChanges(state, one);
  return plain(state);
}

async function lastState(dir: string): Promise<{ state: unknown; lastSeq: number }> {
  const journal = openAt(dir);
  const found = { state: plain(journal.state()), lastSeq: journal.status().lastSeq };
  await journal.close();
  return found;
}

test('the last segment is cut at any byte: the state is that of the records before the cut, all of them', async () => {
  await fc.assert(
    fc.asyncProperty(history, fc.nat(), async (all, chance) => {
      const dir = temporaryDir();
      const journal = openAt(dir);
      const ends = all.map((one) => {
        journal.append(entry(one));
        return sizes(dir);
      });
      await journal.sync();
      const killed = asKilled(dir);
      await journal.close();
      const last = segmentNames(killed).at(-1) ?? '';
      const size = statSync(join(killed, last)).size;
      const cutAt = chance % (size + 1);
      truncateSync(join(killed, last), cutAt);
      const keptCount = ends.filter((end) => !(last in end) || (end[last] ?? 0) <= cutAt).length;
      const snapshotSeq = Math.max(0, ...snapshotSeqs(killed));
      const found = await lastState(killed);
      expect(found.lastSeq).toBe(Math.max(keptCount, snapshotSeq));
      expect(found.state).toEqual(stateAfter(all, found.lastSeq));
    }),
    { numRuns: 150 },
  );
}, 60_000);

test('snapshots at any moments: opening from them gives what replaying every record gives', async () => {
  await fc.assert(
    fc.asyncProperty(history, fc.array(fc.nat(29), { maxLength: 3 }), async (all, moments) => {
      const dir = temporaryDir();
      const journal = openAt(dir);
      for (const [index, one] of all.entries()) {
        journal.append(entry(one));
        if (moments.includes(index)) await journal.snapshot();
      }
      await journal.close();
      const bare = temporaryDir();
      cpSync(dir, bare, { recursive: true });
      for (const name of readdirSync(bare)) if (name.startsWith('snapshot-')) rmSync(join(bare, name));
      const expected = { state: stateAfter(all, all.length), lastSeq: all.length };
      expect(await lastState(dir)).toEqual(expected);
      expect(await lastState(bare)).toEqual(expected);
    }),
    { numRuns: 100 },
  );
}, 60_000);

const segmentNames = (dir: string): string[] => readdirSync(dir).filter((name) => name.startsWith('segment-'));
const snapshotSeqs = (dir: string): number[] =>
  readdirSync(dir)
    .flatMap((name) => /^snapshot-(\d+)\.log$/.exec(name)?.[1] ?? [])
    .map(Number);

function sizes(dir: string): Record<string, number> {
  return Object.fromEntries(segmentNames(dir).map((name) => [name, statSync(join(dir, name)).size]));
}
