// The traces of calls in PostgreSQL: added by the shipper, read by whoever looks back, removed by age. Not here: what they say.

import { type Transaction, sql } from 'kysely';
import { callId } from '../base/ids.ts';
import type { StoredTrace } from '../call/index.ts';
import type { TraceRecord } from '../facts/ports.ts';
import type { Database } from './database.ts';
import type { Tables } from './tables.ts';

/** The traces of the database's tenant, with the application's role. */
export function traceRecord(database: Database): TraceRecord {
  return {
    entries: (call, limit) =>
      database.inTenant(async (it) => {
        const found = it.selectFrom('traces').selectAll().where('call_id', '=', call);
        const rows = await found.orderBy('journal').orderBy('seq').limit(limit).execute();
        return rows.map(({ journal, seq, at, call_id: id, body }): StoredTrace => ({
          ...{ journal, seq: Number(seq), at: at.getTime(), call: callId(id), body },
        }));
      }),
    forget: (before, limit) =>
      database.inTenant(async (it) => {
        const old = sql`select ctid from traces where at < ${new Date(before)} order by at limit ${limit}`;
        const gone = await sql`delete from traces where ctid = any(array(${old}))`.execute(it);
        return Number(gone.numAffectedRows ?? 0n);
      }),
  };
}

/** Adds entries, in one statement with one parameter: there are many, and each is small. */
export async function insertTraces(
  transaction: Transaction<Tables>,
  tenant: string,
  traces: readonly StoredTrace[],
): Promise<void> {
  if (traces.length === 0) return;
  // A body is JSON text itself, in which what PostgreSQL cannot hold is written as an escape.
  const rows = JSON.stringify(traces);
  await sql`insert into traces (tenant_id, journal, seq, at, call_id, body)
    select ${tenant}, journal, seq, to_timestamp(at / 1000.0), call, body
    from json_to_recordset(${rows}::json) as row(journal text, seq bigint, at double precision, call text, body text)
    on conflict do nothing`.execute(transaction);
}
