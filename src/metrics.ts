// What is measured, for Prometheus: states read at each scrape, and facts counted as they are recorded. Labels hold only
// what configuration bounds: never a caller's number, an id or an agent's name. Not here: the address (api/routes).

import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client';
import { agentStateKind } from './api/contract/index.ts';
import { queueReports } from './api/index.ts';
import type { DroppedCounts } from './ari/index.ts';
import type { Clock } from './base/clock.ts';
import type { Fact } from './call/index.ts';
import type { TrunkWatch } from './call/ports.ts';
import { countFacts } from './fact-counters.ts';
import type { JournalStatus, ShipperStatus } from './facts/index.ts';
import { loopLag } from './loop-lag.ts';
import type { Machines } from './machines.ts';
import { bounded, labelled, single, total } from './metric-kinds.ts';
import type { Connection } from './reconnection.ts';

export interface MetricSources {
  readonly version: string;
  readonly clock: Clock;
  readonly machines: () => Pick<Machines, 'acd' | 'calls' | 'outbox'>;
  readonly connection: () => Connection;
  readonly dropped: () => DroppedCounts;
  /** Null: nobody watches phones and trunks, and nothing is shown of them. */
  readonly trunkWatch: Pick<TrunkWatch, 'state' | 'counts'> | null;
  readonly journal: () => JournalStatus;
  readonly shipper: () => ShipperStatus;
}

export interface Metrics {
  /** Counts what has just been recorded. */
  readonly onFacts: (facts: readonly Fact[]) => void;
  /** Everything in the text form of Prometheus. */
  readonly read: () => Promise<{ readonly contentType: string; readonly text: string }>;
  readonly stop: () => void;
}

export function openMetrics(sources: MetricSources): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const build = new Gauge({
    ...{ name: 'carillon_build_info', help: 'Always 1; the label says which version runs.' },
    ...{ labelNames: ['version'], registers: [registry] },
  });
  build.set({ version: sources.version }, 1);
  const stopLag = loopLag(registry);
  telephony(registry, sources);
  if (sources.trunkWatch !== null) trunks(registry, sources.trunkWatch);
  people(registry, sources);
  record(registry, sources);
  return {
    onFacts: countFacts(registry),
    read: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
    stop: stopLag,
  };
}

function telephony(registry: Registry, { connection, dropped, machines }: MetricSources): void {
  single(registry, 'carillon_ari_connected', '1 while events of Asterisk arrive and calls are in hand.', () =>
    connection().kind === 'ready' ? 1 : 0,
  );
  total(registry, {
    name: 'carillon_ari_events_dropped_total',
    help: 'Events of Asterisk that had no effect, by why.',
    label: 'why',
    values: () => Object.entries(dropped()),
  });
  single(registry, 'carillon_calls_live', 'Calls that run a flow.', () => machines().calls.frames().length);
  single(
    registry,
    'carillon_messages_waiting',
    'E-mails and text messages that are not known to be sent.',
    () => machines().outbox.letters().length,
  );
}

function trunks(registry: Registry, watch: NonNullable<MetricSources['trunkWatch']>): void {
  single(registry, 'carillon_ami_connected', '1 while changes of phones and trunks are seen.', () =>
    watch.state() === 'watching' ? 1 : 0,
  );
  new Counter({
    ...{ name: 'carillon_ami_events_total', help: 'What happened to phones, trunks and doors, by kind and outcome.' },
    ...{ labelNames: ['what', 'detail'], registers: [registry] },
    collect() {
      this.reset();
      for (const { what, detail, count } of watch.counts()) this.inc({ what, detail }, count);
    },
  });
}

function people(registry: Registry, { machines, clock }: MetricSources): void {
  const queue = bounded();
  const queues = () => queueReports(machines().acd.state(), clock.now());
  labelled(registry, {
    ...{ name: 'carillon_queue_waiting', help: 'Callers who wait in a queue.', label: 'queue' },
    values: () => queues().map(({ name, waitingCount }) => [queue(name), waitingCount]),
  });
  labelled(registry, {
    ...{ name: 'carillon_queue_oldest_wait_seconds', help: 'How long the first caller has waited; 0 without one.' },
    label: 'queue',
    values: () => queues().map(({ name, oldestWaitMs }) => [queue(name), (oldestWaitMs ?? 0) / 1_000]),
  });
  labelled(registry, {
    ...{ name: 'carillon_agents', help: 'Agents by state.', label: 'state' },
    values: () => {
      const agents = [...machines().acd.state().agents.values()];
      return agentStateKind.options.map((kind) => [kind, agents.filter(({ state }) => state.kind === kind).length]);
    },
  });
}

function record(registry: Registry, { journal, shipper, clock }: MetricSources): void {
  single(registry, 'carillon_journal_healthy', '1 while the disk takes every record.', () =>
    journal().health.kind === 'healthy' ? 1 : 0,
  );
  single(registry, 'carillon_journal_waiting_records', 'Records in memory that the disk has not taken.', () => {
    const { health } = journal();
    return health.kind === 'degraded' ? health.waitingCount : 0;
  });
  single(
    registry,
    'carillon_journal_unsynced_seconds',
    'For how long the oldest record has waited for the medium.',
    () => journal().unsyncedMs / 1_000,
  );
  total(registry, {
    ...{ name: 'carillon_journal_dropped_records_total', help: 'Records lost to a full disk: their facts are gone.' },
    ...{ label: null, values: () => [['', journal().droppedCount]] },
  });
  single(
    registry,
    'carillon_db_journal_depth',
    'Records whose facts are not in PostgreSQL yet.',
    () => shipper().lagCount,
  );
  single(registry, 'carillon_db_outage_seconds', 'For how long PostgreSQL has taken no facts; 0 while it does.', () => {
    const { outage } = shipper();
    return outage === null ? 0 : (clock.now() - outage.sinceAt) / 1_000;
  });
}
