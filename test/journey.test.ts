// The journey of one call through every machine, on the fake telephone: and the same journey with the controller killed at
// each instant of it. What the caller and the agent end up with must be the same.

import { beforeAll, describe, expect, it } from 'vitest';
import { legId, phoneId } from '../src/base/ids.ts';
import type { LegId } from '../src/base/ids.ts';
import type { Fact } from '../src/call/index.ts';
import type { Program } from '../src/dsl/index.ts';
import { type InMemoryCentre, openInMemoryCentre } from './in-memory-centre.ts';
import { source } from './ivr/centre-flow.ts';
import { compiled } from './ivr/compiled.ts';

let program: Program;
beforeAll(async () => {
  program = await compiled(source);
});

const called = '+33180001122';

async function dialled(centre: InMemoryCentre): Promise<LegId> {
  const leg = centre.telephony.offer({ caller: '+33612345678', called });
  if (leg === null) throw new Error('Nobody listens.');
  await centre.pass(0);
  return leg;
}

/** What is left when all is said: legs, calls, waiting callers, and what the agent is doing. */
async function leftOver(centre: InMemoryCentre) {
  const { legs, rooms } = await centre.telephony.supervision.survey();
  const { acd, calls, conversations } = centre.machines();
  return {
    legs: legs.length,
    conversationRooms: rooms.filter(({ room }) => room.startsWith('conversation-')).length,
    calls: calls.frames().length,
    waiting: acd.state().waiting.size,
    conversations: conversations.talking().length,
    agents: [...acd.state().agents.values()].map(({ state }) => state.kind),
  };
}

/** Every leg that began has one end; each as LEG=RESULT/CODE in the order of the ends. */
function legEnds(facts: readonly Fact[]): string[] {
  const begun = facts.flatMap((fact) =>
    fact.kind === 'callOffered' || fact.kind === 'callOfferedToAgent' ? [fact.leg] : [],
  );
  const ends = facts.flatMap((fact) => (fact.kind === 'legEnded' ? [fact] : []));
  expect(ends.map(({ leg }) => leg).sort()).toEqual([...new Set(begun)].sort());
  return ends.map(({ agent, reason }) => `${agent ?? 'caller'}=${reason.result}/${reason.code}`);
}

const nothing = { legs: 0, conversationRooms: 0, calls: 0, waiting: 0, conversations: 0 };

/** One call: greeting, menu, key 1, queue, agent, ten seconds of talk, the caller hangs up. `at` runs once, at `atMs`. */
async function journey(
  atMs: number,
  at: (centre: InMemoryCentre) => Promise<void>,
  dieAfterRecord = Infinity,
): Promise<InMemoryCentre> {
  const centre = await openInMemoryCentre(program, { dieAfterRecord });
  centre.ready('A1');
  let leg: LegId | null = null;
  let ranAt = false;
  for (let ms = 0; ms <= 40_000; ms += 100) {
    if (ms === 100) leg = await dialled(centre);
    // The caller presses 1 when the menu is heard: a person who is asked again presses again.
    const frame = centre.machines().calls.frames()[0];
    if (leg !== null && frame?.wait.kind === 'input' && frame.wait.digits === '' && ms % 500 === 0)
      centre.telephony.press(leg, '1');
    if (ms === 30_000 && leg !== null) centre.telephony.hangUp(leg);
    if (!ranAt && ms >= atMs) {
      ranAt = true;
      await at(centre);
    }
    await centre.pass(100);
    if (centre.isDead()) await centre.start();
  }
  return centre;
}

describe('a call', () => {
  it('goes from the menu through the queue to the agent and leaves nothing', async () => {
    const centre = await journey(0, () => Promise.resolve());
    expect(await leftOver(centre)).toEqual({ ...nothing, agents: ['ready'] });
    const kinds = centre.facts.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'queueAnswered')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'legAnswered')).toHaveLength(1);
    expect(legEnds(centre.facts)).toEqual(['caller=caller/hangup', 'A1=us/hangup']);
  });

  it('to a number without a flow is refused, and counted', async () => {
    const centre = await openInMemoryCentre(program);
    const leg = centre.telephony.offer({ caller: null, called: '+33100000000' });
    await centre.pass(100);
    expect(centre.telephony.toldCaller(leg ?? legId(''))).toBe('refused');
    expect(centre.facts.map(({ kind }) => kind)).toEqual(['callOffered', 'legEnded', 'callEnded']);
  });
});

describe('a controller that is killed', () => {
  const instants = Array.from({ length: 40 }, (_, index) => index * 300 + 100);

  it.each(instants)(
    'after %d ms of the journey and is back at once: the call reaches its agent, once',
    async (atMs) => {
      const centre = await journey(atMs, async (running) => {
        running.kill();
        await running.start();
      });
      expect(await leftOver(centre)).toEqual({ ...nothing, agents: ['ready'] });
      const kinds = centre.facts.map(({ kind }) => kind);
      for (const once of ['callOffered', 'queueAnswered', 'conversationBegan', 'conversationEnded', 'callEnded'])
        expect(
          kinds.filter((kind) => kind === once),
          once,
        ).toHaveLength(1);
      legEnds(centre.facts);
    },
  );

  it.each(instants)(
    'after %d ms and away for two seconds: nothing is left over, and the call ends once',
    async (atMs) => {
      const centre = await journey(atMs, async (running) => {
        running.kill();
        await running.pass(2_000);
        await running.start();
      });
      const { agents, ...left } = await leftOver(centre);
      expect(left).toEqual(nothing);
      expect(['ready', 'notResponding']).toContain(agents[0]);
      expect(centre.facts.filter(({ kind }) => kind === 'callEnded')).toHaveLength(1);
      legEnds(centre.facts);
    },
  );

  const records = Array.from({ length: 28 }, (_, index) => index + 4);

  it.each(records)('right after record %d, before its effects: the call reaches its agent, once', async (record) => {
    const centre = await journey(0, () => Promise.resolve(), record);
    const { agents, ...left } = await leftOver(centre);
    expect(left).toEqual(nothing);
    expect(['ready', 'notResponding']).toContain(agents[0]);
    const kinds = centre.facts.map(({ kind }) => kind);
    for (const once of ['callOffered', 'callEnded'])
      expect(
        kinds.filter((kind) => kind === once),
        once,
      ).toHaveLength(1);
    for (const paired of ['queueAnswered', 'conversationBegan', 'conversationEnded'])
      expect(kinds.filter((kind) => kind === paired).length, paired).toBeLessThanOrEqual(1);
    legEnds(centre.facts);
  });

  it.each([0, 100, 200, 300, 400, 500, 600])(
    'while the phone rings, and %d ms later the agent answers: the caller is not taken back to the music',
    async (laterMs) => {
      const centre = await openInMemoryCentre(program, { commandMs: 250 });
      centre.ready('A1');
      centre.telephony.habit(phoneId('A1'), { kind: 'rings' });
      const leg = await dialled(centre);
      await centre.pass(4_000);
      centre.telephony.press(leg, '1');
      await centre.pass(8_000);
      centre.kill();
      await centre.start();
      const { acd } = centre.machines();
      for (let ms = 0; ms < 5_000 && acd.state().link === 'down'; ms += 100) await centre.pass(100);
      await centre.pass(laterMs);
      const [state] = [...acd.state().agents.values()].map((agent) => agent.state);
      if (state?.kind !== 'reserved') throw new Error('The agent is not rung.');
      centre.telephony.pickUp(state.leg);
      await centre.pass(3_000);
      expect(centre.telephony.hears(leg)).toEqual({ kind: 'legs', legs: [state.leg] });
    },
  );

  it('while the caller hangs up: the end is noticed', async () => {
    const centre = await openInMemoryCentre(program);
    const leg = await dialled(centre);
    await centre.pass(500);
    centre.kill();
    centre.telephony.hangUp(leg);
    await centre.start();
    expect(await leftOver(centre)).toMatchObject(nothing);
    expect(centre.facts.at(-1)).toMatchObject({ kind: 'callEnded', reason: { result: 'unknown', code: 'lost' } });
    expect(legEnds(centre.facts)).toEqual(['caller=unknown/lost']);
  });

  it('after an offer was withdrawn, before the agent’s leg has ended: that end is recorded too', async () => {
    const centre = await openInMemoryCentre(program);
    centre.ready('A1');
    centre.telephony.habit(phoneId('A1'), { kind: 'rings' });
    const leg = await dialled(centre);
    await centre.pass(2_500);
    centre.telephony.press(leg, '1');
    await centre.pass(3_000);
    expect(await leftOver(centre)).toMatchObject({ agents: ['reserved'] });
    centre.telephony.hangUp(leg);
    centre.kill();
    await centre.start();
    await centre.pass(1_000);
    expect(await leftOver(centre)).toMatchObject({ ...nothing, agents: ['ready'] });
    expect(legEnds(centre.facts)).toEqual(['caller=caller/hangup', 'A1=us/hangup']);
  });
});

describe('the telephone system that dies', () => {
  it('ends its calls; the agent is free when it is back', async () => {
    const centre = await openInMemoryCentre(program);
    centre.ready('A1');
    const leg = await dialled(centre);
    await centre.pass(2_500);
    centre.telephony.press(leg, '1');
    await centre.pass(8_000);
    centre.telephony.die();
    await centre.pass(1_000);
    centre.telephony.connect();
    await centre.pass(1_000);
    expect(await leftOver(centre)).toMatchObject({ ...nothing, agents: ['ready'] });
  });
});
