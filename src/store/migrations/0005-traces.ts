// The traces of calls: what reached their flows, apart from the facts, for it may hold keys and answers. They are removed by age,
// which the role that adds them may not do.

import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  // The body is text and not jsonb: nobody looks inside, and a JSON text may hold an escaped NUL, which jsonb refuses.
  await sql`create table traces (
    tenant_id text not null,
    journal text not null,
    seq bigint not null,
    at timestamptz not null,
    call_id text not null,
    body text not null,
    primary key (journal, seq),
    check (tenant_id <> '')
  )`.execute(db);
  await sql`create index traces_by_call on traces (tenant_id, call_id, journal, seq)`.execute(db);
  await sql`create index traces_by_time on traces (tenant_id, at)`.execute(db);
  await sql`alter table traces enable row level security`.execute(db);
  await sql`alter table traces force row level security`.execute(db);
  await sql`create policy tenant_wall on traces
    using (tenant_id = current_setting('carillon.tenant', true))
    with check (tenant_id = current_setting('carillon.tenant', true))`.execute(db);
  await sql`grant select, delete on traces to carillon_app`.execute(db);
  await sql`grant insert on traces to carillon_facts`.execute(db);
}
