// What of a journal's records belongs to traces, how it is shipped, and that it is forgotten in time. Not here: PostgreSQL.

import { describe, expect, test } from 'vitest';
import { callId } from '../../src/base/ids.ts';
import { silentLog } from '../../src/base/log.ts';
import type { StoredTrace } from '../../src/call/index.ts';
import { startForgetting, startShipper } from '../../src/facts/index.ts';
import { restMs } from '../../src/facts/forgetting.ts';
import { lookMs } from '../../src/facts/shipping.ts';
import { traceLengthMax, traceOf } from '../../src/facts/traces.ts';
import { memoryTraces } from '../fakes/trace-record.ts';
import { MemorySink } from './memory-sink.ts';
import { entry, open, rememberingLog, StillClock, temporaryDir, until } from './support.ts';

const call = callId('call-1');
const record = { seq: 3, from: 3, synced: 2, ...entry({ n: 1 }) };

describe('an entry of a trace', () => {
  test('is the event of a record with its note, and none where there is no note', () => {
    const trace = { call, quiet: [{ at: 5, event: { kind: 'digit', digit: '1' } }] };
    const kept = traceOf('journal', { ...record, trace });
    expect(kept).toMatchObject({ journal: 'journal', seq: 3, at: 1_000, call });
    expect(JSON.parse(kept?.body ?? '')).toEqual({ event: { kind: 'answered' }, quiet: trace.quiet });
    expect(traceOf('journal', record)).toBeNull();
    expect(traceOf('journal', { ...record, trace: {} })).toBeNull();
  });

  test('that is too long is kept as what it was', () => {
    const event = { kind: 'requestEnded', result: 'x'.repeat(traceLengthMax) };
    const kept = traceOf('journal', { ...record, event, trace: { call } });
    expect(kept?.body.length).toBeLessThan(100);
    expect(JSON.parse(kept?.body ?? '')).toMatchObject({ event: { kind: 'cut', of: 'requestEnded' } });
  });
});

describe('shipping', () => {
  test('a record with a trace and no fact is sent, and the journal knows', async () => {
    const clock = new StillClock();
    const journal = open(temporaryDir());
    const sent: StoredTrace[] = [];
    const sink = new MemorySink();
    const shipper = startShipper({
      ...{ journal, clock, log: silentLog },
      sink: {
        insert: (facts, traces = []) => {
          sent.push(...traces);
          return sink.insert(facts);
        },
      },
    });
    await until(() => shipper.status().state.kind === 'idle');
    journal.append({ ...entry({ n: 1 }, 0), trace: { call } });
    journal.append(entry({ n: 2 }, 0));
    await journal.sync();
    await clock.move(lookMs);
    await until(() => shipper.status().shippedSeq === 2);
    expect(sent.map(({ seq, call: of }) => [seq, of])).toEqual([[1, call]]);
  });
});

describe('forgetting', () => {
  const old = (seq: number): StoredTrace => ({ journal: 'j', seq, at: 1_000, call, body: '{}' });

  test('goes on by small steps until nothing is too old, then looks again in time', async () => {
    const clock = new StillClock();
    const traces = memoryTraces();
    traces.all.push(...Array.from({ length: 4_500 }, (_, seq) => old(seq)));
    const forgetting = startForgetting({ traces, keptMs: 1_000, clock, log: silentLog });
    await until(async () => (await clock.move(200), traces.all.length === 0));
    traces.all.push(old(9));
    await clock.move(restMs);
    await until(() => traces.all.length === 0);
    await forgetting.stop();
  });

  test('of a database that is down is said and tried again', async () => {
    const clock = new StillClock();
    const traces = memoryTraces();
    const { log, said } = rememberingLog();
    traces.all.push(old(1));
    traces.fault = new Error('down');
    const forgetting = startForgetting({ traces, keptMs: 1_000, clock, log });
    await until(() => said.length === 1);
    traces.fault = null;
    await clock.move(restMs);
    await until(() => traces.all.length === 0);
    await forgetting.stop();
  });
});
