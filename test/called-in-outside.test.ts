// Numbers outside that an agent calls in, on the whole wiring with the fake telephone: what may be called, what is shown, which
// trunk takes it, what it costs, and who answers too late. Not here: each moment of it (transfers.sim.test.ts), sound (test/live).

import { beforeAll, describe, expect, it } from 'vitest';
import { e164, trunkName } from '../src/base/ids.ts';
import { endReason } from '../src/call/index.ts';
import type { Order } from '../src/conversation/index.ts';
import type { Program } from '../src/dsl/index.ts';
import type { Policy } from '../src/outbound/index.ts';
import { type HandedOver, endsClean, far, inTalk } from './handed-over.ts';
import { source } from './ivr/centre-flow.ts';
import { compiled } from './ivr/compiled.ts';
import { openPolicy } from './outbound/policy.ts';
import { badNumbers } from './outbound/toll-fraud.ts';

let program: Program;
beforeAll(async () => {
  program = await compiled(source);
});

const toFar = { kind: 'number', number: far } as const;
const transfer: Order = { kind: 'transfer', to: toFar };
const consult: Order = { kind: 'consult', to: toFar };
const trunks = ['a', 'b'].map((name, index) => ({
  ...{ name: trunkName(name), priority: index, weight: 1, silenceMs: 3_500 },
}));
const policy: Policy = { ...openPolicy, trunks };

const talkUnder = (more: Partial<Policy> = {}): Promise<HandedOver> =>
  inTalk(program, { policy: { ...policy, ...more } });

function order({ centre }: HandedOver, what: Order): string {
  const [call] = centre.machines().calls.frames();
  if (call === undefined) throw new Error('There is no call.');
  return centre.machines().conversations.order(call.call, what);
}

const stage = ({ centre }: HandedOver): string | undefined => centre.machines().conversations.talking()[0]?.stage.kind;
const dialled = ({ centre }: HandedOver) => centre.telephony.outside.dialled;

describe('a number that an agent calls', () => {
  it('sees the number that the caller dialled, when it is ours to show', async () => {
    const ours = [e164('+33180009901'), e164('+33180001122')];
    const talk = await talkUnder({ ours });
    expect(order(talk, transfer)).toBe('obeyed');
    await talk.centre.pass(500);
    expect(dialled(talk)).toMatchObject([{ number: far, trunk: 'a', shown: { name: '', number: '+33180001122' } }]);
    const others = await talkUnder({ ours: [e164('+33180009901')] });
    order(others, transfer);
    await others.centre.pass(500);
    expect(dialled(others)[0]?.shown.number).toBe('+33180009901');
  });

  it('has the caller after the transfer until one hangs up, and costs what they talked', async () => {
    const talk = await talkUnder();
    order(talk, transfer);
    await talk.centre.pass(3_000);
    expect(talk.centre.telephony.hears(talk.caller)).toEqual({ kind: 'legs', legs: [talk.legOf('far')] });
    expect(talk.legOf('A1')).toBeUndefined();
    await talk.centre.pass(70_000);
    const leg = talk.legOf('far');
    if (leg !== undefined) talk.centre.telephony.hangUp(leg);
    await talk.centre.pass(1_000);
    const ended = talk.centre.facts.filter(({ kind }) => kind === 'dialEnded');
    expect(ended).toMatchObject([{ outcome: 'answered', cost: 40 }]);
    expect(talk.centre.machines().outbound.state().books).toMatchObject({ spent: 40, reserved: {} });
    await endsClean(talk);
  });

  it('is left by the budget of one call, however it came to be called', async () => {
    const talk = await talkUnder({ spend: { perCallMax: 20, perDayMax: 100 } });
    order(talk, transfer);
    await talk.centre.pass(63_000);
    expect(talk.legOf('far')).toBeUndefined();
    expect(talk.centre.machines().outbound.state().books.spent).toBe(20);
    await endsClean(talk);
  });

  it.each([
    ['refuses', 1_000],
    ['silent', 5_000],
    ['missing', 1_000],
  ] as const)('is reached by the next trunk when the first %s', async (habit, withinMs) => {
    const talk = await talkUnder();
    talk.centre.telephony.outside.trunk(trunkName('a'), habit);
    order(talk, consult);
    await talk.centre.pass(withinMs + 1_200);
    expect(stage(talk)).toBe('consulting');
    expect(dialled(talk).at(-1)?.trunk).toBe('b');
    const agent = talk.legOf('A1');
    expect(agent === undefined ? null : talk.centre.telephony.hears(agent)).toEqual({
      kind: 'legs',
      legs: [talk.legOf('far')],
    });
    await endsClean(talk);
  });

  it.each(['busy', 'noAnswer', 'badNumber', 'refused', 'lost'])(
    'that says %s gives the agent the caller again, and says why',
    async (code) => {
      const talk = await talkUnder();
      talk.centre.telephony.outside.number(far, {
        ...{ kind: 'ends', afterMs: 500, rings: true, reason: endReason('network', code) },
      });
      order(talk, transfer);
      await talk.centre.pass(2_000);
      expect(stage(talk)).toBe('together');
      expect(talk.centre.facts.filter(({ kind }) => kind === 'calledInVain')).toMatchObject([
        { how: 'blind', toKind: 'number', to: far, reason: { result: 'network' } },
      ]);
      await endsClean(talk);
    },
  );

  it('that answers while it is called off is ended, and the agent has the caller', async () => {
    for (let cancelMs = 900; cancelMs <= 1_200; cancelMs += 20) {
      const talk = await talkUnder();
      order(talk, transfer);
      await talk.centre.pass(cancelMs);
      order(talk, { kind: 'cancel' });
      await talk.centre.pass(1_000);
      expect(talk.legOf('far') === undefined).toBe(talk.legOf('A1') !== undefined);
      await endsClean(talk);
    }
  });

  it('rings no longer than half a minute', async () => {
    const talk = await talkUnder();
    talk.centre.telephony.outside.number(far, { kind: 'rings' });
    order(talk, consult);
    await talk.centre.pass(29_000);
    expect(stage(talk)).toBe('calling');
    await talk.centre.pass(2_000);
    expect(stage(talk)).toBe('held');
    await endsClean(talk);
  });
});

describe('an order that the gate refuses', () => {
  it.each<[string, Partial<Policy>]>([
    ['country', { countries: ['BE'] }],
    ['blocked', { blocked: [far] }],
    ['own', { ours: [far] }],
    ['noRate', { rates: [] }],
    ['spend', { spend: { perCallMax: 10, perDayMax: 100 } }],
    ['tooMany', { concurrentMax: 0 }],
    ['tooFast', { callsPerSecondMax: 0 }],
    ['night', { night: { from: '00:00', to: '23:59', callsMax: 0 } }],
    ['noTrunk', { trunks: [] }],
  ])('says %s, changes nothing and calls nobody', async (why, more) => {
    const talk = await talkUnder(more);
    expect(order(talk, transfer)).toBe(why);
    expect(order(talk, consult)).toBe(why);
    await talk.centre.pass(1_000);
    expect(stage(talk)).toBe('together');
    expect(dialled(talk)).toEqual([]);
    expect(talk.centre.facts.filter(({ kind }) => kind === 'dialRefused')).toMatchObject([{ why }, { why }]);
    await endsClean(talk);
  });

  it('says noTrunk while the breaker of each trunk is open', async () => {
    const talk = await talkUnder();
    for (const { name } of trunks) talk.centre.telephony.outside.trunk(name, 'refuses');
    for (let count = 0; count < 3; count += 1) {
      expect(order(talk, transfer)).toBe('obeyed');
      await talk.centre.pass(3_000);
      expect(stage(talk)).toBe('together');
    }
    expect(order(talk, transfer)).toBe('noTrunk');
    await endsClean(talk);
  });

  it('refuses the whole corpus of toll fraud, for a transfer and for a consultation', async () => {
    const talk = await talkUnder({ callsPerSecondMax: 10_000, concurrentMax: 10_000 });
    const bad = badNumbers();
    expect(bad.length).toBeGreaterThan(500);
    for (const number of bad)
      for (const kind of ['transfer', 'consult'] as const)
        expect([number, order(talk, { kind, to: { kind: 'number', number } })]).not.toContain('obeyed');
    await talk.centre.pass(2_000);
    expect(dialled(talk)).toEqual([]);
    await endsClean(talk);
  });
});
