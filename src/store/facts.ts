// The record of facts and traces, for the shipper: inserts only, each once. Not here: reading them.

import { type Transaction, sql } from 'kysely';
import type { TenantId } from '../base/ids.ts';
import type { StoredFact } from '../call/index.ts';
import type { FactSink } from '../facts/ports.ts';
import type { Database } from './database.ts';
import type { Tables } from './tables.ts';
import { insertTraces } from './traces.ts';

/** The facts of the database's tenant. A role that may only insert suffices. */
export function factSink(database: Database): FactSink {
  return {
    insert: async (facts, traces = []) => {
      if (facts.length === 0 && traces.length === 0) return;
      await database.inTenant(async (transaction) => {
        await insertFacts(transaction, database.tenant, facts);
        await insertTraces(transaction, database.tenant, traces);
      });
    },
  };
}

/** In one statement with one parameter: hundreds of rows of ten columns cost more to number and to bind than to store. */
async function insertFacts(
  transaction: Transaction<Tables>,
  tenant: TenantId,
  facts: readonly StoredFact[],
): Promise<void> {
  if (facts.length === 0) return;
  // No conflict target: naming one would ask for the right to read.
  await sql`insert into facts (tenant_id, journal, seq, index, at, kind, call_id, agent_id, queue, body)
    select ${tenant}, journal, seq, index, to_timestamp(at / 1000.0), kind, call, agent, queue, body
    from json_to_recordset(${storable(facts.map(rowOf))}::json) as row(journal text, seq bigint, index integer,
      at double precision, kind text, call text, agent text, queue text, body jsonb)
    on conflict do nothing`.execute(transaction);
}

function rowOf({ journal, seq, index, at, fact }: StoredFact): object {
  const fields: Readonly<Record<string, unknown>> = { ...fact };
  const named = { call: textOf(fields['call']), agent: textOf(fields['agent']), queue: textOf(fields['queue']) };
  return { journal, seq, index, at, kind: fact.kind, ...named, body: fact };
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** What PostgreSQL cannot store is written as an escape in JSON, and as nothing else but a backslash before such a text. */
const perhapsUnstorable = /\\u(?:0000|d[89a-f])/;

/** As JSON without NUL and without half of a surrogate pair: one such fact would hold up all that follow. */
function storable(rows: readonly object[]): string {
  const text = JSON.stringify(rows);
  if (!perhapsUnstorable.test(text)) return text;
  return JSON.stringify(rows, (_, value: unknown) =>
    typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '\uFFFD') : value,
  );
}
