// The record of traces in memory, as PostgreSQL keeps it; the contract suite runs on both.

import type { StoredTrace } from '../../src/call/index.ts';
import type { TraceRecord } from '../../src/facts/index.ts';

export interface MemoryTraces extends TraceRecord {
  readonly all: StoredTrace[];
  /** What every question is answered with while it is set. */
  fault: Error | null;
}

export function memoryTraces(): MemoryTraces {
  const traces: MemoryTraces = {
    all: [],
    fault: null,
    entries: (call, limit) =>
      answered(traces, () =>
        traces.all
          .filter((one) => one.call === call)
          .toSorted((one, other) =>
            one.journal === other.journal ? one.seq - other.seq : one.journal < other.journal ? -1 : 1,
          )
          .slice(0, limit),
      ),
    forget: (before, limit) =>
      answered(traces, () => {
        const old = traces.all.filter(({ at }) => at < before).slice(0, limit);
        for (const one of old) traces.all.splice(traces.all.indexOf(one), 1);
        return old.length;
      }),
  };
  return traces;
}

const answered = <Value>({ fault }: MemoryTraces, answer: () => Value): Promise<Value> =>
  fault === null ? Promise.resolve(answer()) : Promise.reject(fault);
