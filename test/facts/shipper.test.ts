// The shipper on a still clock, with a real journal and a sink in memory: when it sends, and that each fact arrives once.

import { describe, expect, test } from 'vitest';
import { silentLog } from '../../src/base/log.ts';
import { startShipper, type Journal, type Shipper } from '../../src/facts/index.ts';
import { backOffMs, batchFactCountMax, lookMs } from '../../src/facts/shipping.ts';
import { MemorySink } from './memory-sink.ts';
import { asKilled, entry, open, StillClock, temporaryDir, until } from './support.ts';

interface Scene {
  readonly dir: string;
  readonly journal: Journal;
  readonly sink: MemorySink;
  readonly clock: StillClock;
  readonly shipper: Shipper;
  /** Appends records of one fact each and puts them on the medium. */
  readonly add: (count: number) => Promise<void>;
  /** Lets reading, sending and marking go on until the shipper waits for its clock. */
  readonly rest: () => Promise<void>;
}

function scene(dir = temporaryDir(), sink = new MemorySink()): Scene {
  const clock = new StillClock();
  const journal = open(dir);
  const shipper = startShipper({ journal, sink, clock, log: silentLog });
  return {
    dir,
    journal,
    sink,
    clock,
    shipper,
    add: async (count) => {
      for (let n = 0; n < count; n += 1) journal.append(entry({ n }));
      await journal.sync();
    },
    rest: () => until(() => ['idle', 'backingOff', 'stopped'].includes(shipper.status().state.kind)),
  };
}

describe('sending', () => {
  test('a fact is on the medium: it is sent within 250 ms and the journal knows it as shipped', async () => {
    const { add, rest, clock, sink, shipper } = scene();
    await rest();
    await add(1);
    expect(shipper.status().lagCount).toBe(1);
    await clock.move(lookMs);
    await rest();
    expect(sink.names()).toEqual([[1, 0]]);
    expect(shipper.status()).toMatchObject({ shippedSeq: 1, lagCount: 0, outage: null });
  });

  test('a backlog: batches of at most 500 follow each other without waiting', async () => {
    const { add, rest, clock, sink } = scene();
    await rest();
    await add(1_200);
    await clock.move(lookMs);
    await rest();
    expect(sink.batches.map((batch) => batch.length)).toEqual([batchFactCountMax, batchFactCountMax, 200]);
  });

  test('records without facts: no insert, and the files behind them may go', async () => {
    const { journal, rest, clock, sink, shipper } = scene();
    await rest();
    journal.append(entry({ a: 1 }, 0));
    await journal.sync();
    await clock.move(lookMs);
    await rest();
    expect(sink.batches).toEqual([]);
    expect(shipper.status().shippedSeq).toBe(1);
  });

  test('stopped while something waits: nothing more is sent', async () => {
    const { add, rest, clock, sink, shipper } = scene();
    await rest();
    await add(1);
    await shipper.stop();
    await clock.move(60_000);
    expect(sink.batches).toEqual([]);
    expect(shipper.status().state.kind).toBe('stopped');
  });
});

describe('the database is down', () => {
  test('the waits grow from half a second to ten, and the outage shows since when', async () => {
    const { add, rest, clock, sink, shipper } = scene();
    await rest();
    await add(1);
    sink.behaviour = 'down';
    await clock.move(lookMs);
    const sinceAt = clock.now();
    const waits: number[] = [];
    for (let failure = 1; failure <= 7; failure += 1) {
      await until(() => shipper.status().outage?.failureCount === failure);
      const { state } = shipper.status();
      const waitMs = state.kind === 'backingOff' ? state.untilAt - clock.now() : Number.NaN;
      waits.push(waitMs);
      await clock.move(waitMs);
    }
    expect(waits).toEqual([backOffMs.first, 1_000, 2_000, 4_000, 8_000, backOffMs.last, backOffMs.last]);
    expect(shipper.status()).toMatchObject({ lagCount: 1, outage: { code: 'unreachable', sinceAt } });
  });

  test('it comes back: everything is shipped in order and the outage is over', async () => {
    const { add, rest, clock, sink, shipper } = scene();
    await rest();
    sink.behaviour = 'down';
    await add(3);
    await clock.move(lookMs);
    await rest();
    await add(3);
    sink.behaviour = 'works';
    await clock.move(backOffMs.first);
    await until(() => shipper.status().shippedSeq === 6);
    expect(sink.names().map(([seq]) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(shipper.status().outage).toBeNull();
  });

  test('committed but the answer is lost: sent again, stored once', async () => {
    const { add, rest, clock, sink, shipper } = scene();
    await rest();
    sink.behaviour = 'loses answers';
    await add(2);
    await clock.move(lookMs);
    await rest();
    expect(shipper.status().shippedSeq).toBe(0);
    sink.behaviour = 'works';
    await clock.move(backOffMs.first);
    await until(() => shipper.status().shippedSeq === 2);
    expect(sink.batches).toHaveLength(2);
    expect(sink.names()).toEqual([
      [1, 0],
      [2, 0],
    ]);
  });

  test('killed between the commit and the cursor: the next process sends again, stored once', async () => {
    const first = scene();
    await first.rest();
    first.sink.behaviour = 'loses answers';
    await first.add(2);
    await first.clock.move(lookMs);
    await first.rest();
    const second = scene(asKilled(first.dir), first.sink);
    first.sink.behaviour = 'works';
    await second.rest();
    await second.add(1);
    await second.clock.move(lookMs);
    await until(() => second.shipper.status().shippedSeq === 3);
    expect(first.sink.names()).toEqual([
      [1, 0],
      [2, 0],
      [3, 0],
    ]);
  });
});

test('the journal cannot be read: the shipper backs off with the reason instead of passing facts over', async () => {
  const clock = new StillClock();
  const sink = new MemorySink();
  const refuse = Object.assign(new Error('A record is damaged'), { code: 'corrupt' });
  const journal = open(temporaryDir());
  const shipper = startShipper({
    journal: {
      status: () => journal.status(),
      markShipped: () => Promise.resolve(),
      facts: () => Promise.reject(refuse),
    },
    sink,
    clock,
    log: silentLog,
  });
  await until(() => shipper.status().state.kind === 'backingOff');
  expect(shipper.status().outage).toMatchObject({ code: 'corrupt', failureCount: 1 });
});
