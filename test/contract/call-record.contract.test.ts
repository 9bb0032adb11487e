// The record of calls read back, on the fake and on PostgreSQL: what a list holds, in which order, and one call's facts.
// How fast, and by which index: call-record-size.contract.test.ts.

import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { agentId, callId, legId, programHash, queueName } from '../../src/base/ids.ts';
import { type Fact, type StoredFact, endReason } from '../../src/call/index.ts';
import { type CallFilters, type CallPlace, type FactRecord, allCalls } from '../../src/facts/index.ts';
import { factRecord, factSink, migrate } from '../../src/store/index.ts';
import { memoryRecord } from '../fakes/fact-record.ts';
import { databaseFor, newTenant, urls } from './databases.ts';

beforeAll(async () => {
  await migrate(urls.owner());
});

interface World {
  readonly record: FactRecord;
  readonly keep: (facts: readonly StoredFact[]) => Promise<void>;
}

const inMemory = (): Promise<World> => {
  const record = memoryRecord();
  return Promise.resolve({ record, keep: (facts) => Promise.resolve(void record.facts.push(...facts)) });
};
const inPostgres = (): Promise<World> => {
  const tenant = newTenant();
  const sink = factSink(databaseFor(tenant, 'facts'));
  return Promise.resolve({ record: factRecord(databaseFor(tenant)), keep: (facts) => sink.insert(facts) });
};

let journalCount = 0;
const newJournal = (): string => `journal-${Date.now()}-${(journalCount += 1)}`;

/** Facts at the given instants, one record each. */
function stored(facts: readonly (readonly [number, Fact])[]): StoredFact[] {
  const journal = newJournal();
  return facts.map(([at, fact], index) => ({ journal, seq: index + 1, index: 0, at, fact }));
}

const offered = (name: string, more: Partial<Extract<Fact, { kind: 'callOffered' }>> = {}): Fact => ({
  ...{ kind: 'callOffered', call: callId(name), leg: legId(`in-${name}`), caller: '+33612345678' },
  ...{ called: '+33180001122', flow: 'accueil', program: programHash('0') },
  ...more,
});
const ended = (name: string, result: 'caller' | 'us', code: string): Fact => ({
  kind: 'callEnded',
  call: callId(name),
  reason: endReason(result, code),
});
const joined = (name: string, queue: string): Fact => ({
  ...{ kind: 'queueJoined', call: callId(name), queue: queueName(queue), priority: 0 },
});
const answered = (name: string, queue: string, agent: string): Fact => ({
  ...{
    kind: 'queueAnswered',
    call: callId(name),
    queue: queueName(queue),
    agent: agentId(agent),
    waitMs: 1,
    ringMs: 1,
  },
});

const day = [
  [1_000, offered('one')],
  [2_000, offered('two', { flow: 'ventes', called: '+33180003344' })],
  [2_000, joined('two', 'ventes')],
  [2_500, ended('one', 'caller', 'hangup')],
  [2_600, joined('two', 'support')],
  [2_700, answered('two', 'support', 'ana')],
  [3_000, offered('three', { caller: null })],
  [3_000, offered('four')],
  [3_100, ended('three', 'us', 'numberUnknown')],
  [3_200, ended('two', 'caller', 'hangup')],
] as const;

describe.each([
  ['in memory', inMemory],
  ['in PostgreSQL', inPostgres],
])('the record of calls %s', (_, make) => {
  let world: World;
  beforeEach(async () => {
    world = await make();
    await world.keep(stored(day));
  });

  const names = async (
    filters: Partial<CallFilters>,
    { after = null, without = [], limit = 10 }: { after?: CallPlace | null; without?: string[]; limit?: number } = {},
  ) => {
    const query = { filters: { ...allCalls, ...filters }, after, without: without.map(callId), limit };
    return (await world.record.calls(query)).map(({ call }) => call);
  };

  test('all calls: the newest first, those of one instant by id', async () => {
    expect(await names({})).toEqual(['three', 'four', 'two', 'one']);
  });

  test('a call is shown with its last queue, its agent and its end', async () => {
    const [two] = await world.record.calls({
      ...{ filters: { ...allCalls, flow: 'ventes' }, after: null, without: [], limit: 1 },
    });
    expect(two).toEqual({
      ...{ call: 'two', beganAt: 2_000, flow: 'ventes', called: '+33180003344', caller: '+33612345678' },
      ...{ queue: 'support', agent: 'ana', end: { at: 3_200, reason: { result: 'caller', code: 'hangup' } } },
    });
  });

  test('a call whose end is not recorded yet has none', async () => {
    const calls = await world.record.calls({ filters: allCalls, after: null, without: [], limit: 10 });
    expect(calls.find(({ call }) => call === 'four')).toMatchObject({ queue: null, agent: null, end: null });
  });

  test.each<[string, Partial<CallFilters>, string[]]>([
    ['flow', { flow: 'ventes' }, ['two']],
    ['number called', { called: '+33180001122' }, ['three', 'four', 'one']],
    ['queue that it left for another', { queue: queueName('ventes') }, ['two']],
    ['agent', { agent: agentId('ana') }, ['two']],
    ['agent who answered nobody', { agent: agentId('bob') }, []],
    ['result', { result: 'caller' }, ['two', 'one']],
    ['part of the code, in any case', { code: 'NUMBER' }, ['three']],
    ['code with signs that mean something to SQL', { code: '%' }, []],
    ['result and code', { result: 'us', code: 'hangup' }, []],
    ['from, inclusive', { from: 2_000 }, ['three', 'four', 'two']],
    ['to, exclusive', { to: 2_000 }, ['one']],
    [
      'all together',
      { flow: 'ventes', queue: queueName('support'), from: 1_500, to: 3_000, result: 'caller' },
      ['two'],
    ],
  ])('by %s', async (_what, filters, wanted) => {
    expect(await names(filters)).toEqual(wanted);
  });

  test('a page goes on after a place, also between calls of one instant', async () => {
    expect(await names({}, { limit: 1 })).toEqual(['three']);
    expect(await names({}, { after: { at: 3_000, call: callId('three') }, limit: 2 })).toEqual(['four', 'two']);
    expect(await names({}, { after: { at: 1_000, call: callId('one') } })).toEqual([]);
  });

  test('calls that are shown from memory are left out', async () => {
    expect(await names({}, { without: ['four', 'three'] })).toEqual(['two', 'one']);
  });

  test('one call: its facts in order of becoming true, and no other’s; none of an unknown one', async () => {
    const facts = await world.record.timeline(callId('two'), 100);
    expect(facts.map(({ at, fact }) => [at, fact])).toEqual(
      day.filter(([, fact]) => 'call' in fact && fact.call === 'two'),
    );
    expect(await world.record.timeline(callId('two'), 2)).toEqual(facts.slice(0, 2));
    expect(await world.record.timeline(callId('nobody'), 100)).toEqual([]);
  });
});

test('another tenant’s calls are neither listed nor told', async () => {
  const { keep } = await inPostgres();
  await keep(stored(day));
  const other = factRecord(databaseFor(newTenant()));
  expect(await other.calls({ filters: allCalls, after: null, without: [], limit: 10 })).toEqual([]);
  expect(await other.timeline(callId('two'), 100)).toEqual([]);
});
