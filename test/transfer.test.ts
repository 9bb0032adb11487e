// `transfer to` on the whole wiring, with the fake telephone and the virtual clock: every outcome, fail-over, who hangs up, and
// the controller killed at each instant: nobody is dialled twice, nothing is left over, the flow takes its way.

import { describe, expect, it } from 'vitest';
import { trunkName } from '../src/base/ids.ts';
import type { NumberHabit } from './fakes/outside.ts';
import { type InMemoryCentre, type InMemoryCentreOptions, openInMemoryCentre } from './in-memory-centre.ts';
import {
  dialEnds,
  ends,
  expectNothingLeft,
  far,
  opened,
  policy,
  reached,
  said,
  theFlow,
  trunks,
} from './transferred.ts';

describe('a caller who is transferred', () => {
  it('hears the far end, and goes on with the flow when it hangs up', async () => {
    const { centre, leg } = await opened();
    await centre.pass(5_000);
    const [request] = centre.telephony.outside.dialled;
    expect(request).toMatchObject({ number: far, trunk: 'a', shown: { name: '', number: '+33180001122' } });
    const [call] = centre.machines().calls.frames();
    expect(request?.headers).toEqual([{ name: 'X-Client', value: call?.call }]);
    const [farLeg] = centre.machines().outbound.calls();
    expect(centre.telephony.hears(leg)).toEqual({ kind: 'legs', legs: [farLeg?.leg] });
    await centre.pass(10_000);
    if (farLeg !== undefined) centre.telephony.hangUp(farLeg.leg);
    await centre.pass(3_000);
    expect(said(centre)).toEqual(['bonjour', 'retour']);
    expect(dialEnds(centre)).toEqual([expect.stringMatching(/^answered 1\d{4}$/)]);
    await expectNothingLeft(centre);
  });

  it('hears music while the number is dialled, and no more once it is over', async () => {
    const { centre, leg } = await opened({ habit: ends('busy', { rings: true, afterMs: 3_000 }) });
    await centre.pass(2_000);
    expect(centre.telephony.hears(leg)).toEqual({ kind: 'music', music: 'default' });
    await centre.pass(2_500);
    expect(said(centre)).toEqual(['bonjour', 'occupe']);
    expect(centre.telephony.inventory().rooms.flatMap(({ legs }) => legs)).toEqual([]);
  });

  it('and hangs up takes the far end along, while it rings and while they talk', async () => {
    for (const [afterMs, outcome] of [
      [1_500, /^calledOff 0$/],
      [6_000, /^answered \d+$/],
    ] as const) {
      const { centre, leg } = await opened();
      await centre.pass(afterMs);
      centre.telephony.hangUp(leg);
      await centre.pass(1_000);
      expect(dialEnds(centre)).toEqual([expect.stringMatching(outcome)]);
      await expectNothingLeft(centre);
    }
  });

  it.each([
    ['busy', ends('busy'), 'occupe'],
    ['declined', ends('refused'), 'injoignable'],
    ['unassigned', ends('badNumber'), 'injoignable'],
    ['ringing for ever', { kind: 'rings' }, 'absent'],
    ['not reached in the end', ends('noAnswer', { rings: true, afterMs: 5_000 }), 'absent'],
    ['lost', ends('lost'), 'injoignable'],
  ] satisfies [string, NumberHabit, string][])(
    'to a number that is %s takes that way, by one trunk',
    async (_, habit, way) => {
      const { centre } = await opened({ habit });
      await centre.pass(28_000);
      expect(said(centre)).toEqual(['bonjour', way]);
      expect(reached(centre)).toEqual(['a']);
      await expectNothingLeft(centre);
    },
  );

  it('to what the gate refuses never leaves, and the flow takes its way', async () => {
    for (const refusing of [{ countries: [] }, { blocked: [far] }, { callsPerSecondMax: 0 }, { trunks: [] }]) {
      const { centre } = await opened({ options: { policy: { ...policy, ...refusing } } });
      await centre.pass(5_000);
      expect(said(centre)).toEqual(['bonjour', 'injoignable']);
      expect(reached(centre)).toEqual([]);
      expect(centre.facts.filter(({ kind }) => kind === 'dialRefused')).toHaveLength(1);
      await expectNothingLeft(centre);
    }
  });

  it('talks no longer than the budget of a call pays', async () => {
    const spend = { perCallMax: 40, perDayMax: 100 };
    const { centre } = await opened({ options: { policy: { ...policy, spend } } });
    await centre.pass(130_000);
    expect(said(centre)).toEqual(['bonjour', 'retour']);
    expect(dialEnds(centre)).toEqual(['answered 120000']);
    expect(centre.machines().outbound.state().books.spent).toBe(40);
    await expectNothingLeft(centre);
  });
});

describe('trunks that fail', () => {
  it('are followed by the next within two seconds of a 503', async () => {
    const { centre } = await opened();
    centre.telephony.outside.trunk(trunkName('a'), 'refuses');
    centre.telephony.outside.trunk(trunkName('b'), 'missing');
    await centre.pass(2_500);
    expect(reached(centre)).toEqual(['a', 'c']);
    await centre.pass(3_000);
    expect(centre.facts.filter(({ kind }) => kind === 'numberAnswered')).toHaveLength(1);
  });

  it('are followed by the next within four seconds of silence', async () => {
    const { centre } = await opened();
    centre.telephony.outside.trunk(trunkName('a'), 'silent');
    await centre.pass(1_100);
    expect(reached(centre)).toEqual(['a']);
    await centre.pass(4_000);
    expect(reached(centre)).toEqual(['a', 'b']);
  });

  it('in silence, the last of them: its time is waited out, for there is no other', async () => {
    const { centre } = await opened({ options: { policy: { ...policy, trunks: trunks.slice(0, 1) } } });
    centre.telephony.outside.trunk(trunkName('a'), 'silent');
    await centre.pass(15_000);
    expect(said(centre)).toEqual(['bonjour']);
    await centre.pass(10_000);
    expect(said(centre)).toEqual(['bonjour', 'absent']);
    await expectNothingLeft(centre);
  });

  it('in silence, with the controller killed just then: the next one is tried, once', async () => {
    for (const atMs of [4_300, 4_400, 4_500, 4_600, 4_700, 4_800]) {
      const { centre } = await opened();
      centre.telephony.outside.trunk(trunkName('a'), 'silent');
      await centre.pass(atMs);
      centre.kill();
      await centre.start();
      await centre.pass(4_000);
      expect(reached(centre)).toEqual(['a', 'b']);
    }
  });

  it('all of them: the flow takes its way, and so it does while their breakers are open', async () => {
    const { centre } = await opened();
    for (const { name } of trunks) centre.telephony.outside.trunk(name, 'refuses');
    for (let call = 0; call < 3; call += 1) {
      centre.telephony.offer({ caller: null, called: '+33180001122' });
      await centre.pass(5_000);
    }
    const before = reached(centre).length;
    centre.telephony.offer({ caller: null, called: '+33180001122' });
    await centre.pass(5_000);
    expect(reached(centre)).toHaveLength(before);
    expect(said(centre).filter((prompt) => prompt === 'injoignable')).toHaveLength(5);
    expect(centre.facts.filter((fact) => fact.kind === 'trunkBreakerChanged' && fact.to === 'open')).toHaveLength(3);
    for (const { name } of trunks) centre.telephony.outside.trunk(name, 'works');
    await centre.pass(30_000);
    centre.telephony.offer({ caller: null, called: '+33180001122' });
    await centre.pass(5_000);
    expect(reached(centre)).toHaveLength(before + 1);
    expect(centre.machines().outbound.state().breakers['a']).toBeUndefined();
  });

  it('never send more calls in any second than may leave', async () => {
    const centre = await openInMemoryCentre(await theFlow(), {
      policy: { ...policy, callsPerSecondMax: 3, concurrentMax: 100 },
    });
    const leftAt: number[] = [];
    for (let ms = 0; ms < 6_000; ms += 100) {
      centre.telephony.offer({ caller: null, called: '+33180001122' });
      await centre.pass(100);
      while (leftAt.length < reached(centre).length) leftAt.push(centre.clock.now());
    }
    expect(leftAt.length).toBeGreaterThan(9);
    for (const at of leftAt)
      expect(leftAt.filter((one) => one >= at && one < at + 1_000).length).toBeLessThanOrEqual(3);
  });
});

describe('a controller that is killed while it transfers', () => {
  const instants = Array.from({ length: 45 }, (_, index) => index * 200 + 100);

  /** Greeting, a second of ringing, three seconds of talk, the far end hangs up, farewell; `at` runs once, at `atMs`. */
  async function journey(
    options: InMemoryCentreOptions,
    atMs = Infinity,
    at: (centre: InMemoryCentre) => Promise<void> = () => Promise.resolve(),
  ) {
    const { centre } = await opened({ options, habit: { kind: 'answers', afterMs: 1_000 } });
    let talkedMs = 0;
    for (let ms = 0; ms < 25_000; ms += 100) {
      if (ms === atMs) await at(centre);
      if (centre.isDead()) await centre.start();
      const talking = centre
        .machines()
        .outbound.calls()
        .find(({ kind }) => kind === 'talking');
      if (talking !== undefined) talkedMs += 100;
      if (talking !== undefined && talkedMs === 3_000) centre.telephony.hangUp(talking.leg);
      await centre.pass(100);
    }
    return centre;
  }

  it.each(instants)(
    'at %d ms and is back at once goes on: one call to the far end, the flow’s own way',
    async (atMs) => {
      const centre = await journey({}, atMs, async (running) => {
        running.kill();
        await running.start();
      });
      expect(reached(centre)).toEqual(['a']);
      expect(said(centre).at(-1)).toBe('retour');
      expect(dialEnds(centre)).toHaveLength(1);
      await expectNothingLeft(centre);
    },
  );

  it.each(instants)('at %d ms and is away for two seconds leaves nothing over and dials nobody twice', async (atMs) => {
    const centre = await journey({}, atMs, async (running) => {
      running.kill();
      await running.pass(2_000);
      await running.start();
    });
    expect(reached(centre).length).toBeLessThanOrEqual(1);
    expect(dialEnds(centre)).toHaveLength(1);
    await expectNothingLeft(centre);
  });

  it.each(Array.from({ length: 22 }, (_, index) => index + 2))(
    'right after record %d, before its effects, leaves nothing over and dials nobody twice',
    async (dieAfterRecord) => {
      const centre = await journey({ dieAfterRecord });
      expect(reached(centre).length).toBeLessThanOrEqual(1);
      expect(['retour', 'injoignable']).toContain(said(centre).at(-1));
      expect(dialEnds(centre)).toHaveLength(1);
      await expectNothingLeft(centre);
    },
  );
});
