// What agents can do: the languages that they speak, and their skills by name with a level.

import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table agents add column abilities jsonb not null default '{"languages": [], "skills": []}'`.execute(
    db,
  );
}
