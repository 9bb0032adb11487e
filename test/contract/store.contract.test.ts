// One contract per port, on the fake and on PostgreSQL: the directories and the record of facts. Then what only a real
// server shows: migrations, limits, and faults. The wall between tenants: store-wall.contract.test.ts.

import { randomUUID } from 'node:crypto';
import { createServer, type AddressInfo, type Server } from 'node:net';
import pg from 'pg';
import { beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { agentId, callId, phoneId, queueName, type TenantId } from '../../src/base/ids.ts';
import { silentLog } from '../../src/base/log.ts';
import type { StoredFact } from '../../src/call/index.ts';
import type { FactSink } from '../../src/facts/index.ts';
import type { AgentDirectory, AgentRecord, QueueDirectory } from '../../src/queue/directory.ts';
import type { Queue } from '../../src/queue/waiting-line.ts';
import { agentDirectory, factSink, migrate, openDatabase, putTenant, queueDirectory } from '../../src/store/index.ts';
import { MemorySink } from '../facts/memory-sink.ts';
import { memoryDirectories } from '../store/memory-directories.ts';
import { asTenant, client, databaseFor, newTenant, urls } from './databases.ts';

beforeAll(async () => {
  await migrate(urls.owner());
});

const queue = (name: string, more: Partial<Queue> = {}): Queue => ({
  name: queueName(name),
  music: 'default',
  wrapUpMs: 5_000,
  ringMs: 15_000,
  state: 'open',
  waitingMax: null,
  ...more,
});

const agent = (id: string, queues: string[] = [], phone = `phone-${id}`): AgentRecord => ({
  id: agentId(id),
  name: `Agent ${id}`,
  phone: phoneId(phone),
  digest: '0123456789abcdef0123456789abcdef',
  queues: queues.map(queueName),
  abilities: { languages: [], skills: [] },
});

async function realDirectories(): Promise<{ agents: AgentDirectory; queues: QueueDirectory }> {
  const database = databaseFor(newTenant());
  await putTenant(database, 'A test');
  return { agents: agentDirectory(database), queues: queueDirectory(database) };
}

describe.each([
  ['in memory', () => Promise.resolve(memoryDirectories())],
  ['in PostgreSQL', realDirectories],
])('directories %s', (_, make) => {
  let agents: AgentDirectory;
  let queues: QueueDirectory;

  beforeEach(async () => {
    ({ agents, queues } = await make());
  });

  test('what an agent can do is kept, and replaced as a whole; that of nobody is not', async () => {
    const abilities = { languages: ['fr-FR'], skills: [{ skill: 'fibre', level: 3 }] };
    await agents.add({ ...agent('able'), abilities });
    expect(await agents.list()).toEqual([{ ...agent('able'), abilities }]);
    const other = { languages: [], skills: [{ skill: 'crédits', level: 1 }] };
    expect(await agents.setAbilities(agentId('able'), other)).toBe('ok');
    expect((await agents.list())[0]?.abilities).toEqual(other);
    expect(await agents.setAbilities(agentId('nobody'), other)).toBe('gone');
  });

  test('a new directory is empty', async () => {
    expect(await agents.list()).toEqual([]);
    expect(await queues.list()).toEqual([]);
  });

  test('queues are listed by name, each as it was given', async () => {
    const ventes = queue('ventes', { state: 'closed', music: 'jazz', wrapUpMs: 0, waitingMax: 12 });
    expect(await queues.add(ventes)).toBe('ok');
    expect(await queues.add(queue('aide'))).toBe('ok');
    expect(await queues.list()).toEqual([queue('aide'), ventes]);
  });

  test('a queue is added under a name that is taken: refused, and the first one stays', async () => {
    await queues.add(queue('aide'));
    expect(await queues.add(queue('aide', { music: 'jazz' }))).toBe('taken');
    expect(await queues.list()).toEqual([queue('aide')]);
  });

  test('a queue is put twice: the second replaces the first and its agents stay', async () => {
    await queues.put(queue('aide'));
    await agents.add(agent('a1', ['aide']));
    await queues.put(queue('aide', { state: 'closed' }));
    expect(await queues.list()).toEqual([queue('aide', { state: 'closed' })]);
    expect(await agents.list()).toEqual([agent('a1', ['aide'])]);
  });

  test('a queue is removed: its agents no longer serve it; a second time it is gone', async () => {
    await queues.add(queue('aide'));
    await queues.add(queue('ventes'));
    await agents.add(agent('a1', ['aide', 'ventes']));
    expect(await queues.remove(queueName('aide'))).toBe('ok');
    expect(await queues.remove(queueName('aide'))).toBe('gone');
    expect(await agents.list()).toEqual([agent('a1', ['ventes'])]);
  });

  test('agents are listed by id, their queues by name and once each', async () => {
    await queues.add(queue('aide'));
    await queues.add(queue('ventes'));
    await agents.add(agent('b'));
    await agents.add(agent('a', ['ventes', 'aide', 'ventes']));
    expect(await agents.list()).toEqual([agent('a', ['aide', 'ventes']), agent('b')]);
  });

  test.each([
    ['id', agent('a1', [], 'another phone')],
    ['phone', agent('a2', [], 'phone-a1')],
  ])('an agent is added whose %s is taken: refused, and nothing changes', async (_what, second) => {
    await agents.add(agent('a1'));
    expect(await agents.add(second)).toBe('taken');
    expect(await agents.list()).toEqual([agent('a1')]);
  });

  test('an agent is put with the phone of another: refused, and nothing changes', async () => {
    await agents.add(agent('a1'));
    await agents.add(agent('a2'));
    expect(await agents.put(agent('a2', [], 'phone-a1'))).toBe('taken');
    expect(await agents.list()).toEqual([agent('a1'), agent('a2')]);
  });

  test('an agent is given a queue that does not exist: refused, and nothing changes', async () => {
    await queues.add(queue('aide'));
    expect(await agents.add(agent('a1', ['aide', 'nulle part']))).toBe('unknownQueue');
    expect(await agents.list()).toEqual([]);
    await agents.add(agent('a1', ['aide']));
    expect(await agents.put(agent('a1', ['nulle part']))).toBe('unknownQueue');
    expect(await agents.list()).toEqual([agent('a1', ['aide'])]);
  });

  test('an agent is put twice: the second replaces the first, queues included', async () => {
    await queues.add(queue('aide'));
    await agents.put(agent('a1', ['aide']));
    const changed = { ...agent('a1'), name: "D'Arc; drop table agents", digest: 'other' };
    expect(await agents.put(changed)).toBe('ok');
    expect(await agents.list()).toEqual([changed]);
  });

  test('an agent is removed; a second time it is gone, and the id and phone are free', async () => {
    await agents.add(agent('a1'));
    expect(await agents.remove(agentId('a1'))).toBe('ok');
    expect(await agents.remove(agentId('a1'))).toBe('gone');
    expect(await agents.add(agent('a1'))).toBe('ok');
  });
});

const fact = (journal: string, seq: number, index: number): StoredFact => ({
  journal,
  seq,
  index,
  at: 1_790_000_000_123,
  fact: { kind: 'queueJoined', call: callId('call-1'), queue: queueName('aide'), priority: seq },
});

interface Sink {
  readonly sink: FactSink;
  readonly names: () => Promise<[number, number][]>;
}

function realSink(): Sink {
  const tenant = newTenant();
  return { sink: factSink(databaseFor(tenant, 'facts')), names: () => storedNames(tenant) };
}

async function storedNames(tenant: TenantId): Promise<[number, number][]> {
  const reader = await client('app');
  const { rows } = await asTenant(reader, tenant, 'select seq, index from facts order by seq, index');
  return rows.map((row) => [Number(row['seq']), Number(row['index'])]);
}

function memorySink(): Sink {
  const sink = new MemorySink();
  return { sink, names: () => Promise.resolve(sink.names()) };
}

describe.each([
  ['in memory', memorySink],
  ['in PostgreSQL', realSink],
])('the record of facts %s', (_, make) => {
  test('facts are inserted, some again: each is there once', async () => {
    const { sink, names } = make();
    const journal = randomUUID();
    await sink.insert([fact(journal, 1, 0), fact(journal, 1, 1)]);
    await sink.insert([fact(journal, 1, 1), fact(journal, 2, 0)]);
    expect(await names()).toEqual([
      [1, 0],
      [1, 1],
      [2, 0],
    ]);
  });

  test('one insert names the same fact twice: it is there once', async () => {
    const { sink, names } = make();
    const journal = randomUUID();
    await sink.insert([fact(journal, 1, 0), fact(journal, 1, 0)]);
    expect(await names()).toEqual([[1, 0]]);
  });

  test('no facts at all are no fault', async () => {
    const { sink, names } = make();
    await sink.insert([]);
    expect(await names()).toEqual([]);
  });

  test('a full batch is taken in one go', async () => {
    const { sink, names } = make();
    const journal = randomUUID();
    await sink.insert(Array.from({ length: 500 }, (_none, seq) => fact(journal, seq, 0)));
    expect(await names()).toHaveLength(500);
  });
});

describe('facts in PostgreSQL', () => {
  test('a fact is stored whole, with its time, call and queue in columns of their own', async () => {
    const tenant = newTenant();
    await factSink(databaseFor(tenant, 'facts')).insert([fact('journal-x' + tenant, 7, 3)]);
    const { rows } = await asTenant(
      await client('app'),
      tenant,
      'select tenant_id, journal, seq, index, at, kind, call_id, agent_id, queue, body from facts',
    );
    expect(rows).toEqual([
      {
        tenant_id: tenant,
        journal: 'journal-x' + tenant,
        seq: '7',
        index: 3,
        at: new Date(1_790_000_000_123),
        kind: 'queueJoined',
        call_id: 'call-1',
        agent_id: null,
        queue: 'aide',
        body: { kind: 'queueJoined', call: 'call-1', queue: 'aide', priority: 7 },
      },
    ]);
  });

  test('a fact with what PostgreSQL cannot store does not hold up those after it', async () => {
    const tenant = newTenant();
    const odd: StoredFact = {
      ...fact(randomUUID(), 1, 0),
      fact: { kind: 'flowFailed', call: callId('a\0b'), code: '\ud800', step: 'étape 😀' },
    };
    await factSink(databaseFor(tenant, 'facts')).insert([odd]);
    const { rows } = await asTenant(await client('app'), tenant, 'select call_id, body from facts');
    expect(rows).toEqual([
      { call_id: 'a\uFFFDb', body: { kind: 'flowFailed', call: 'a\uFFFDb', code: '\uFFFD', step: 'étape 😀' } },
    ]);
  });
});

describe('migrations', () => {
  test('two start at once on an empty schema: one migrates, the other waits and finds nothing to do', async () => {
    const schema = await emptySchema();
    const applied = await Promise.all([migrate(urls.owner(), schema), migrate(urls.owner(), schema)]);
    expect(applied.flat()).toEqual([
      ...['0001-first-tables', '0002-calls-in-facts', '0003-deployments', '0004-recordings', '0005-traces'],
      '0006-abilities',
      '0007-waiting-max',
    ]);
    expect(await migrate(urls.owner(), schema)).toEqual([]);
  });

  test('a role that may not make tables: forbidden, and nothing is left behind', async () => {
    await expect(migrate(urls.facts(), await emptySchema())).rejects.toMatchObject({ code: 'forbidden' });
  });
});

async function emptySchema(): Promise<string> {
  const schema = `test_${randomUUID().replaceAll('-', '')}`;
  const owner = await client('owner');
  await owner.query(`create schema ${schema}`);
  onTestFinished(async () => {
    const connection = new pg.Client({ connectionString: urls.owner() });
    await connection.connect();
    await connection.query(`drop schema ${schema} cascade; drop schema if exists ${schema}_migrations cascade`);
    await connection.end();
  });
  return schema;
}

describe('faults', () => {
  test('nobody listens: unreachable, worth a retry', async () => {
    const closed = await listening(() => undefined);
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const database = openDatabase({ url: at(port), tenant: newTenant(), log: silentLog });
    onTestFinished(() => database.close());
    await expect(queueDirectory(database).list()).rejects.toMatchObject({ code: 'unreachable', retryable: true });
  });

  test('something listens and never answers: unreachable within the limit', async () => {
    const silent = await listening(() => undefined);
    const { port } = silent.address() as AddressInfo;
    const database = openDatabase({ url: at(port), tenant: newTenant(), log: silentLog });
    onTestFinished(() => database.close());
    const before = Date.now();
    await expect(queueDirectory(database).list()).rejects.toMatchObject({ code: 'unreachable' });
    expect(Date.now() - before).toBeLessThan(4_000);
  });

  test('the connection is cut while a transaction is between two statements: a fault, not the end of the process', async () => {
    const database = databaseFor(newTenant());
    const other = await client('app');
    const cut = database.inTenant(async (transaction) => {
      const { rows } = await other.query<{ pid: number }>(
        `select pid from pg_stat_activity where application_name = 'carillon' and state = 'idle in transaction'
           and usename = current_user`,
      );
      for (const { pid } of rows) await other.query('select pg_terminate_backend($1, 2000)', [pid]);
      await transaction.selectFrom('queues').selectAll().execute();
    });
    await expect(cut).rejects.toMatchObject({ code: 'unreachable', retryable: true });
    expect(await queueDirectory(database).list()).toEqual([]);
  });

  test('a statement beyond its limit is ended: timeout', async () => {
    const database = databaseFor(newTenant());
    const slow = database.inTenant(async (transaction) => {
      const { sql } = await import('kysely');
      await sql`set local statement_timeout = 50`.execute(transaction);
      await sql`select pg_sleep(5)`.execute(transaction);
    });
    await expect(slow).rejects.toMatchObject({ code: 'timeout', retryable: true });
  });
});

const at = (port: number): string => `postgres://nobody@127.0.0.1:${String(port)}/nothing`;

async function listening(onConnection: () => void): Promise<Server> {
  const server = createServer(onConnection);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
