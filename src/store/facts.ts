// The record of facts and traces, for the shipper: inserts only, each once. Not here: reading them.

import type { Insertable } from 'kysely';
import type { TenantId } from '../base/ids.ts';
import type { Fact, StoredFact } from '../call/index.ts';
import type { FactSink } from '../facts/ports.ts';
import type { Database } from './database.ts';
import type { FactTable } from './tables.ts';
import { insertTraces } from './traces.ts';

/** The facts of the database's tenant. A role that may only insert suffices. */
export function factSink(database: Database): FactSink {
  return {
    insert: async (facts, traces = []) => {
      if (facts.length === 0 && traces.length === 0) return;
      const rows = facts.map((fact) => rowOf(fact, database.tenant));
      await database.inTenant(async (transaction) => {
        // No conflict target: naming one would ask for the right to read.
        const added = transaction.insertInto('facts').onConflict((conflict) => conflict.doNothing());
        if (rows.length > 0) await added.values(rows).execute();
        await insertTraces(transaction, database.tenant, traces);
      });
    },
  };
}

function rowOf({ journal, seq, index, at, fact }: StoredFact, tenant: TenantId): Insertable<FactTable> {
  return {
    tenant_id: tenant,
    journal,
    seq,
    index,
    at: new Date(at),
    kind: fact.kind,
    call_id: column(fact, 'call'),
    agent_id: column(fact, 'agent'),
    queue: column(fact, 'queue'),
    body: JSON.stringify(fact, (_, value: unknown) => (typeof value === 'string' ? storable(value) : value)),
  };
}

function column(fact: Fact, name: string): string | null {
  const value: unknown = Object.entries(fact).find(([key]) => key === name)?.[1];
  return typeof value === 'string' ? storable(value) : null;
}

// PostgreSQL stores neither NUL nor half of a surrogate pair, and one such fact would hold up all that follow.
const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD');
