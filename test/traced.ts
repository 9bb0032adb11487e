// The trace and the facts of the calls of a centre in memory, as the journal and the record would give them. Not here: the centre.

import type { CallId } from '../src/base/ids.ts';
import type { StoredFact, StoredTrace } from '../src/call/index.ts';
import { decodeRecord } from '../src/facts/decode.ts';
import { traceOf } from '../src/facts/traces.ts';
import type { InMemoryCentre } from './in-memory-centre.ts';

/** What was recorded of the only call of this centre. */
export function tracedIn({ journal }: Pick<InMemoryCentre, 'journal'>): {
  readonly call: CallId;
  readonly entries: readonly StoredTrace[];
  readonly facts: readonly StoredFact[];
} {
  const records = journal.flatMap((line, index) => {
    const record = decodeRecord({ seq: index + 1, ...(JSON.parse(line) as object) });
    return record === null ? [] : [record];
  });
  const entries = records.flatMap((record) => traceOf('journal', record) ?? []);
  const [first] = entries;
  if (first === undefined) throw new Error('Nothing was traced');
  const facts = records.flatMap(({ seq, at, facts: told }) =>
    told.map((fact, index): StoredFact => ({ journal: 'journal', seq, index, at, fact })),
  );
  return { call: first.call, entries, facts: facts.filter(({ fact }) => 'call' in fact && fact.call === first.call) };
}
