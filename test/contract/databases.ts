// The databases of the contract ring: where they are, opened for a tenant of one test's own. A missing address fails.

import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { onTestFinished } from 'vitest';
import { tenantId, type TenantId } from '../../src/base/ids.ts';
import { silentLog } from '../../src/base/log.ts';
import { openDatabase, type Database } from '../../src/store/index.ts';

function address(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set: this ring needs a PostgreSQL server`);
  return value;
}

/** `app` works under row-level security, `facts` may only insert facts, `owner` migrates. */
export const urls = {
  app: (): string => address('DATABASE_URL'),
  owner: (): string => address('CARILLON_DATABASE_OWNER_URL'),
  facts: (): string => address('CARILLON_DATABASE_FACTS_URL'),
};

/** A tenant that no other test has. */
export const newTenant = (): TenantId => tenantId(`test-${randomUUID()}`);

/** The database as one role sees it for a tenant; closed after the test. */
export function databaseFor(tenant: TenantId, role: keyof typeof urls = 'app'): Database {
  const database = openDatabase({ url: urls[role](), tenant, log: silentLog });
  onTestFinished(() => database.close());
  return database;
}

/** Plain SQL as one role; closed after the test. */
export async function client(role: keyof typeof urls): Promise<pg.Client> {
  const connection = new pg.Client({ connectionString: urls[role]() });
  await connection.connect();
  onTestFinished(() => connection.end());
  return connection;
}

/** Runs one statement as a tenant, in a transaction of its own. */
export async function asTenant(
  connection: pg.Client,
  tenant: TenantId | null,
  statement: string,
  values: readonly unknown[] = [],
): Promise<pg.QueryResult<Record<string, unknown>>> {
  await connection.query('begin');
  try {
    if (tenant !== null) await connection.query(`select set_config('carillon.tenant', $1, true)`, [tenant]);
    const result = await connection.query<Record<string, unknown>>(statement, [...values]);
    await connection.query('commit');
    return result;
  } catch (fault) {
    await connection.query('rollback');
    throw fault;
  }
}
