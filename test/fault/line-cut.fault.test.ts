// The connections to Asterisk are cut again and again under steady traffic: no call is harmed, no record is lost.
// Not here: the controller's own death (controller-killed, crowd-killed).

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Centre, openCentre } from '../live/centre.ts';
import { until } from '../live/until.ts';
import { type CuttableLine, cuttableLine } from './cuttable-line.ts';
import { longOrShort } from './kill.ts';
import { talkThrough } from './talk-through.ts';
import { allCountsAre } from './three-counts.ts';
import { tally, traffic } from './traffic.ts';

const cutCount = longOrShort(50, 15);
const cutEveryMs = 1_000;
const perSecond = 2;

let line: CuttableLine;
let centre: Centre;
beforeAll(async () => {
  line = await cuttableLine(process.env['CARILLON_ARI_URL'] ?? '');
  centre = await openCentre({ CARILLON_ARI_URL: line.url });
});
afterAll(async () => {
  await centre.close();
  await line.close();
});

describe('the connections to Asterisk', () => {
  it(`cut ${String(cutCount)} times under ${String(perSecond)} calls a second: no call harmed, no record lost`, async () => {
    const since = Date.now();
    const talk = await talkThrough(centre);
    const cuts: number[] = [];
    const cutting = setInterval(() => cuts.push(line.cut()), cutEveryMs);
    const outcomes = await traffic(centre, {
      perSecond,
      callCount: (perSecond * cutCount * cutEveryMs) / 1_000,
      journeys: ['information', 'hangsUpInGreeting'],
    });
    await until(() => cuts.length >= cutCount, { withinMs: 20_000, what: 'all cuts' });
    clearInterval(cutting);
    const { served, unserved, harmed } = tally(outcomes);
    console.log(`${cuts.length} cuts, ${outcomes.length} calls: ${served} served, ${unserved} heard the fallback`);
    expect(harmed).toEqual([]);
    // The event connection was there to be cut each time.
    expect(Math.min(...cuts)).toBeGreaterThan(0);
    await talk.endsWell();
    await allCountsAre(outcomes.length + 1, since);
  }, 240_000);
});
