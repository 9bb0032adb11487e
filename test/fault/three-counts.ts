// The same calls counted in three places that know nothing of each other: at the far end, by Asterisk, in our table. The
// far end's count is the test's own. Not here: how they must compare.

import { readFileSync } from 'node:fs';
import pg from 'pg';
import { essai } from '../live/centre.ts';

export interface TableCount {
  /** Calls of which the record holds the offer, and the end; told apart by id. */
  readonly offered: number;
  readonly ended: number;
  /** Rows of either kind: more than calls would mean one told twice. */
  readonly rows: number;
}

/** Calls to the tone flow's number that Asterisk's own records name since an instant, in milliseconds since 1970. */
export function asteriskCount(sinceMs: number): number {
  const lines = readFileSync(process.env['CARILLON_CDR_FILE'] ?? '', 'utf8').split('\n');
  const ids = lines.flatMap((line) => {
    const fields = line.split(',').map((field) => field.replace(/^"|"$/g, ''));
    const [account, , called, , start] = fields;
    const counts = (account === 'inbound' || account === 'fallback') && called === essai;
    return counts && Number(start) * 1_000 >= sinceMs ? [fields.at(-1)] : [];
  });
  return new Set(ids).size;
}

/** The same calls in PostgreSQL. Another tenant's are not seen. */
export async function tableCount(sinceMs: number): Promise<TableCount> {
  const database = new pg.Client({ connectionString: process.env['DATABASE_URL'] });
  await database.connect();
  try {
    await database.query("select set_config('carillon.tenant', $1, false)", [process.env['CARILLON_TENANT'] ?? '']);
    const { rows } = await database.query<{ kind: string; calls: string; rows: string }>(
      `select kind, count(distinct call_id) as calls, count(*) as rows from facts
       where at >= $1 and kind in ('callOffered', 'callEnded') group by kind`,
      [new Date(sinceMs)],
    );
    const of = (kind: string) => rows.find((row) => row.kind === kind);
    return {
      offered: Number(of('callOffered')?.calls ?? 0),
      ended: Number(of('callEnded')?.calls ?? 0),
      rows: rows.reduce((sum, row) => sum + Number(row.rows), 0),
    };
  } finally {
    await database.end();
  }
}
