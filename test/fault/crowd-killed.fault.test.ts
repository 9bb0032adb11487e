// The controller dies with many calls in hand: how soon it has them again, and that the line keeps its order.

import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Centre, openCentre } from '../live/centre.ts';
import { tones } from '../live/tones.ts';
import { openRecord } from '../live/record.ts';
import { until } from '../live/until.ts';
import { backMsMax, killed, percentile95, seedCount } from './kill.ts';

/** Enough kills for a 95th percentile to mean something in the long run; few in the short one. */
const killCount = Math.max(3, seedCount);
const crowdCount = 100;
const waitingCount = 50;

let centre: Centre;
let database: pg.Client;
beforeAll(async () => {
  centre = await openCentre();
  database = await openRecord();
});
afterAll(async () => {
  await database.end();
  await centre.close();
});

const liveCount = async (): Promise<number> =>
  (await centre.api<{ readonly calls: readonly unknown[] }>('GET', `/api/calls?limit=${String(2 * crowdCount)}`)).calls
    .length;

const waitingNow = async (): Promise<number> => {
  const { queues } = await centre.api<{ readonly queues: readonly { name: string; waitingCount: number }[] }>(
    'GET',
    '/api/queues',
  );
  return queues.find(({ name }) => name === 'essai')?.waitingCount ?? 0;
};

/** The calls of which this became true since, in the order in which it did. */
async function callsThat(kind: 'queueJoined' | 'queueAnswered', since: Date): Promise<readonly string[]> {
  const { rows } = await database.query<{ call_id: string }>(
    'select call_id from facts where kind = $1 and at >= $2 order by journal, seq, index',
    [kind, since],
  );
  return rows.map(({ call_id: call }) => call);
}

describe('kill -9 of the controller', () => {
  it(`with ${String(crowdCount)} calls up: in hand again within 3 s at p95, none lost, nothing left over`, async () => {
    const calls = await centre.crowd(crowdCount);
    const figures: number[] = [];
    for (let count = 0; count < killCount && calls.every((call) => call.state().kind === 'up'); count += 1) {
      figures.push((await killed(centre)).backMs);
      // Callers whose flow ended by itself meanwhile are no loss: those up on the telephone are those in hand.
      const upCount = () => calls.filter((call) => call.state().kind === 'up').length;
      // One whose end is on its way to the telephone is over here and up there.
      await until(async () => (await liveCount()) === upCount(), { withinMs: 2_000, what: 'both to count the same' });
    }
    console.log(`control back after ${figures.map((ms) => Math.round(ms)).join(', ')} ms`);
    expect(figures.length).toBeGreaterThan(0);
    expect(percentile95(figures)).toBeLessThan(backMsMax);
    await Promise.all(calls.map((call) => call.hangup()));
    await centre.nothingLeft();
  }, 300_000);

  it(`with ${String(waitingCount)} callers waiting: they are served in the order in which they came`, async () => {
    const since = new Date();
    const agent = await centre.agent('Ana', 'phone-ana');
    await centre.api('POST', `/api/agents/${agent.id}/not-ready`, { reason: 'pause' });
    const calls = await centre.crowd(waitingCount);
    await Promise.all(
      calls.map(async (call) => {
        await call.hears(tones.menuPrincipal, { withinMs: 10_000, from: 0 });
        call.resumeSending();
        await call.press('1');
        call.pauseSending();
      }),
    );
    await until(async () => (await waitingNow()) === waitingCount, { withinMs: 20_000, what: 'all to be waiting' });
    agent.phone.onCall(async (offered) => {
      await offered.answer();
      await offered.hangup();
    });
    await centre.api('POST', `/api/agents/${agent.id}/ready`);
    for (let count = 0; count < killCount && (await waitingNow()) > 0; count += 1) await killed(centre);
    await keepReady(agent.id);
    await until(async () => (await callsThat('queueAnswered', since)).length >= waitingCount, {
      withinMs: 10_000,
      what: 'all to be served in the record',
    });
    const joined = await callsThat('queueJoined', since);
    expect(await callsThat('queueAnswered', since)).toEqual(joined);
    await Promise.all(calls.map((call) => call.hangup()));
    await centre.nothingLeft();
  }, 300_000);
});

/** An agent whose phone rang into a kill may be not responding; a person would press "ready" again, and so do we. */
async function keepReady(id: string): Promise<void> {
  await until(
    async () => {
      const state = (await centre.agents()).find((agent) => agent.id === id)?.state.kind;
      if (state === 'notResponding') await centre.api('POST', `/api/agents/${id}/ready`);
      return (await waitingNow()) === 0;
    },
    { withinMs: 120_000, what: 'the line to be served', everyMs: 200 },
  );
}
