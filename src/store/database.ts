// The way to PostgreSQL: a small pool, limits on every wait, and one tenant per transaction. Not here: any query.

import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import type { TenantId } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import { asStoreFault, StoreFault } from './store-fault.ts';
import type { Tables } from './tables.ts';

/** Connections of one process: enough for its screens; a hundred processes still fit a default server times ten. */
export const connectionCountMax = 5;

/** A database on the same network answers in milliseconds; after this it is down. */
export const connectTimeoutMs = 2_000;

/** No statement of ours is meant to take a second; the server ends it after this. */
export const statementTimeoutMs = 5_000;

/** Our own wait for a server that does not answer at all: the server's limit and a second for the way. */
const answerTimeoutMs = statementTimeoutMs + 1_000;

/** A connection without work is closed after this, so that a restarted server is not met by old ones. */
const idleTimeoutMs = 30_000;

export interface DatabaseOptions {
  readonly url: string;
  readonly tenant: TenantId;
  readonly log: Log;
  readonly connectionCountMax?: number;
}

/** One role's connections, on behalf of one tenant. */
export interface Database {
  /** Runs `work` in one transaction that sees the tenant's rows only. Rejects with StoreFault, and then nothing of it may be relied on. */
  readonly inTenant: <Value>(work: (transaction: Transaction<Tables>) => Promise<Value>) => Promise<Value>;
  readonly tenant: TenantId;
  /** Resolves when all connections are closed. */
  readonly close: () => Promise<void>;
}

/** Makes no connection yet: a database that is down is found out by the first use. */
export function openDatabase(options: DatabaseOptions): Database {
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: poolOf(options) }) });
  return {
    tenant: options.tenant,
    inTenant: async (work) => {
      try {
        return await kysely.transaction().execute(async (transaction) => {
          await enter(transaction, options.tenant);
          return await work(transaction);
        });
      } catch (fault) {
        throw asStoreFault(fault);
      }
    },
    close: () => kysely.destroy(),
  };
}

async function enter(transaction: Transaction<Tables>, tenant: TenantId): Promise<void> {
  // Local to the transaction: a pooled connection forgets it with the commit.
  const { rows } = await sql<{ walled: boolean }>`
    select set_config('carillon.tenant', ${tenant}, true), row_security_active('facts') as walled`.execute(transaction);
  if (rows[0]?.walled !== true) throw new StoreFault('unwalled', null);
}

function poolOf(options: DatabaseOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.connectionCountMax ?? connectionCountMax,
    connectionTimeoutMillis: connectTimeoutMs,
    idleTimeoutMillis: idleTimeoutMs,
    statement_timeout: statementTimeoutMs,
    query_timeout: answerTimeoutMs,
    keepAlive: true,
    application_name: 'carillon',
  });
  // A connection may be cut while idle, and also between two statements; without a listener either ends the process.
  pool.on('connect', (client) => {
    client.on('error', (fault) => {
      options.log.warn('A connection to the database was lost', { why: asStoreFault(fault).message });
    });
  });
  // The pool says of idle ones what their own listener has said already.
  pool.on('error', () => undefined);
  return pool;
}
