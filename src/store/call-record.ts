// The facts read back: calls as a list with filters, and one call as its facts. Not here: what a call's facts mean
// (src/facts/call-summary.ts), and live calls.

import { type ExpressionBuilder, type SelectQueryBuilder, sql, type Transaction } from 'kysely';
import { type CallId, callId } from '../base/ids.ts';
import type { Fact } from '../call/index.ts';
import {
  type CallFilters,
  type CallQuery,
  type CallSummary,
  type FactRecord,
  summaryKinds,
  summaryOf,
} from '../facts/index.ts';
import type { Database } from './database.ts';
import { storedFactOf } from './fact-decode.ts';
import type { Tables } from './tables.ts';

/** The facts of the database's tenant, read with the application's role. */
export function factRecord(database: Database): FactRecord {
  return {
    calls: (query) =>
      database.inTenant(async (transaction) => {
        const rows = await callsQuery(transaction, query).execute();
        return summaries(
          transaction,
          rows.flatMap(({ call_id: id }) => (id === null ? [] : [callId(id)])),
        );
      }),
    timeline: (call, limit) =>
      database.inTenant(async (transaction) => {
        const facts = transaction.selectFrom('facts').selectAll().where('call_id', '=', call);
        const rows = await facts.orderBy('journal').orderBy('seq').orderBy('index').limit(limit).execute();
        return rows.map(storedFactOf);
      }),
  };
}

/** The calls that fit, newest first, as a query; so that what the database makes of it can be looked at. */
export function callsQuery(transaction: Transaction<Tables>, { filters, after, without, limit }: CallQuery) {
  const { from, to, flow, called } = filters;
  let query = transaction
    .selectFrom('facts as offered')
    .select('offered.call_id')
    .where('offered.kind', '=', 'callOffered');
  if (from !== null) query = query.where('offered.at', '>=', new Date(from));
  if (to !== null) query = query.where('offered.at', '<', new Date(to));
  if (flow !== null) query = query.where('offered.flow', '=', flow);
  if (called !== null) query = query.where('offered.called', '=', called);
  if (without.length > 0) query = query.where(sql<boolean>`offered.call_id <> all(${without}::text[])`);
  if (after !== null) {
    const at = new Date(after.at);
    query = query.where('offered.at', '<=', at);
    query = query.where(sql<boolean>`(offered.at, offered.call_id) < (${at}, ${after.call})`);
  }
  return withLaterFacts(query, filters).orderBy('offered.at', 'desc').orderBy('offered.call_id', 'desc').limit(limit);
}

type Found = Tables & { offered: Tables['facts'] };
type Offered = SelectQueryBuilder<Found, 'offered', { call_id: string | null }>;

/** What is only known of a call by facts after its beginning. */
function withLaterFacts(query: Offered, { queue, agent, result, code }: CallFilters): Offered {
  let narrowed = query;
  if (queue !== null)
    narrowed = narrowed.where((is) => is.exists(later(is, 'queueJoined').where('facts.queue', '=', queue)));
  if (agent !== null)
    narrowed = narrowed.where((is) => is.exists(later(is, 'queueAnswered').where('facts.agent_id', '=', agent)));
  if (result === null && code === null) return narrowed;
  return narrowed.where((is) => {
    let ended = later(is, 'callEnded');
    if (result !== null) ended = ended.where('facts.result', '=', result);
    if (code !== null) ended = ended.where(sql<boolean>`position(lower(${code}) in lower(facts.code)) > 0`);
    return is.exists(ended);
  });
}

/** The facts of that kind about the same call. */
const later = (is: ExpressionBuilder<Found, 'offered'>, kind: Fact['kind']) =>
  is.selectFrom('facts').whereRef('facts.call_id', '=', 'offered.call_id').where('facts.kind', '=', kind);

/** The calls in the given order. */
async function summaries(transaction: Transaction<Tables>, calls: readonly CallId[]): Promise<CallSummary[]> {
  if (calls.length === 0) return [];
  const rows = await transaction
    .selectFrom('facts')
    .selectAll()
    .where(sql<boolean>`call_id = any(${calls}::text[])`)
    .where('kind', 'in', [...summaryKinds])
    .orderBy('journal')
    .orderBy('seq')
    .orderBy('index')
    .execute();
  const byCall = Map.groupBy(rows, ({ call_id: id }) => id);
  return calls.flatMap((call) => summaryOf((byCall.get(call) ?? []).map(storedFactOf)) ?? []);
}
