// Facts counted as they are recorded, since the start of this process. Reports are computed from the record itself; these
// are for alarms and curves.

import { Counter, Histogram, type Registry } from 'prom-client';
import type { Fact } from './call/index.ts';
import { bounded } from './metric-kinds.ts';

/** A caller's patience in seconds: service levels are set at 10, 20, 30. */
const waitBuckets = [5, 10, 20, 30, 60, 120, 300, 600];

/** Registers the counters and gives what counts. */
export function countFacts(registry: Registry): (facts: readonly Fact[]) => void {
  const counters = countersOn(registry);
  const queueLabel = bounded();
  const codeLabel = bounded();
  const left = (queue: string, outcome: string, waitMs: number | null): void => {
    counters.queueCalls.inc({ queue: queueLabel(queue), outcome });
    if (waitMs !== null) counters.queueWait.observe({ queue: queueLabel(queue) }, waitMs / 1_000);
  };
  const count = (fact: Fact): void => {
    if (fact.kind === 'callEnded') counters.calls.inc({ direction: 'inbound', result: fact.reason.result });
    else if (fact.kind === 'flowFailed') counters.flowErrors.inc({ code: codeLabel(fact.code) });
    else if (fact.kind === 'dialEnded') counters.outside.inc({ outcome: fact.outcome });
    else if (fact.kind === 'dialRefused') counters.outsideRefused.inc({ why: codeLabel(fact.why) });
    else if (fact.kind === 'queueRefused') left(fact.queue, 'refused', null);
    else if (fact.kind === 'queueAnswered') left(fact.queue, 'answered', fact.waitMs);
    else if (fact.kind === 'queueAbandoned') left(fact.queue, 'abandoned', fact.waitMs);
    else if (fact.kind === 'queueLeft') left(fact.queue, 'left', fact.waitMs);
  };
  return (facts) => facts.forEach(count);
}

function countersOn(registry: Registry) {
  const registers = [registry];
  return {
    calls: new Counter({
      ...{ name: 'carillon_calls_total', help: 'Calls that ended, by result.' },
      ...{ labelNames: ['direction', 'result'], registers },
    }),
    flowErrors: new Counter({
      ...{ name: 'carillon_flow_errors_total', help: 'Faults that a flow met, by code.' },
      ...{ labelNames: ['code'], registers },
    }),
    outside: new Counter({
      ...{ name: 'carillon_outside_calls_total', help: 'Calls to numbers outside, by outcome.' },
      ...{ labelNames: ['outcome'], registers },
    }),
    outsideRefused: new Counter({
      ...{ name: 'carillon_outside_refused_total', help: 'Calls to the outside that the gate refused, by reason.' },
      ...{ labelNames: ['why'], registers },
    }),
    queueCalls: new Counter({
      ...{ name: 'carillon_queue_calls_total', help: 'Calls that left a queue or were refused by it, by outcome.' },
      ...{ labelNames: ['queue', 'outcome'], registers },
    }),
    queueWait: new Histogram({
      ...{ name: 'carillon_queue_wait_seconds', help: 'How long calls waited, however that ended.' },
      ...{ labelNames: ['queue'], buckets: waitBuckets, registers },
    }),
  };
}
