// The same calls counted in three places that know nothing of each other: at the far end, by Asterisk, in our table. The
// far end's count is the test's own.

import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { essai } from '../live/centre.ts';
import { openRecord } from '../live/record.ts';
import { until } from '../live/until.ts';

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
  const record = await openRecord();
  try {
    const { rows } = await record.query<{ kind: string; calls: string; rows: string }>(
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
    await record.end();
  }
}

/** Expects the three counts of the calls since an instant to be the far end's, once the last end has reached the table. */
export async function allCountsAre(placed: number, since: number): Promise<void> {
  await until(async () => (await tableCount(since)).ended === placed, {
    withinMs: 45_000,
    what: 'every end in the table',
  });
  expect(await tableCount(since)).toEqual({ offered: placed, ended: placed, rows: 2 * placed });
  expect(asteriskCount(since)).toBe(placed);
}
