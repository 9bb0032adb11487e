// Calls are looked for in the facts: by time, flow, number called, queue, agent and end. Rewrites the table of facts once.
//
// What is looked for inside a body becomes a column, for behind the wall between tenants an index on an expression over a
// body is never used: PostgreSQL lets no function that might tell of other tenants' rows run before the wall.

import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table facts
    add column flow text generated always as (body ->> 'flow') stored,
    add column called text generated always as (body ->> 'called') stored,
    add column result text generated always as (body -> 'reason' ->> 'result') stored,
    add column code text generated always as (body -> 'reason' ->> 'code') stored`.execute(db);
  for (const index of indexes) await sql.raw(`create index ${index}`).execute(db);
}

/** Each on the facts of one kind only, so that the other facts cost nothing. */
const indexes = [
  `facts_calls on facts (tenant_id, at desc, call_id desc) where kind = 'callOffered'`,
  `facts_calls_by_flow on facts (tenant_id, flow, at desc, call_id desc) where kind = 'callOffered'`,
  `facts_calls_by_number on facts (tenant_id, called, at desc, call_id desc) where kind = 'callOffered'`,
  `facts_call_ends on facts (tenant_id, call_id) include (result, code) where kind = 'callEnded'`,
  `facts_call_ends_by_result on facts (tenant_id, result, code, call_id) where kind = 'callEnded'`,
  `facts_queue_calls on facts (tenant_id, queue, call_id) where kind = 'queueJoined'`,
  `facts_agent_calls on facts (tenant_id, agent_id, call_id) where kind = 'queueAnswered'`,
] as const;
