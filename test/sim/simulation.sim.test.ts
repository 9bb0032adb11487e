// Two hundred worlds of callers, agents and faults: whatever happens, what must hold holds. A seed that fails is replayed
// by the command that its message names, and becomes a test of its own once it is understood.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { stepCountDefault } from '../../src/sim/index.ts';
import { runSeed } from './run-seed.ts';

const seeds = Array.from({ length: 200 }, (_, index) => index + 1);

/** Every hundredth: enough to notice chance that does not come from the seed. */
const isRepeated = (seed: number): boolean => seed % 100 === 0;

describe('a centre under faults', () => {
  it.each(seeds)('of seed %d keeps every promise', async (seed) => {
    const { violations, totals } = await runSeed(seed);
    const replay = `npm run sim -- --seed ${String(seed)} --steps ${String(stepCountDefault)}`;
    expect(violations, `replay with: ${replay}`).toEqual([]);
    expect(totals.callOffered, 'a world without a call shows nothing').toBeGreaterThan(0);
  });

  it.each(seeds.filter(isRepeated))('of seed %d goes the same way twice', async (seed) => {
    const [first, second] = [await runSeed(seed), await runSeed(seed)];
    expect(second.hash).toBe(first.hash);
    expect(second.trace).toEqual(first.trace);
  });
});

describe('another process', () => {
  it.each(seeds.filter(isRepeated))('sees the world of seed %d go the same way', async (seed) => {
    const args = ['scripts/sim.ts', '--seed', String(seed), '--quiet'];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    const { hash } = await runSeed(seed);
    expect(stdout.trim().split('\n').at(-1)).toBe(
      `seed ${String(seed)} steps ${String(stepCountDefault)} hash ${hash} all held`,
    );
  });
});

describe('all those worlds together', () => {
  it('differ, and have seen every fault, every end of a wait and every state of an agent', async () => {
    const outcomes = await Promise.all(seeds.slice(0, 25).map((seed) => runSeed(seed)));
    expect(new Set(outcomes.map(({ hash }) => hash)).size).toBe(outcomes.length);
    const trace = outcomes.flatMap((outcome) => outcome.trace).join('\n');
    for (const seen of [
      ...['BLOW kill', 'BLOW disconnect', 'BLOW halfOpen', 'BLOW telephonyDeath', 'controller dies', 'lost event'],
      ...['replyLost', 'unreachable', 'refused', 'vanishesBefore', 'vanishesAfter'],
      ...['"kind":"queueAbandoned"', '"kind":"queueLeft"', '"kind":"queueAnswered"', '"why":"noAgent"'],
      ...[
        '"to":"ready"',
        '"to":"reserved"',
        '"to":"talking"',
        '"to":"wrapUp"',
        '"to":"notResponding"',
        '"to":"notReady"',
      ],
      ...['"code":"numberUnknown"', '"code":"declined"', '"code":"noAnswer"', '"code":"busy"', '"code":"refused"'],
    ])
      expect(trace.includes(seen), seen).toBe(true);
  });
});
