// The index of recordings: the same promises in memory and in PostgreSQL. Not here: the wall between tenants
// (store-wall.contract.test.ts).

import { beforeAll, describe, expect, it } from 'vitest';
import { callId, legId, queueName, recordingId } from '../../src/base/ids.ts';
import type { Fact } from '../../src/call/index.ts';
import type { KeptRecording, RecordingIndex } from '../../src/recordings/index.ts';
import { factSink, migrate, recordingIndex } from '../../src/store/index.ts';
import { memoryRecordings } from '../fakes/kept-recordings.ts';
import { asTenant, client, databaseFor, newTenant, urls } from './databases.ts';

const message = (id: string, change: Partial<KeptRecording> = {}): KeptRecording => ({
  ...{ recording: recordingId(id), call: callId(`call-${id}`), made: 'voicemail', voicemail: 'mot' },
  ...{ queue: queueName('support'), at: 1_750_000_000_000, state: 'whole', lengthMs: 5_000, soundMs: 4_000 },
  ...{ channelCount: 1, bytes: 80_044, digest: 'a'.repeat(64), ...change },
});

/** An index of a tenant of its own. */
async function inPostgres(): Promise<RecordingIndex> {
  const tenant = newTenant();
  await asTenant(await client('owner'), tenant, `insert into tenants values ($1, 'name')`, [tenant]);
  return recordingIndex(databaseFor(tenant));
}

beforeAll(async () => {
  await migrate(urls.owner());
});

describe.each([
  ['in memory', () => Promise.resolve<RecordingIndex>(memoryRecordings(() => 5).index)],
  ['in PostgreSQL', inPostgres],
])('the index of recordings %s', (_, open) => {
  it('gives back what was put, and putting it again changes nothing', async () => {
    const index = await open();
    const kept = message('r1', { bytes: 2 ** 33, lengthMs: 2 ** 32 });
    await index.put(kept);
    await index.mark(kept.recording, 'listened', 'ana');
    await index.put({ ...kept, lengthMs: 1 });
    const found = await index.find(kept.recording);
    expect(found).toMatchObject({ ...kept, caller: null, handled: null, listened: { by: 'ana' } });
    expect(await index.find(recordingId('other'))).toBeNull();
  });

  it('lists messages of a queue, the newest first, by what was done with them', async () => {
    const index = await open();
    await index.put(message('r1'));
    await index.put(message('r2', { at: 1_750_000_001_000 }));
    await index.put(message('r3', { queue: null }));
    await index.put(
      message('r4', { made: 'conversation', voicemail: null, queue: null, soundMs: null, channelCount: 2 }),
    );
    await index.mark(recordingId('r1'), 'handled', 'ben');
    const ids = async (query: Partial<Parameters<RecordingIndex['voicemails']>[0]>) =>
      (await index.voicemails({ queue: null, state: 'all', limit: 10, ...query })).map(({ recording }) => recording);
    expect(await ids({ queue: queueName('support') })).toEqual(['r2', 'r1']);
    expect(await ids({ queue: queueName('support'), state: 'open' })).toEqual(['r2']);
    expect(await ids({ state: 'handled' })).toEqual(['r1']);
    expect((await ids({})).toSorted()).toEqual(['r1', 'r2', 'r3']);
    expect(await ids({ limit: 1 })).toEqual(['r2']);
    expect(await ids({ queue: queueName('sales') })).toEqual([]);
  });

  it('keeps the first mark of each kind, and knows no mark of what is not there', async () => {
    const index = await open();
    await index.put(message('r1'));
    expect(await index.mark(recordingId('r1'), 'handled', 'ana')).toBe('marked');
    expect(await index.mark(recordingId('r1'), 'handled', "ben'; drop table recordings; --")).toBe('marked');
    expect((await index.find(recordingId('r1')))?.handled?.by).toBe('ana');
    expect(await index.mark(recordingId('r2'), 'handled', 'ana')).toBe('unknown');
  });

  it('has one that failed without a file, and those of a call in their order', async () => {
    const index = await open();
    const call = callId('c');
    await index.put(message('r2', { call, at: 1_750_000_002_000 }));
    await index.put(message('r1', { call, state: 'failed', digest: null, bytes: 0, lengthMs: 0, soundMs: null }));
    expect((await index.ofCall(call)).map(({ recording, state }) => [recording, state])).toEqual([
      ['r1', 'failed'],
      ['r2', 'whole'],
    ]);
    expect(await index.ofCall(callId('other'))).toEqual([]);
  });
});

describe('the index in PostgreSQL', () => {
  it('tells who called from the fact of the call, and refuses to change what was recorded', async () => {
    const tenant = newTenant();
    await asTenant(await client('owner'), tenant, `insert into tenants values ($1, 'name')`, [tenant]);
    const index = recordingIndex(databaseFor(tenant));
    await index.put(message('r1'));
    const fact: Fact = {
      kind: 'callOffered',
      ...{ call: callId('call-r1'), leg: legId('l'), caller: '+33612345678', called: '+33180001122', flow: 'f' },
      program: null,
    };
    await factSink(databaseFor(tenant, 'facts')).insert([{ journal: tenant, seq: 1, index: 0, at: 1, fact }]);
    expect((await index.find(recordingId('r1')))?.caller).toBe('+33612345678');
    const app = await client('app');
    for (const change of [
      `update recordings set digest = 'x'`,
      `update recordings set bytes = 1`,
      'delete from recordings',
    ])
      await expect(asTenant(app, tenant, change)).rejects.toMatchObject({ code: '42501' });
  });
});
