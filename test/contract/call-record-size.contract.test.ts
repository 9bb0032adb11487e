// A hundred thousand facts: every question finds its answer by an index, behind the wall between tenants, and how long the
// list takes is printed. Not here: what it answers.

import { beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import pg from 'pg';
import { agentId, callId, queueName, type TenantId } from '../../src/base/ids.ts';
import { type CallFilters, allCalls } from '../../src/facts/index.ts';
import { callsQuery, factRecord, migrate } from '../../src/store/index.ts';
import { asTenant, client, databaseFor, newTenant, urls } from './databases.ts';

const callCount = 10_000;
const factsPerCall = 10;

let tenant: TenantId;
beforeAll(async () => {
  await migrate(urls.owner());
  tenant = newTenant();
  await withClient(urls.facts(), (facts) => asTenant(facts, tenant, many, [tenant, callCount, factsPerCall]));
  await withClient(urls.owner(), (owner) => owner.query('analyze facts'));
});

/** For the time before any test, which is when they are made. */
async function withClient(connectionString: string, work: (connection: pg.Client) => Promise<unknown>): Promise<void> {
  const connection = new pg.Client({ connectionString });
  await connection.connect();
  try {
    await work(connection);
  } finally {
    await connection.end();
  }
}

/** Calls of a month in five flows; half of them join one of twenty queues and are answered by one of two hundred agents. */
const many = `
  insert into facts (tenant_id, journal, seq, index, at, kind, call_id, agent_id, queue, body)
  select $1, $1, n * $3::int + step, 0, timestamptz '2026-01-01' + n * interval '4 minutes' + step * interval '3 seconds',
    kind, 'call-' || n,
    case when kind = 'queueAnswered' then 'agent-' || n % 200 end,
    case when kind like 'queue%' then 'queue' || n % 20 end,
    case kind
      when 'callOffered' then jsonb_build_object('flow', 'flow' || n % 5, 'called', '+3318000' || n % 50, 'caller', '+33612345678')
      when 'callEnded' then jsonb_build_object('reason', jsonb_build_object('result', 'caller', 'code', 'hangup'))
      else '{}' end || jsonb_build_object('kind', kind, 'call', 'call-' || n, 'queue', 'queue' || n % 20, 'agent', 'agent-' || n % 200)
  from generate_series(1, $2::int) n, generate_series(0, $3::int - 1) step,
    lateral (select case
      when step = 0 then 'callOffered' when step = $3::int - 1 then 'callEnded'
      when step = 5 and n % 2 = 0 then 'queueJoined' when step = 6 and n % 2 = 0 then 'queueAnswered'
      else 'stepEntered' end as kind) as kinds`;

interface Plan {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly Plans?: readonly Plan[];
}

const nodes = (plan: Plan): readonly Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];

async function explained(filters: Partial<CallFilters>) {
  const query = { filters: { ...allCalls, ...filters }, after: { at: Date.UTC(2026, 1, 1), call: callId('call-1') } };
  return databaseFor(tenant).inTenant(async (transaction) => {
    const calls = callsQuery(transaction, { ...query, without: [callId('call-7')], limit: 51 });
    const [row] = await calls.explain('json', sql`analyze`);
    const [told] = (row as { 'QUERY PLAN': readonly { Plan: Plan; 'Execution Time': number }[] })['QUERY PLAN'];
    return { nodes: nodes(told!.Plan), executionMs: told!['Execution Time'] };
  });
}

const questions: readonly [string, Partial<CallFilters>][] = [
  ['everything', {}],
  ['a flow', { flow: 'flow3' }],
  ['a number', { called: '+331800017' }],
  ['a queue', { queue: queueName('queue4') }],
  ['an agent', { agent: agentId('agent-42') }],
  ['a result', { result: 'caller' }],
  ['a result that nothing had', { result: 'network' }],
  ['a part of a code', { code: 'HANG' }],
  ['a week', { from: Date.UTC(2026, 0, 8), to: Date.UTC(2026, 0, 15) }],
];

describe(`among ${callCount * factsPerCall} facts`, () => {
  test.each(questions)('%s is found without reading them all', async (what, filters) => {
    const { nodes: plan, executionMs } = await explained(filters);
    const used = plan.flatMap((node) => node['Index Name'] ?? []);
    console.log(`${what}: ${executionMs.toFixed(1)} ms in PostgreSQL by ${[...new Set(used)].join(', ')}`);
    expect(plan.map((node) => node['Node Type'])).not.toContain('Seq Scan');
    expect(used.length).toBeGreaterThan(0);
  });

  test('one call’s facts are found by its index', async () => {
    const rows = await asTenant(
      await client('app'),
      tenant,
      `explain (format json) select * from facts where call_id = 'call-77' order by journal, seq, index limit 100`,
    );
    expect(JSON.stringify(rows.rows)).toContain('facts_by_call');
  });

  test('a page of fifty calls with their ends comes in good time', async () => {
    const record = factRecord(databaseFor(tenant));
    const page = () => record.calls({ filters: allCalls, after: null, without: [], limit: 50 });
    expect(await page()).toHaveLength(50);
    const tookMs: number[] = [];
    for (let round = 0; round < 20; round += 1) {
      const beganAt = performance.now();
      await page();
      tookMs.push(performance.now() - beganAt);
    }
    tookMs.sort((one, other) => one - other);
    console.log(`a page of 50: median ${tookMs[10]!.toFixed(1)} ms, slowest ${tookMs[19]!.toFixed(1)} ms`);
    expect(tookMs[10]).toBeLessThan(250);
  });
});
