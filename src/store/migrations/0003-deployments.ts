// Versions of flows with where they came from, the recordings they play, and the moves that say which of them an environment
// serves. What is in these tables never changes: the application may only add, and the tables themselves refuse the rest,
// to their owner as well.

import { sql, type Kysely } from 'kysely';

const newTables = ['audio_files', 'program_audio', 'deployments'] as const;

export async function up(db: Kysely<never>): Promise<void> {
  await programColumns(db);
  await audioTables(db);
  await deploymentTable(db);
  for (const table of newTables) await wall(db, table);
  await neverChanged(db);
  await grants(db);
}

/** Nothing wrote programs before. A hash is of a text to the letter, and jsonb keeps neither order nor spelling. */
async function programColumns(db: Kysely<never>): Promise<void> {
  await sql`alter table programs
    alter column body type text using body::text,
    add column commit_id text,
    add column dirty boolean not null default false,
    add column author text not null default '',
    add column message text not null default '',
    add column compiled_by text not null default ''`.execute(db);
  await sql`alter table programs
    alter column dirty drop default,
    alter column author drop default,
    alter column message drop default,
    alter column compiled_by drop default`.execute(db);
}

/** A program refers to its recordings, so it cannot be kept before all of them are. */
async function audioTables(db: Kysely<never>): Promise<void> {
  await sql`create table audio_files (
    tenant_id text not null references tenants,
    digest text not null,
    body bytea not null,
    created_at timestamptz not null default now(),
    primary key (tenant_id, digest)
  )`.execute(db);
  await sql`create table program_audio (
    tenant_id text not null,
    program text not null,
    path text not null,
    digest text not null,
    primary key (tenant_id, program, path),
    constraint program_audio_program foreign key (tenant_id, program) references programs,
    constraint program_audio_file foreign key (tenant_id, digest) references audio_files
  )`.execute(db);
}

/** One row for each move; the newest is the alias. Of two who move at once, one finds the number taken. */
async function deploymentTable(db: Kysely<never>): Promise<void> {
  await sql`create table deployments (
    tenant_id text not null references tenants,
    environment text not null,
    seq integer not null check (seq > 0),
    stable text,
    canary text,
    canary_ratio double precision check (canary_ratio > 0 and canary_ratio < 1),
    restores integer check (restores >= 0 and restores < seq),
    by text not null,
    why text not null,
    created_at timestamptz not null default now(),
    primary key (tenant_id, environment, seq),
    check ((canary is null) = (canary_ratio is null)),
    constraint deployments_stable foreign key (tenant_id, stable) references programs,
    constraint deployments_canary foreign key (tenant_id, canary) references programs
  )`.execute(db);
}

async function wall(db: Kysely<never>, table: string): Promise<void> {
  const name = sql.id(table);
  await sql`alter table ${name} add check (tenant_id <> '')`.execute(db);
  await sql`alter table ${name} enable row level security`.execute(db);
  await sql`alter table ${name} force row level security`.execute(db);
  await sql`create policy tenant_wall on ${name}
    using (tenant_id = current_setting('carillon.tenant', true))
    with check (tenant_id = current_setting('carillon.tenant', true))`.execute(db);
}

async function neverChanged(db: Kysely<never>): Promise<void> {
  await sql`create function carillon_never_changed() returns trigger language plpgsql as $$
    begin
      raise exception 'rows of % are never changed or removed', tg_table_name using errcode = '42501';
    end $$`.execute(db);
  for (const table of ['programs', ...newTables]) {
    const name = sql.id(table);
    await sql`create trigger never_changed before update or delete on ${name}
      for each row execute function carillon_never_changed()`.execute(db);
    await sql`create trigger never_emptied before truncate on ${name}
      for each statement execute function carillon_never_changed()`.execute(db);
  }
}

async function grants(db: Kysely<never>): Promise<void> {
  await sql`revoke update, delete on programs from carillon_app`.execute(db);
  for (const table of newTables) await sql`grant select, insert on ${sql.id(table)} to carillon_app`.execute(db);
}
