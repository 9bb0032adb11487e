// The first tables, the wall between tenants, and what each role may do. Forward only: changed by later files, never here.
//
// The wall: a row is seen and written only in a transaction that names its tenant in `carillon.tenant`; without a name
// there is no row. It is forced, so that it holds for the owner of the tables too.

import { sql, type Kysely } from 'kysely';

const tables = ['tenants', 'queues', 'agents', 'agent_queues', 'programs', 'facts'] as const;

/** The roles exist before: the stack makes them, with passwords of their own. */
const roles = { app: 'carillon_app', facts: 'carillon_facts' } as const;

export async function up(db: Kysely<never>): Promise<void> {
  await directoryTables(db);
  await recordTables(db);
  for (const table of tables) await wall(db, table);
  await grants(db);
}

async function directoryTables(db: Kysely<never>): Promise<void> {
  await sql`create table tenants (
    tenant_id text primary key,
    name text not null,
    created_at timestamptz not null default now()
  )`.execute(db);
  await sql`create table queues (
    tenant_id text not null references tenants,
    name text not null,
    music text not null,
    wrap_up_ms integer not null check (wrap_up_ms >= 0),
    ring_ms integer not null check (ring_ms > 0),
    open boolean not null,
    primary key (tenant_id, name)
  )`.execute(db);
  await sql`create table agents (
    tenant_id text not null references tenants,
    id text not null,
    name text not null,
    phone text not null,
    digest text not null,
    created_at timestamptz not null default now(),
    primary key (tenant_id, id),
    constraint agents_phone unique (tenant_id, phone)
  )`.execute(db);
  await sql`create table agent_queues (
    tenant_id text not null,
    agent_id text not null,
    queue text not null,
    primary key (tenant_id, agent_id, queue),
    constraint agent_queues_agent foreign key (tenant_id, agent_id) references agents on delete cascade,
    constraint agent_queues_queue foreign key (tenant_id, queue) references queues on delete cascade
  )`.execute(db);
  await sql`create index agent_queues_by_queue on agent_queues (tenant_id, queue)`.execute(db);
}

// Facts refer to nothing: a fact is never refused because a row elsewhere is not there yet, or no longer.
async function recordTables(db: Kysely<never>): Promise<void> {
  await sql`create table facts (
    tenant_id text not null,
    journal text not null,
    seq bigint not null,
    index integer not null,
    at timestamptz not null,
    kind text not null,
    call_id text,
    agent_id text,
    queue text,
    body jsonb not null,
    primary key (journal, seq, index)
  )`.execute(db);
  await sql`create index facts_by_time on facts (tenant_id, at)`.execute(db);
  await sql`create index facts_by_call on facts (tenant_id, call_id, journal, seq, index) where call_id is not null`.execute(
    db,
  );
  await sql`create index facts_by_agent on facts (tenant_id, agent_id, at) where agent_id is not null`.execute(db);
  await sql`create index facts_by_queue on facts (tenant_id, queue, at) where queue is not null`.execute(db);
  await sql`create table programs (
    tenant_id text not null references tenants,
    hash text not null,
    body jsonb not null,
    created_at timestamptz not null default now(),
    primary key (tenant_id, hash)
  )`.execute(db);
}

async function wall(db: Kysely<never>, table: string): Promise<void> {
  const name = sql.id(table);
  // A connection that once named a tenant has the empty text afterwards: no row may answer to it.
  await sql`alter table ${name} add check (tenant_id <> '')`.execute(db);
  await sql`alter table ${name} enable row level security`.execute(db);
  await sql`alter table ${name} force row level security`.execute(db);
  await sql`create policy tenant_wall on ${name}
    using (tenant_id = current_setting('carillon.tenant', true))
    with check (tenant_id = current_setting('carillon.tenant', true))`.execute(db);
}

async function grants(db: Kysely<never>): Promise<void> {
  const schema = await sql<{ name: string }>`select current_schema() as name`.execute(db);
  for (const role of Object.values(roles)) {
    for (const { name } of schema.rows) {
      await sql`grant usage on schema ${sql.id(name)} to ${sql.id(role)}`.execute(db);
    }
  }
  for (const table of tables) {
    const may = table === 'facts' ? sql`select` : sql`select, insert, update, delete`;
    await sql`grant ${may} on ${sql.id(table)} to ${sql.id(roles.app)}`.execute(db);
  }
  await sql`grant insert on facts to ${sql.id(roles.facts)}`.execute(db);
}
