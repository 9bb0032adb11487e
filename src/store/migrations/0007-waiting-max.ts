// How many callers may wait in a queue; null: as many as come.

import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table queues add column waiting_max integer check (waiting_max > 0)`.execute(db);
}
