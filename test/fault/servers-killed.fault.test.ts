// PostgreSQL or Redis dies under steady traffic: calls neither wait for them nor lose a record. Not here: the controller's
// own death (controller-killed, crowd-killed), nor all of it at once (everything-killed).

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Centre, openCentre } from '../live/centre.ts';
import { tone } from '../live/phone/index.ts';
import { inConversation } from '../live/scenes.ts';
import { tones } from '../live/tones.ts';
import { until } from '../live/until.ts';
import { type Server, killServer, startServer } from './servers.ts';
import { asteriskCount, tableCount } from './three-counts.ts';
import { tally, traffic } from './traffic.ts';

const perSecond = 2;

let centre: Centre;
beforeAll(async () => {
  centre = await openCentre();
});
afterAll(async () => {
  await centre.close();
});

describe.each<{ server: Server; downMs: number }>([
  { server: 'redis', downMs: 10_000 },
  { server: 'postgres', downMs: 60_000 },
])('$server killed for $downMs ms under traffic', ({ server, downMs }) => {
  it('no call is harmed, and the record is whole once it is back', async () => {
    const since = Date.now();
    const agent = await centre.agent('Ana', 'phone-ana');
    const { call, offered } = await inConversation(centre, agent);
    const begun = performance.now();
    await killServer(server);
    const outcomes = await traffic(centre, {
      perSecond,
      callCount: (perSecond * downMs) / 1_000,
      journeys: ['information', 'hangsUpInGreeting'],
    });
    expect(tally(outcomes)).toEqual({ served: outcomes.length, unserved: 0, harmed: [] });
    if (server === 'postgres') expect((await fetch(`${centre.base}/readyz`)).status).toBe(200);
    for (const { heard } of [call, offered]) {
      const gapMsMax = 100 + heard.observerLagMs({ from: begun });
      expect(heard.longestGapMs({ from: begun, discountOwnLag: true })).toBeLessThan(gapMsMax);
    }
    offered.say(tone(tones.otherAgent));
    await call.hears(tones.otherAgent, { withinMs: 2_000 });
    await call.hangup();
    await centre.nothingLeft();
    await startServer(server);
    const placed = outcomes.length + 1;
    await until(async () => (await tableCount(since)).ended === placed, {
      withinMs: 45_000,
      what: 'every end in the table',
    });
    expect(await tableCount(since)).toEqual({ offered: placed, ended: placed, rows: 2 * placed });
    expect(asteriskCount(since)).toBe(placed);
    await centre.api('DELETE', `/api/agents/${agent.id}`);
  }, 240_000);
});
