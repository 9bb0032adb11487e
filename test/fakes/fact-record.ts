// The record of facts in memory, read back as PostgreSQL does; the contract suite runs on both.

import type { StoredFact } from '../../src/call/index.ts';
import { type CallSummary, type FactRecord, placedBefore, summaryOf } from '../../src/facts/index.ts';

export interface MemoryRecord extends FactRecord {
  readonly facts: StoredFact[];
  /** What every question is answered with while it is set. */
  fault: Error | null;
}

export function memoryRecord(): MemoryRecord {
  const record: MemoryRecord = {
    facts: [],
    fault: null,
    calls: ({ filters, after, without, limit }) => {
      if (record.fault !== null) return Promise.reject(record.fault);
      const { flow, called, queue, agent, result, code, from, to } = filters;
      const has = (call: CallSummary, test: (fact: StoredFact['fact']) => boolean): boolean =>
        record.facts.some(({ fact }) => 'call' in fact && fact.call === call.call && test(fact));
      const fits = (call: CallSummary): boolean =>
        !without.includes(call.call) &&
        (flow === null || call.flow === flow) &&
        (called === null || call.called === called) &&
        (from === null || call.beganAt >= from) &&
        (to === null || call.beganAt < to) &&
        (result === null || call.end?.reason.result === result) &&
        (code === null || (call.end?.reason.code.toLowerCase().includes(code.toLowerCase()) ?? false)) &&
        (queue === null || has(call, (fact) => fact.kind === 'queueJoined' && fact.queue === queue)) &&
        (agent === null || has(call, (fact) => fact.kind === 'queueAnswered' && fact.agent === agent)) &&
        (after === null || placedBefore(after, { at: call.beganAt, call: call.call }) < 0);
      return Promise.resolve(all(record.facts).filter(fits).slice(0, limit));
    },
    timeline: (call, limit) =>
      record.fault === null
        ? Promise.resolve(
            ordered(record.facts.filter(({ fact }) => 'call' in fact && fact.call === call)).slice(0, limit),
          )
        : Promise.reject(record.fault),
  };
  return record;
}

const ordered = (facts: readonly StoredFact[]): StoredFact[] =>
  facts.toSorted((one, other) =>
    one.journal === other.journal
      ? one.seq - other.seq || one.index - other.index
      : one.journal < other.journal
        ? -1
        : 1,
  );

function all(facts: readonly StoredFact[]): CallSummary[] {
  const byCall = Map.groupBy(ordered(facts), ({ fact }) => ('call' in fact ? fact.call : ''));
  return [...byCall.values()]
    .flatMap((own) => summaryOf(own) ?? [])
    .sort((one, other) => placedBefore({ at: one.beganAt, call: one.call }, { at: other.beganAt, call: other.call }));
}
