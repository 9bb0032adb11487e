// Controller, Redis and PostgreSQL are each killed every ten seconds under traffic; afterwards the far end, Asterisk and our
// table agree on every call. `npm run fault -- everything --seeds N` places 100 calls for each N; N = 20 are the 2,000 calls.
// Not here: one of them dying alone (controller-killed, servers-killed).

import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Centre, openCentre } from '../live/centre.ts';
import { tone } from '../live/phone/index.ts';
import { tones } from '../live/tones.ts';
import { until } from '../live/until.ts';
import { seedCount } from './kill.ts';
import { type Server, killServer, startServer } from './servers.ts';
import { asteriskCount, tableCount } from './three-counts.ts';
import { tally, traffic } from './traffic.ts';

const callCount = 100 * seedCount;
const perSecond = 5;
const killEveryMs = 10_000;
const agentCount = 4;

let centre: Centre;
beforeAll(async () => {
  centre = await openCentre();
});
afterAll(async () => {
  await centre.close();
});

it(`${String(callCount)} calls with everything killed every 10 s: the far end, Asterisk and our table agree`, async () => {
  const since = Date.now();
  const agents = await Promise.all(Array.from({ length: agentCount }, (_, index) => answering(index)));
  const kills = { controller: 0, redis: 0, postgres: 0 };
  const faults: unknown[] = [];
  const every = (offsetMs: number, kill: () => void | Promise<void>) =>
    setTimeout(() => {
      const once = (): void => void Promise.resolve(kill()).catch((fault: unknown) => faults.push(fault));
      once();
      timers.push(setInterval(once, killEveryMs));
    }, offsetMs);
  let startedAgain: Promise<unknown> = Promise.resolve();
  const server = (name: Server) => (): Promise<void> => {
    kills[name] += 1;
    const again = killServer(name).then(() => startServer(name));
    startedAgain = Promise.allSettled([startedAgain, again]);
    return again;
  };
  const timers: NodeJS.Timeout[] = [];
  timers.push(
    every(3_000, () => {
      kills.controller += 1;
      centre.killController();
    }),
    every(6_000, server('redis')),
    every(9_000, server('postgres')),
    setInterval(() => void keepReady(agents), 1_000),
  );
  const outcomes = await traffic(centre, {
    perSecond,
    callCount,
    journeys: ['information', 'hangsUpInGreeting', 'agent'],
  });
  for (const timer of timers) clearTimeout(timer);
  const { served, unserved, harmed } = tally(outcomes);
  expect(faults).toEqual([]);
  console.log(`${JSON.stringify(kills)} killed; ${callCount} calls: ${served} served, ${unserved} heard the fallback`);
  await startedAgain;
  await centre.ready();
  await centre.nothingLeft();
  const settled = async () => (await tableCount(since)).ended >= callCount;
  await until(settled, { withinMs: 60_000, what: 'every end in the table' }).catch(() => undefined);
  expect({ harmed, asterisk: asteriskCount(since), table: await tableCount(since) }).toEqual({
    harmed: [],
    asterisk: callCount,
    table: { offered: callCount, ended: callCount, rows: 2 * callCount },
  });
}, 1_200_000);

/** An agent whose phone answers by itself. */
async function answering(index: number): Promise<string> {
  const agent = await centre.agent(`Agent ${String(index + 1)}`, `phone-${String(index + 1)}`);
  agent.phone.onCall(async (offered) => {
    await offered.answer({ sound: tone(tones.agent) });
  });
  return agent.id;
}

/** Whoever became not responding through a kill presses "ready" again, as a person would. */
async function keepReady(ids: readonly string[]): Promise<void> {
  try {
    for (const { id, state } of await centre.agents())
      if (state.kind === 'notResponding' && ids.includes(id)) await centre.api('POST', `/api/agents/${id}/ready`);
  } catch {
    // The controller was just killed; the next second asks again.
  }
}
