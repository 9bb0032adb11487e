// Numbers outside that an agent calls in, on a real Asterisk with a far side of ours behind real trunks: who hears whom is told by
// tones, what reached the far side is counted there. Phones' own transfers (REFER) are tried too. Not here: flows' transfers.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { badNumbers } from '../outbound/toll-fraud.ts';
import { asterisk, openCentre } from './centre.ts';
import { type FarSide, earlyTone, outboundFile, startFarSide } from './far-side.ts';
import { type InTalk, type Trio, doesNotHear, doingOf, hearOneAnother, inTalk } from './hand-over.ts';
import { type PhoneCall, tone } from './phone/index.ts';
import { tones } from './tones.ts';
import { until } from './until.ts';

const numbers = {
  ...{ answers: '+33180002011', rings: '+33180002012', sounds: '+33180002013', busy: '+33180002014' },
};
const to = (number: string) => ({ to: { kind: 'number', number } });

let far: FarSide;
let refusing: FarSide;
let trio: Trio;
beforeAll(async () => {
  far = await startFarSide();
  far.habit(numbers.rings, 'rings');
  far.habit(numbers.sounds, 'sounds');
  far.habit(numbers.busy, { status: 486 });
  refusing = await startFarSide();
  for (const number of Object.values(numbers)) refusing.habit(number, { status: 503 });
  const trunks = [
    { name: 'called-refusing', ...refusing.address },
    { name: 'called-far', ...far.address },
  ];
  const centre = await openCentre({ CARILLON_OUTBOUND_FILE: outboundFile(trunks) });
  trio = { centre, first: await centre.agent('Ana', 'phone-ana'), second: await centre.agent('Bruno', 'phone-bruno') };
  const known = async (): Promise<boolean> => {
    const endpoints = JSON.stringify(await asterisk('endpoints'));
    return trunks.every(({ name }) => endpoints.includes(`"${name}"`));
  };
  await until(known, { withinMs: 5_000, what: 'the trunks' });
});
afterAll(async () => {
  await trio.centre.close();
  await far.close();
  await refusing.close();
});

const reached = (number: string): number => far.invited().filter((one) => one.number === number).length;

/** Each hears the other's tone. */
async function hearEachOther(one: readonly [PhoneCall, number], other: readonly [PhoneCall, number]): Promise<void> {
  await Promise.all([one[0].hears(other[1], { withinMs: 6_000 }), other[0].hears(one[1], { withinMs: 6_000 })]);
}

/** The call's facts of a kind, once the first is written. */
async function factsOf(talk: InTalk, kind: string): Promise<{ details: Record<string, unknown> }[]> {
  const of = async () => {
    const path = `/api/calls/${talk.id}`;
    const { facts } = await trio.centre.api<{ facts: { kind: string; details: Record<string, unknown> }[] }>(
      'GET',
      path,
    );
    return facts.filter((fact) => fact.kind === kind);
  };
  return until(
    async () => {
      const found = await of();
      return found.length > 0 && found;
    },
    { withinMs: 5_000, what: `a fact ${kind}` },
  );
}

describe('a blind transfer to a number outside', () => {
  it('goes by the next trunk: the caller and the number hear each other until one hangs up, and it is charged', async () => {
    const talk = await inTalk(trio);
    expect(await talk.order('transfer', to(numbers.answers))).toBe('handingOver');
    const farCall = await far.call(numbers.answers);
    expect(farCall.party.number).toBe('+33180009901');
    await hearEachOther([talk.call, tones.caller], [farCall, tones.otherAgent]);
    await talk.offered.ended({ withinMs: 6_000 });
    expect(await doingOf(trio, trio.first)).toBe('ready');
    expect(await talk.state()).toBe('talking');
    await farCall.hangup();
    await talk.call.hears(tones.merci, { withinMs: 6_000 });
    await talk.call.ended({ withinMs: 6_000 });
    expect(await factsOf(talk, 'dialEnded')).toMatchObject([{ details: { outcome: 'answered', cost: 20 } }]);
    expect(await factsOf(talk, 'callTransferred')).toMatchObject([{ details: { how: 'blind', toKind: 'number' } }]);
    await trio.centre.nothingLeft();
  });

  it('whose caller leaves while it rings stops the ringing', async () => {
    const talk = await inTalk(trio);
    await talk.order('transfer', to(numbers.rings));
    const farCall = await far.call(numbers.rings);
    await talk.call.hears(tones.music, { withinMs: 6_000 });
    await talk.call.hangup();
    expect(await farCall.ended({ withinMs: 3_000 })).toMatchObject({ kind: 'cancelled' });
    await trio.centre.nothingLeft();
  });

  it('that is busy comes back to the agent, and says so', async () => {
    const talk = await inTalk(trio);
    await talk.order('transfer', to(numbers.busy));
    expect(await factsOf(talk, 'calledInVain')).toMatchObject([{ details: { reason: { code: 'busy' } } }]);
    await hearEachOther([talk.call, tones.caller], [talk.offered, tones.agent]);
    await talk.call.hangup();
    await trio.centre.nothingLeft();
  });

  it('that is heard before its answer is heard by the caller, and the agent hears the music until then', async () => {
    const talk = await inTalk(trio);
    await talk.order('transfer', to(numbers.sounds));
    const farCall = await far.call(numbers.sounds);
    await talk.call.hears(earlyTone, { withinMs: 6_000 });
    await talk.offered.hears(tones.music, { withinMs: 6_000 });
    expect(await talk.state()).toBe('handingOver');
    await farCall.answer({ sound: tone(tones.otherAgent) });
    await hearEachOther([talk.call, tones.caller], [farCall, tones.otherAgent]);
    await talk.call.hangup();
    await farCall.ended({ withinMs: 3_000 });
    await trio.centre.nothingLeft();
  });
});

describe('a consultation of a number outside', () => {
  it('is heard ringing, swapped, joined and completed', async () => {
    const talk = await inTalk(trio);
    expect(await talk.order('consult', to(numbers.sounds))).toBe('calling');
    const farCall = await far.call(numbers.sounds);
    await talk.offered.hears(earlyTone, { withinMs: 6_000 });
    await talk.call.hears(tones.music, { withinMs: 6_000 });
    await farCall.answer({ sound: tone(tones.otherAgent) });
    await hearEachOther([talk.offered, tones.agent], [farCall, tones.otherAgent]);
    await doesNotHear(talk.call, tones.otherAgent);
    expect(await talk.order('swap')).toBe('returned');
    await hearEachOther([talk.call, tones.caller], [talk.offered, tones.agent]);
    await farCall.hears(tones.music, { withinMs: 6_000 });
    expect(await talk.order('join')).toBe('conference');
    await hearOneAnother([
      [talk.call, tones.caller],
      [talk.offered, tones.agent],
      [farCall, tones.otherAgent],
    ]);
    expect(await talk.order('complete')).toBe('talking');
    await talk.offered.ended({ withinMs: 6_000 });
    await hearEachOther([talk.call, tones.caller], [farCall, tones.otherAgent]);
    await talk.call.hangup();
    await farCall.ended({ withinMs: 3_000 });
    await trio.centre.nothingLeft();
  });

  it('that is cancelled while it rings is called off, and the agent has the caller', async () => {
    const talk = await inTalk(trio);
    await talk.order('consult', to(numbers.rings));
    const farCall = await far.call(numbers.rings);
    expect(await talk.order('cancel')).toBe('talking');
    expect(await farCall.ended({ withinMs: 3_000 })).toMatchObject({ kind: 'cancelled' });
    await hearEachOther([talk.call, tones.caller], [talk.offered, tones.agent]);
    await talk.call.hangup();
    await trio.centre.nothingLeft();
  });
});

describe('kill -9 of the controller', () => {
  async function kill(): Promise<void> {
    const before = trio.centre.controllerPid();
    trio.centre.killController();
    await until(() => trio.centre.controllerPid() !== before, { withinMs: 8_000, what: 'a new controller' });
    await trio.centre.ready();
  }

  it('while the number rings: it is called once, answers, and has the caller', async () => {
    const talk = await inTalk(trio);
    const before = reached(numbers.rings);
    await talk.order('transfer', to(numbers.rings));
    const farCall = await far.call(numbers.rings);
    await kill();
    expect(await talk.state()).toBe('handingOver');
    await farCall.answer({ sound: tone(tones.otherAgent) });
    await hearEachOther([talk.call, tones.caller], [farCall, tones.otherAgent]);
    expect(reached(numbers.rings)).toBe(before + 1);
    await farCall.hangup();
    await talk.call.hears(tones.merci, { withinMs: 6_000 });
    await talk.call.ended({ withinMs: 6_000 });
    await trio.centre.nothingLeft();
  });

  it('while the number talks and the caller leaves meanwhile: the number is let go', async () => {
    const talk = await inTalk(trio);
    await talk.order('transfer', to(numbers.answers));
    const farCall = await far.call(numbers.answers);
    await hearEachOther([talk.call, tones.caller], [farCall, tones.otherAgent]);
    trio.centre.killController();
    await talk.call.hangup();
    await farCall.ended({ withinMs: 10_000 });
    await trio.centre.nothingLeft();
  });
});

describe('orders that are refused', () => {
  it('say so in words, over HTTP and on the command line, and nothing of the corpus of toll fraud leaves', async () => {
    const talk = await inTalk(trio);
    const before = far.invited().length + refusing.invited().length;
    const premium = '+33899123456';
    await expect(talk.order('transfer', to(premium))).rejects.toThrow('Premium numbers are not called.');
    await expect(trio.centre.carillon('calls', 'consult', talk.id, '--number', premium)).rejects.toMatchObject({
      stderr: expect.stringContaining('Premium numbers are not called.') as unknown,
    });
    const bad = badNumbers().filter((_, index) => index % 10 === 0);
    for (const number of bad)
      await expect(talk.order('transfer', to(number)), number).rejects.toThrow(/: (?:400|409|413) /);
    expect(far.invited().length + refusing.invited().length).toBe(before);
    expect(await talk.state()).toBe('talking');
    await hearEachOther([talk.call, tones.caller], [talk.offered, tones.agent]);
    await talk.call.hangup();
    await trio.centre.nothingLeft();
    console.log(`toll fraud: ${String(bad.length)} orders, 0 left`);
  });
});

describe('a phone that asks for a transfer by itself', () => {
  const wanted = [
    [`sip:${numbers.answers}@127.0.0.1`, {}],
    ['sip:phone-bruno@127.0.0.1', {}],
    ['sip:phone-bruno@127.0.0.1?Replaces=a%3Bto-tag%3Db%3Bfrom-tag%3Dc', {}],
    // Asterisk up to 22.10.1 does not survive this where transfers are let through to us.
    [`sip:${numbers.answers}@127.0.0.1`, { 'Refer-Sub': 'false' }],
  ] as const;

  it('is refused, blind or attended, at once: the call goes on and nothing leaves', async () => {
    const talk = await inTalk(trio);
    const before = far.invited().length + refusing.invited().length;
    for (const [target, headers] of wanted)
      for (const phone of [talk.offered, talk.call]) expect(await phone.refer(target, headers)).toBe(603);
    await hearEachOther([talk.call, tones.caller], [talk.offered, tones.agent]);
    expect(far.invited().length + refusing.invited().length).toBe(before);
    await talk.call.hangup();
    await trio.centre.nothingLeft();
  });
});
