// PostgreSQL or Redis dies under steady traffic: calls neither wait for them nor lose a record. Not here: the controller's
// own death (controller-killed, crowd-killed), nor all of it at once (everything-killed).

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Centre, openCentre } from '../live/centre.ts';
import { longOrShort } from './kill.ts';
import { type Server, killServer, startServer } from './servers.ts';
import { talkThrough } from './talk-through.ts';
import { allCountsAre } from './three-counts.ts';
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
  { server: 'postgres', downMs: longOrShort(60_000, 20_000) },
])('$server killed for $downMs ms under traffic', ({ server, downMs }) => {
  it('no call is harmed, and the record is whole once it is back', async () => {
    const since = Date.now();
    const talk = await talkThrough(centre);
    await killServer(server);
    const outcomes = await traffic(centre, {
      perSecond,
      callCount: (perSecond * downMs) / 1_000,
      journeys: ['information', 'hangsUpInGreeting'],
    });
    expect(tally(outcomes)).toEqual({ served: outcomes.length, unserved: 0, harmed: [] });
    if (server === 'postgres') expect((await fetch(`${centre.base}/readyz`)).status).toBe(200);
    await talk.endsWell();
    await startServer(server);
    await allCountsAre(outcomes.length + 1, since);
    await centre.api('DELETE', `/api/agents/${talk.agentId}`);
  }, 240_000);
});
