// The record in PostgreSQL, as the tenant under test sees it.

import pg from 'pg';

/** A connection to it; the caller ends it. */
export async function openRecord(): Promise<pg.Client> {
  const record = new pg.Client({ connectionString: process.env['DATABASE_URL'] });
  await record.connect();
  await record.query("select set_config('carillon.tenant', $1, false)", [process.env['CARILLON_TENANT'] ?? '']);
  return record;
}
