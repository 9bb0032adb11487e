// Brings a database to the form this version needs: forward only, one process at a time. Not here: what the forms are.

import { Kysely, PostgresDialect, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { connectTimeoutMs } from './database.ts';
import { migrations } from './migrations/index.ts';
import { asStoreFault } from './store-fault.ts';

/** Names our advisory lock among those of the database: the letters "carillon" as a number. */
const lockKey = '7161131940612271982';

/** How long one process waits for another that migrates, and a single step may take. */
const migrationTimeoutMs = 10 * 60_000;

/**
 * Applies what is missing and gives the names of what it applied; safe when two start at once. `url` is the owner's;
 * `schema` is where the tables go. Rejects with StoreFault, and then the failed migration left nothing behind.
 */
export async function migrate(url: string, schema = 'public'): Promise<readonly string[]> {
  const pool = new pg.Pool({
    connectionString: url,
    max: 1,
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: migrationTimeoutMs,
    application_name: 'carillon migrate',
    options: `-c search_path=${schema}`,
  });
  const kysely = new Kysely<never>({ dialect: new PostgresDialect({ pool }) });
  try {
    return await kysely.connection().execute(async (db) => {
      // The migrator's own lock comes after it has made its tables, which two may do at once; ours comes before.
      await sql`select pg_advisory_lock(${sql.lit(lockKey)}::bigint)`.execute(db);
      return await apply(db, schema);
    });
  } catch (fault) {
    throw asStoreFault(fault);
  } finally {
    // Closing the connection lets the lock go as well.
    await kysely.destroy();
  }
}

async function apply(db: Kysely<never>, schema: string): Promise<readonly string[]> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
    // Its bookkeeping stands apart, so that every table beside ours is walled without exception.
    migrationTableSchema: `${schema}_migrations`,
  });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error !== undefined) throw error instanceof Error ? error : new Error('The migration failed', { cause: error });
  return results.filter(({ status }) => status === 'Success').map(({ migrationName }) => migrationName);
}
