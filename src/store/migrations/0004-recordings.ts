// The index of what was recorded: messages and conversations, where their file is, and what people did with them. The files
// are elsewhere; a row names one by the hash of what is in it.

import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table recordings (
    tenant_id text not null references tenants,
    id text not null,
    call_id text not null,
    made text not null check (made in ('voicemail', 'conversation')),
    voicemail text,
    queue text,
    at timestamptz not null,
    state text not null check (state in ('whole', 'truncated', 'failed')),
    length_ms bigint not null check (length_ms >= 0),
    sound_ms bigint,
    channel_count integer not null,
    bytes bigint not null,
    digest text,
    listened_at timestamptz,
    listened_by text,
    handled_at timestamptz,
    handled_by text,
    created_at timestamptz not null default now(),
    primary key (tenant_id, id),
    check (tenant_id <> ''),
    check ((digest is null) = (state = 'failed')),
    check ((listened_at is null) = (listened_by is null)),
    check ((handled_at is null) = (handled_by is null))
  )`.execute(db);
  await sql`create index recordings_by_queue on recordings (tenant_id, queue, at desc) where made = 'voicemail'`.execute(
    db,
  );
  await sql`create index recordings_by_call on recordings (tenant_id, call_id)`.execute(db);
  await sql`alter table recordings enable row level security`.execute(db);
  await sql`alter table recordings force row level security`.execute(db);
  await sql`create policy tenant_wall on recordings
    using (tenant_id = current_setting('carillon.tenant', true))
    with check (tenant_id = current_setting('carillon.tenant', true))`.execute(db);
  await sql`grant select, insert on recordings to carillon_app`.execute(db);
  // What was recorded does not change; what people did with it does.
  await sql`grant update (listened_at, listened_by, handled_at, handled_by) on recordings to carillon_app`.execute(db);
}
