// The wall between tenants, table by table as the catalogue has them, and what each role may do. Not here: repositories.

import type pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import type { TenantId } from '../../src/base/ids.ts';
import { migrate } from '../../src/store/index.ts';
import { asTenant, client, databaseFor, newTenant, urls } from './databases.ts';

/** How to make one row of each table for a tenant. A table that is missing here fails below. */
const makers: Readonly<Record<string, { role: 'app' | 'facts'; sql: string; change: string }>> = {
  tenants: { role: 'app', sql: `values ($1, 'name')`, change: `name = 'changed'` },
  queues: { role: 'app', sql: `values ($1, 'sales', 'default', 0, 1, true)`, change: `music = 'changed'` },
  agents: { role: 'app', sql: `values ($1, 'a1', 'Ann', 'phone-1', 'digest')`, change: `name = 'changed'` },
  agent_queues: { role: 'app', sql: `values ($1, 'a1', 'sales')`, change: `queue = queue` },
  programs: {
    role: 'app',
    sql: `values ($1, 'hash', '{}', now(), null, false, 'Ann', 'why', '0.1.0')`,
    change: `body = '[]'`,
  },
  audio_files: { role: 'app', sql: `values ($1, 'digest', '')`, change: `body = 'x'` },
  program_audio: { role: 'app', sql: `values ($1, 'hash', 'a.wav', 'digest')`, change: `path = 'b.wav'` },
  deployments: {
    role: 'app',
    sql: `values ($1, 'prod', 1, 'hash', null, null, null, 'ann', 'why')`,
    change: `why = 'changed'`,
  },
  recordings: {
    role: 'app',
    sql: `values ($1, 'r1', 'c1', 'voicemail', 'v', 'q', now(), 'whole', 1, 1, 1, 1, 'digest')`,
    change: `handled_by = handled_by`,
  },
  facts: {
    role: 'facts',
    sql: `values ($1, $1, 1, 0, now(), 'callAnswered', null, null, null, '{}')`,
    change: `kind = 'changed'`,
  },
  traces: { role: 'facts', sql: `values ($1, $1, 1, now(), 'call-1', '{}')`, change: `body = 'changed'` },
};
const order = Object.keys(makers);

let tables: readonly string[] = [];

beforeAll(async () => {
  await migrate(urls.owner());
});

async function tablesOf(connection: pg.Client): Promise<pg.QueryResult<Record<string, unknown>>> {
  return connection.query(`
    select relname, relrowsecurity, relforcerowsecurity,
      exists (select from pg_attribute where attrelid = pg_class.oid and attname = 'tenant_id' and attnotnull) as has_tenant,
      (select count(*) from pg_policy where polrelid = pg_class.oid) as policy_count,
      (select bool_and(pg_get_expr(polqual, polrelid) like '%tenant_id = current_setting(''carillon.tenant''%'
        and pg_get_expr(polwithcheck, polrelid) like '%tenant_id = current_setting(''carillon.tenant''%')
        from pg_policy where polrelid = pg_class.oid) as by_tenant
    from pg_class
    where relkind in ('r', 'p', 'm', 'v', 'f') and relnamespace = 'public'::regnamespace order by relname`);
}

/** One row in every table for each of two tenants. */
async function twoTenants(): Promise<readonly [TenantId, TenantId]> {
  const pair = [newTenant(), newTenant()] as const;
  const connections = { app: await client('app'), facts: await client('facts') };
  for (const tenant of pair) {
    for (const table of order) {
      const maker = makers[table]!;
      await asTenant(connections[maker.role], tenant, `insert into ${table} ${maker.sql}`, [tenant]);
    }
  }
  return pair;
}

test('every table of the catalogue is walled by force on the tenant of the transaction', async () => {
  const { rows } = await tablesOf(await client('owner'));
  tables = rows.map(({ relname }) => String(relname));
  for (const row of rows) {
    expect(row).toEqual({
      relname: row['relname'],
      relrowsecurity: true,
      relforcerowsecurity: true,
      has_tenant: true,
      policy_count: '1',
      by_tenant: true,
    });
  }
  expect([...tables].sort()).toEqual([...order].sort());
});

test('no role of ours can step over the wall', async () => {
  const connection = await client('owner');
  const { rows } = await connection.query(
    `select rolname from pg_roles
      where rolname in ('carillon_owner', 'carillon_app', 'carillon_facts') and (rolsuper or rolbypassrls)`,
  );
  expect(rows).toEqual([]);
});

describe.each(order)('two tenants and the table %s', (table) => {
  test('each sees its own row only, and without a tenant there is none', async () => {
    const [one, other] = await twoTenants();
    for (const role of ['app', 'owner'] as const) {
      const connection = await client(role);
      const mine = await asTenant(connection, one, `select distinct tenant_id from ${table}`);
      expect(mine.rows).toEqual([{ tenant_id: one }]);
      const theirs = await asTenant(connection, one, `select from ${table} where tenant_id = $1`, [other]);
      expect(theirs.rowCount).toBe(0);
      expect((await asTenant(connection, null, `select from ${table}`)).rowCount).toBe(0);
    }
  });

  test('one can neither change nor remove the row of the other, nor write in its name', async () => {
    const [one, other] = await twoTenants();
    const connection = await client('owner');
    const maker = makers[table]!;
    const where = 'where tenant_id = $1';
    expect((await asTenant(connection, one, `update ${table} set ${maker.change} ${where}`, [other])).rowCount).toBe(0);
    expect((await asTenant(connection, one, `delete from ${table} ${where}`, [other])).rowCount).toBe(0);
    const third = newTenant();
    await expect(asTenant(connection, one, `insert into ${table} ${maker.sql}`, [third])).rejects.toMatchObject({
      code: '42501',
    });
    expect((await asTenant(connection, other, `select from ${table}`)).rowCount).toBe(1);
  });
});

describe('the role that ships facts', () => {
  test.each(order.filter((table) => table !== 'facts' && table !== 'traces'))(
    'has no right on the table %s',
    async (table) => {
      const connection = await client('facts');
      const maker = makers[table]!;
      for (const statement of [`select from ${table}`, `delete from ${table}`, `update ${table} set ${maker.change}`]) {
        await expect(asTenant(connection, newTenant(), statement)).rejects.toMatchObject({ code: '42501' });
      }
    },
  );

  test.each(['select from facts', 'delete from facts', `update facts set kind = 'x'`, 'truncate facts'])(
    'may not: %s',
    async (statement) => {
      await expect(asTenant(await client('facts'), newTenant(), statement)).rejects.toMatchObject({ code: '42501' });
    },
  );
});

test.each([
  'delete from facts',
  `update facts set kind = 'x'`,
  `insert into facts ${makers['facts']!.sql}`,
  'truncate facts',
])('the application may read facts but not: %s', async (statement) => {
  const tenant = newTenant();
  const values = statement.startsWith('insert') ? [tenant] : [];
  await expect(asTenant(await client('app'), tenant, statement, values)).rejects.toMatchObject({ code: '42501' });
});

test('a tenant named in one transaction is forgotten by the next on the same connection', async () => {
  const [one] = await twoTenants();
  const connection = await client('app');
  await asTenant(connection, one, 'select from queues');
  expect((await asTenant(connection, null, 'select from queues')).rowCount).toBe(0);
});

test('two tenants on the same server: each database sees its own', async () => {
  const [one, other] = await twoTenants();
  for (const tenant of [one, other]) {
    const seen = await databaseFor(tenant).inTenant((it) => it.selectFrom('facts').select('journal').execute());
    expect(seen).toEqual([{ journal: tenant }]);
  }
});
