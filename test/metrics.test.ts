// What Prometheus reads: the states as they are at each scrape, the facts as they were counted, and labels that stay few.

import { plainJoin } from './queue/plain.ts';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { agentId, callId, legId, queueName } from '../src/base/ids.ts';
import { type Fact, endReason } from '../src/call/index.ts';
import type { Program } from '../src/dsl/index.ts';
import type { JournalStatus, ShipperStatus } from '../src/facts/index.ts';
import type { TrunkWatch } from '../src/call/ports.ts';
import { bounded } from '../src/metric-kinds.ts';
import { type Metrics, openMetrics } from '../src/metrics.ts';
import { type InMemoryCentre, openInMemoryCentre } from './in-memory-centre.ts';
import { source } from './ivr/centre-flow.ts';
import { compiled } from './ivr/compiled.ts';

let program: Program;
beforeAll(async () => {
  program = await compiled(source);
});

const opened: Metrics[] = [];
afterEach(() => {
  for (const metrics of opened.splice(0)) metrics.stop();
});

const healthy: JournalStatus = {
  health: { kind: 'healthy' },
  ...{ lastSeq: 9, syncedSeq: 9, unsyncedMs: 40, snapshotSeq: 0, shippedSeq: 7, droppedCount: 0 },
};
const shipping: ShipperStatus = { state: { kind: 'idle' }, outage: null, shippedSeq: 7, lagCount: 2 };

function metricsOf(
  centre: InMemoryCentre,
  journal = healthy,
  shipper = shipping,
  trunkWatch: Pick<TrunkWatch, 'state' | 'counts'> | null = null,
): Metrics {
  const metrics = openMetrics({
    version: '1.2.3',
    clock: centre.clock,
    machines: centre.machines,
    connection: () => ({ kind: 'ready' }),
    dropped: () => ({ late: 3, strange: 0, ignored: 1, unknown: 0, faulty: 0, lateReplies: 0 }),
    trunkWatch,
    journal: () => journal,
    shipper: () => shipper,
  });
  opened.push(metrics);
  return metrics;
}

/** The samples of our own metrics, name and labels to value. */
async function samples(metrics: Metrics): Promise<Record<string, number>> {
  const { text } = await metrics.read();
  const lines = text.split('\n').filter((line) => line.startsWith('carillon_'));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]),
  );
}

describe('metrics', () => {
  it('of a centre at rest', async () => {
    const centre = await openInMemoryCentre(program);
    centre.ready('A1');
    expect(await samples(metricsOf(centre))).toMatchObject({
      'carillon_build_info{version="1.2.3"}': 1,
      carillon_ari_connected: 1,
      'carillon_ari_events_dropped_total{why="late"}': 3,
      carillon_calls_live: 0,
      'carillon_queue_waiting{queue="support"}': 0,
      'carillon_queue_oldest_wait_seconds{queue="support"}': 0,
      'carillon_agents{state="ready"}': 1,
      'carillon_agents{state="talking"}': 0,
      carillon_journal_healthy: 1,
      carillon_journal_waiting_records: 0,
      carillon_journal_unsynced_seconds: 0.04,
      carillon_journal_dropped_records_total: 0,
      carillon_db_journal_depth: 2,
      carillon_messages_waiting: 0,
      carillon_db_outage_seconds: 0,
      'carillon_event_loop_lag_seconds{quantile="0.99"}': expect.any(Number) as number,
    });
  });

  it('of a caller who waits grow with the wait', async () => {
    const centre = await openInMemoryCentre(program);
    centre.ready('A1');
    const agent = agentId('A1');
    centre.machines().acd.post({ kind: 'availabilityChosen', agent, availability: { kind: 'paused', reason: 'x' } });
    const metrics = metricsOf(centre);
    const queue = queueName('support');
    const [call, leg] = [callId('call-1'), legId('in-1')];
    const joins = { call, leg, caller: null, queue, priority: 0, visit: 1, ...plainJoin };
    centre.machines().acd.post({ kind: 'callJoined', ...joins });
    for (const seconds of [3, 6]) {
      await centre.pass(3_000);
      expect(await samples(metrics)).toMatchObject({
        'carillon_queue_waiting{queue="support"}': 1,
        'carillon_queue_oldest_wait_seconds{queue="support"}': seconds,
        'carillon_agents{state="notReady"}': 1,
      });
    }
  });

  it('of a disk and a database that refuse', async () => {
    const centre = await openInMemoryCentre(program);
    const health = { kind: 'degraded', code: 'ENOSPC', sinceAt: 0, waitingCount: 12 } as const;
    const outage = { code: 'unreachable', failureCount: 3, sinceAt: centre.clock.now() - 5_000 };
    const metrics = metricsOf(centre, { ...healthy, health, droppedCount: 4 }, { ...shipping, outage, lagCount: 900 });
    expect(await samples(metrics)).toMatchObject({
      carillon_journal_healthy: 0,
      carillon_journal_waiting_records: 12,
      carillon_journal_dropped_records_total: 4,
      carillon_db_journal_depth: 900,
      carillon_db_outage_seconds: 5,
    });
  });

  it('of phones and trunks as their watch has counted them, and none of them where nobody watches', async () => {
    const centre = await openInMemoryCentre(program);
    let state: 'watching' | 'away' = 'watching';
    const counted = [{ what: 'accessRefused', detail: 'wrongPassword', count: 2 }];
    const metrics = metricsOf(centre, healthy, shipping, { state: () => state, counts: () => counted });
    const refused = 'carillon_ami_events_total{what="accessRefused",detail="wrongPassword"}';
    expect(await samples(metrics)).toMatchObject({ carillon_ami_connected: 1, [refused]: 2 });
    state = 'away';
    counted.push({ what: 'connection', detail: 'lost', count: 1 });
    expect(await samples(metrics)).toMatchObject({
      ...{ carillon_ami_connected: 0, [refused]: 2 },
      'carillon_ami_events_total{what="connection",detail="lost"}': 1,
    });
    expect((await metricsOf(centre).read()).text).not.toContain('carillon_ami');
  });

  it('count facts by what they say', async () => {
    const metrics = metricsOf(await openInMemoryCentre(program));
    const [call, queue] = [callId('call-1'), queueName('support')];
    const facts: Fact[] = [
      { kind: 'queueAnswered', call, queue, agent: agentId('A1'), waitMs: 12_000, ringMs: 2_000 },
      { kind: 'queueAbandoned', call, queue, waitMs: 3_000 },
      { kind: 'queueRefused', call, queue, why: 'closed' },
      { kind: 'flowFailed', call, code: 'promptMissing', step: 'menu' },
      { kind: 'callEnded', call, reason: endReason('caller', 'hangup') },
      { kind: 'callEnded', call, reason: endReason('us', 'unserved') },
    ];
    metrics.onFacts(facts);
    metrics.onFacts(facts.slice(4, 5));
    expect(await samples(metrics)).toMatchObject({
      'carillon_calls_total{direction="inbound",result="caller"}': 2,
      'carillon_calls_total{direction="inbound",result="us"}': 1,
      'carillon_flow_errors_total{code="promptMissing"}': 1,
      'carillon_queue_calls_total{queue="support",outcome="answered"}': 1,
      'carillon_queue_calls_total{queue="support",outcome="abandoned"}': 1,
      'carillon_queue_calls_total{queue="support",outcome="refused"}': 1,
      'carillon_queue_wait_seconds_bucket{le="10",queue="support"}': 1,
      'carillon_queue_wait_seconds_bucket{le="20",queue="support"}': 2,
      'carillon_queue_wait_seconds_sum{queue="support"}': 15,
    });
  });

  it('hold no number, id or name of anybody, whatever happens', async () => {
    const centre = await openInMemoryCentre(program);
    centre.ready('A1');
    const metrics = metricsOf(centre);
    const leg = centre.telephony.offer({ caller: '+33612345678', called: '+33180001122' });
    await centre.pass(3_000);
    if (leg !== null) centre.telephony.press(leg, '1');
    await centre.pass(8_000);
    metrics.onFacts(centre.facts);
    const { text } = await metrics.read();
    expect(text).toContain('carillon_queue_calls_total{queue="support",outcome="answered"} 1');
    expect(text).not.toMatch(/33612345678|33180001122|call-\d|A1\b/);
  });
});

describe('a label', () => {
  it('takes so many values and counts the rest together', () => {
    const label = bounded(2);
    expect(['a', 'b', 'c', 'a', 'd'].map(label)).toEqual(['a', 'b', 'other', 'a', 'other']);
  });
});
