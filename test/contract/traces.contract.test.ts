// The record of traces, in memory and in PostgreSQL: entries of a call in order, each once, and gone when they are too old. And
// the way from a journal's files to it. Not here: what entries say (test/traces.test.ts).

import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type CallId, callId } from '../../src/base/ids.ts';
import { silentLog } from '../../src/base/log.ts';
import { realClock } from '../../src/base/real-clock.ts';
import type { StoredTrace } from '../../src/call/index.ts';
import { startForgetting, startShipper, type TraceRecord } from '../../src/facts/index.ts';
import { factRecord, factSink, migrate, traceRecord } from '../../src/store/index.ts';
import { memoryTraces } from '../fakes/trace-record.ts';
import { entry, open, temporaryDir, until } from '../facts/support.ts';
import { asTenant, client, databaseFor, newTenant, urls } from './databases.ts';

beforeAll(async () => {
  await migrate(urls.owner());
});

interface Place {
  readonly record: TraceRecord;
  readonly keep: (traces: readonly StoredTrace[]) => Promise<void>;
}

function inMemory(): Place {
  const record = memoryTraces();
  return { record, keep: (traces) => Promise.resolve(void record.all.push(...traces)) };
}

function inPostgres(): Place {
  const tenant = newTenant();
  const sink = factSink(databaseFor(tenant, 'facts'));
  return { record: traceRecord(databaseFor(tenant)), keep: (traces) => sink.insert([], traces) };
}

const journal = randomUUID();
const traceAt = (call: CallId, seq: number, at: number): StoredTrace => ({
  ...{
    journal: `${journal}-${call}`,
    seq,
    at,
    call,
    body: JSON.stringify({ event: { kind: 'digit', digit: '5' }, seq }),
  },
});

describe.each([
  ['in memory', inMemory],
  ['in PostgreSQL', inPostgres],
])('traces %s', (_name, openPlace) => {
  test('of a call come back as they were, in order, at most as many as asked for', async () => {
    const { record, keep } = openPlace();
    const [one, other] = [callId(randomUUID()), callId(randomUUID())];
    const entries = [traceAt(one, 2, 1_002), traceAt(one, 1, 1_001), traceAt(other, 1, 1_001), traceAt(one, 10, 1_010)];
    await keep(entries);
    expect(await record.entries(one, 100)).toEqual([entries[1], entries[0], entries[3]]);
    expect(await record.entries(one, 2)).toEqual([entries[1], entries[0]]);
    expect(await record.entries(callId('nobody'), 100)).toEqual([]);
  });

  test('of before an instant are forgotten, so many at a time, and no others', async () => {
    const { record, keep } = openPlace();
    const call = callId(randomUUID());
    await keep([1, 2, 3, 4, 5].map((seq) => traceAt(call, seq, 1_000 + seq)));
    expect(await record.forget(1_004, 2)).toBe(2);
    expect(await record.forget(1_004, 2)).toBe(1);
    expect(await record.forget(1_004, 2)).toBe(0);
    expect((await record.entries(call, 100)).map(({ seq }) => seq)).toEqual([4, 5]);
  });
});

test('an entry that is given twice, alone or with facts, is there once', async () => {
  const { record, keep } = inPostgres();
  const call = callId(randomUUID());
  await keep([traceAt(call, 1, 1_000), traceAt(call, 1, 1_000)]);
  await keep([traceAt(call, 1, 1_000), traceAt(call, 2, 1_000)]);
  expect((await record.entries(call, 100)).map(({ seq }) => seq)).toEqual([1, 2]);
});

test('whatever a caller, a service or a flow says can be kept', async () => {
  const { record, keep } = inPostgres();
  const call = callId(randomUUID());
  const odd = ['\u0000', '\ud800', '"\\', "'); drop table traces; --", '🕭', 'é'.repeat(5_000)];
  await keep([{ ...traceAt(call, 1, 1), body: JSON.stringify({ odd }) }]);
  const [kept] = await record.entries(call, 1);
  expect(JSON.parse(kept?.body ?? '')).toEqual({ odd });
});

test('another tenant sees none and forgets none; the role that adds them may neither read nor remove', async () => {
  const tenant = newTenant();
  const call = callId(randomUUID());
  await factSink(databaseFor(tenant, 'facts')).insert([], [traceAt(call, 1, 1_000)]);
  const stranger = traceRecord(databaseFor(newTenant()));
  expect(await stranger.entries(call, 10)).toEqual([]);
  expect(await stranger.forget(2_000, 10)).toBe(0);
  expect(await traceRecord(databaseFor(tenant)).entries(call, 10)).toHaveLength(1);
  const adding = await client('facts');
  await expect(asTenant(adding, tenant, 'select * from traces')).rejects.toThrow(/permission denied/);
  await expect(asTenant(adding, tenant, 'delete from traces')).rejects.toThrow(/permission denied/);
  await expect(asTenant(await client('app'), tenant, `update traces set body = ''`)).rejects.toThrow(
    /permission denied/,
  );
});

test('from the files of a journal traces and facts arrive together, each once', async () => {
  const tenant = newTenant();
  const call = callId(randomUUID());
  const written = open(temporaryDir());
  const shipper = startShipper({
    journal: written,
    sink: factSink(databaseFor(tenant, 'facts')),
    clock: realClock(),
    log: silentLog,
  });
  onTestFinished(() => shipper.stop());
  for (let n = 1; n <= 700; n += 1)
    written.append({ ...entry({ n }, n % 2), trace: { call, quiet: [{ at: n, event: {} }] } });
  await until(() => shipper.status().shippedSeq === 700, 10_000);
  const database = databaseFor(tenant);
  const entries = await traceRecord(database).entries(call, 1_000);
  expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 700 }, (_, index) => index + 1));
  expect(JSON.parse(entries[0]?.body ?? '')).toHaveProperty('quiet');
  const { rows } = await asTenant(await client('app'), tenant, 'select count(*)::int as count from facts');
  expect(rows[0]?.['count']).toBe(350);
  expect(await factRecord(database).timeline(call, 10)).toEqual([]);
});

test('what is too old goes by itself, and what is not stays', async () => {
  const { record, keep } = inPostgres();
  const call = callId(randomUUID());
  const now = realClock().now();
  await keep([traceAt(call, 1, now - 90_000), traceAt(call, 2, now)]);
  const forgetting = startForgetting({ traces: record, keptMs: 60_000, clock: realClock(), log: silentLog });
  onTestFinished(() => forgetting.stop());
  await until(async () => (await record.entries(call, 10)).length === 1, 5_000);
  expect((await record.entries(call, 10)).map(({ seq }) => seq)).toEqual([2]);
});
