// Whether the controller can serve: what each thing it needs has to be.

import { noAbilities } from './queue/plain.ts';
import { describe, expect, it } from 'vitest';
import { agentId, phoneId, programHash, queueName } from '../src/base/ids.ts';
import { type ControlRoomParts, openControlRoom } from '../src/control-room.ts';
import type { LiveState, LiveVersions } from '../src/deploy/index.ts';
import type { JournalStatus, ShipperStatus } from '../src/facts/index.ts';
import type { Machines } from '../src/machines.ts';
import { closedPolicy } from '../src/outbound/index.ts';
import { acdTransition, emptyAcd } from '../src/queue/index.ts';
import type { Roster } from '../src/roster.ts';
import { fakeClock } from './fakes/clock.ts';
import { memoryDeployments } from './fakes/deployments.ts';
import { memoryRecord } from './fakes/fact-record.ts';
import { memoryRecordings } from './fakes/kept-recordings.ts';
import { memoryTraces } from './fakes/trace-record.ts';

const journal: JournalStatus = {
  health: { kind: 'healthy' },
  ...{ lastSeq: 9, syncedSeq: 9, unsyncedMs: 0, snapshotSeq: 0, shippedSeq: 9, droppedCount: 0 },
};
const shipper: ShipperStatus = { state: { kind: 'idle' }, outage: null, shippedSeq: 9, lagCount: 0 };
const ana = {
  id: agentId('ana'),
  name: 'Ana',
  phone: phoneId('ana'),
  queues: [queueName('support')],
  abilities: noAbilities,
};
const agentKnown = acdTransition(emptyAcd, { kind: 'agentPut', agent: ana }, 0).state;

async function readiness(change: Partial<ControlRoomParts> = {}, acd = emptyAcd): Promise<string[]> {
  const room = openControlRoom({
    clock: fakeClock(),
    machines: { acd: { state: () => acd }, calls: {} } as unknown as Machines,
    roster: { state: () => 'loaded' } as Roster,
    connection: () => ({ kind: 'ready' }),
    journal: () => journal,
    shipper: () => shipper,
    recordingStore: memoryRecordings(),
    record: memoryRecord(),
    traces: memoryTraces(),
    version: '0.0.0',
    versions: { state: () => serving } as LiveVersions,
    deployments: memoryDeployments(),
    metrics: () => Promise.resolve({ contentType: '', text: '' }),
    policy: closedPolicy,
    ...change,
  });
  return (await room.readiness()).filter(({ state }) => state !== 'ok').map(({ name, state }) => `${name} ${state}`);
}

const serving: LiveState = { seq: 3, alias: { stable: null, canary: null }, stable: programHash('abc'), behind: null };

const loading = { roster: { state: () => 'loading' } as Roster };

describe('readiness', () => {
  it('has nothing to say when all is well', async () => {
    expect(await readiness()).toEqual([]);
  });

  it('fails while the directory is loading and nobody knows an agent', async () => {
    expect(await readiness(loading)).toEqual(['directory failing']);
  });

  it('is only degraded while the directory is loading and the journal knows agents', async () => {
    expect(await readiness(loading, agentKnown)).toEqual(['directory degraded']);
  });

  it('is only degraded while the database takes no facts', async () => {
    const outage = { code: 'unreachable', failureCount: 1, sinceAt: 0 };
    expect(await readiness({ shipper: () => ({ ...shipper, outage }) })).toEqual(['facts degraded']);
  });

  it('is only degraded while a deployment cannot be served here: what was served before goes on', async () => {
    const behind = { seq: 4, why: 'The recording is missing.' };
    const versions = { state: () => ({ ...serving, behind }) } as LiveVersions;
    expect(await readiness({ versions })).toEqual(['flows degraded']);
  });

  it('fails without the telephone system, also while it is being surveyed', async () => {
    expect(await readiness({ connection: () => ({ kind: 'away', why: 'x' }) })).toEqual(['asterisk failing']);
    expect(await readiness({ connection: () => ({ kind: 'surveying', kept: [] }) })).toEqual(['asterisk failing']);
  });

  it('fails while the disk does not take the journal', async () => {
    const health = { kind: 'degraded', code: 'ENOSPC', sinceAt: 0, waitingCount: 1 } as const;
    expect(await readiness({ journal: () => ({ ...journal, health }) })).toEqual(['journal failing']);
  });
});
