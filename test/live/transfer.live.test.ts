// `transfer to` on a real Asterisk, with a far side of ours behind real trunks: who hears whom is told by tones, what reached
// the far side is counted there.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Centre, asterisk, openCentre } from './centre.ts';
import { type FarSide, type SilentSide, outboundFile, startFarSide, startSilentSide } from './far-side.ts';
import { type PhoneCall, tone } from './phone/index.ts';
import { tones } from './tones.ts';
import { until } from './until.ts';

const numbers = { answers: '+33180002001', busy: '+33180002002', rings: '+33180002003', unknown: '+33180002004' };
const entries = { answers: '+33180009911', busy: '+33180009912', rings: '+33180009913', unknown: '+33180009914' };

let far: FarSide;
let centre: Centre;

async function dial(entry: string, toneHz: number = tones.caller): Promise<PhoneCall> {
  const phone = await centre.trunk();
  return phone.dial(entry, { sound: tone(toneHz), callerNumber: '+33612345678' });
}

/** How many calls reached a number since `before`. */
const reached = (number: string): number => far.invited().filter((one) => one.number === number).length;

/** Waits until the pushed trunk is known. */
async function trunkKnown(name: string): Promise<void> {
  await until(
    async () => {
      const endpoints = (await asterisk('endpoints')) as { resource: string }[];
      return endpoints.some(({ resource }) => resource === name);
    },
    { withinMs: 5_000, what: `the trunk ${name}` },
  );
}

/** Caller and far end hear each other's tone. */
async function hearEachOther(call: PhoneCall, farCall: PhoneCall): Promise<void> {
  await Promise.all([
    call.hears(tones.otherAgent, { withinMs: 5_000 }),
    farCall.hears(tones.caller, { withinMs: 5_000 }),
  ]);
}

async function kill(): Promise<void> {
  const before = centre.controllerPid();
  centre.killController();
  await until(() => centre.controllerPid() !== before, { withinMs: 8_000, what: 'a new controller' });
  await centre.ready();
}

describe('a transfer by one trunk', () => {
  beforeAll(async () => {
    far = await startFarSide();
    far.habit(numbers.busy, { status: 486 });
    far.habit(numbers.rings, 'rings');
    far.habit(numbers.unknown, { status: 404 });
    centre = await openCentre({ CARILLON_OUTBOUND_FILE: outboundFile([{ name: 'far-main', ...far.address }]) });
    await trunkKnown('far-main');
  });
  afterAll(async () => {
    await centre.close();
    await far.close();
  });

  it('lets caller and far end hear each other, shows our number and headers, and the flow goes on', async () => {
    const call = await dial(entries.answers);
    const farCall = await far.call(numbers.answers);
    await hearEachOther(call, farCall);
    expect(farCall.party.number).toBe('+33180001122');
    expect(far.invited().at(-1)?.text).toMatch(/^X-Client: call-/m);
    await farCall.hangup();
    await call.hears(tones.merci, { withinMs: 4_000 });
    await call.ended({ withinMs: 4_000 });
    await centre.nothingLeft();
  });

  it('whose caller hangs up ends the far end', async () => {
    const call = await dial(entries.answers);
    const farCall = await far.call(numbers.answers);
    await hearEachOther(call, farCall);
    await call.hangup();
    await farCall.ended({ withinMs: 2_000 });
    await centre.nothingLeft();
  });

  it('whose caller hangs up while it rings stops the ringing', async () => {
    const call = await dial(entries.rings);
    const farCall = await far.call(numbers.rings);
    expect(farCall.party.number).toBe('+33180009901');
    await call.hangup();
    expect(await farCall.ended({ withinMs: 2_000 })).toMatchObject({ kind: 'cancelled', by: 'them' });
    await centre.nothingLeft();
  });

  it.each([
    ['busy', tones.renseignement],
    ['unknown', tones.personne],
  ] as const)('to a number that is %s takes that way of the flow', async (which, hertz) => {
    const call = await dial(entries[which]);
    await call.hears(hertz, { withinMs: 5_000 });
    await call.ended({ withinMs: 4_000 });
    await centre.nothingLeft();
  });

  it('that nobody answers in time takes the way of no answer', async () => {
    const call = await dial(entries.rings);
    const farCall = await far.call(numbers.rings);
    await call.hears(tones.auRevoir, { withinMs: 12_000 });
    expect(farCall.state()).toMatchObject({ kind: 'ended' });
    await call.ended({ withinMs: 4_000 });
    await centre.nothingLeft();
  });

  it('while it rings, with the controller killed: it is answered afterwards, and called once', async () => {
    const before = reached(numbers.rings);
    const call = await dial(entries.rings);
    const farCall = await far.call(numbers.rings);
    await kill();
    await farCall.answer({ sound: tone(tones.otherAgent) });
    await hearEachOther(call, farCall);
    expect(reached(numbers.rings)).toBe(before + 1);
    await farCall.hangup();
    await call.hears(tones.merci, { withinMs: 4_000 });
    await call.ended({ withinMs: 4_000 });
    await centre.nothingLeft();
  });

  it('while they talk, with the controller killed: nobody hears a gap, and the flow goes on when the far end leaves', async () => {
    const call = await dial(entries.answers);
    const farCall = await far.call(numbers.answers);
    await hearEachOther(call, farCall);
    const from = performance.now();
    await kill();
    for (const party of [call, farCall]) {
      const window = { from, to: party.heard.observedUntil() };
      expect(party.heard.longestGapMs({ ...window, discountOwnLag: true })).toBeLessThan(150);
    }
    await farCall.hangup();
    await call.hears(tones.merci, { withinMs: 4_000 });
    await call.ended({ withinMs: 4_000 });
    await centre.nothingLeft();
  });

  it('while they talk, with the controller killed and the caller gone meanwhile: the far end is ended', async () => {
    const call = await dial(entries.answers);
    const farCall = await far.call(numbers.answers);
    await hearEachOther(call, farCall);
    const before = centre.controllerPid();
    centre.killController();
    await call.hangup();
    await until(() => centre.controllerPid() !== before, { withinMs: 8_000, what: 'a new controller' });
    await farCall.ended({ withinMs: 8_000 });
    await centre.nothingLeft();
  });
});

describe('a transfer by trunks that fail', () => {
  let refusing: FarSide;
  let silent: SilentSide;
  beforeAll(async () => {
    far = await startFarSide();
    refusing = await startFarSide();
    refusing.habit(numbers.answers, { status: 503 });
    silent = await startSilentSide();
    const trunks = [
      { name: 'far-refusing', ...refusing.address },
      { name: 'far-silent', ...silent.address },
      { name: 'far-last', ...far.address },
    ];
    centre = await openCentre({ CARILLON_OUTBOUND_FILE: outboundFile(trunks) });
    for (const { name } of trunks) await trunkKnown(name);
  });
  afterAll(async () => {
    await centre.close();
    for (const side of [far, refusing, silent]) await side.close();
  });

  it('goes by the next within two seconds of a 503 and within four of silence', async () => {
    const call = await dial(entries.answers);
    const farCall = await far.call(numbers.answers).catch(() => far.call(numbers.answers));
    await hearEachOther(call, farCall);
    const [at503] = refusing.invited();
    const [atSilence] = silent.invitedAt;
    const [atLast] = far.invited();
    expect((atSilence ?? Infinity) - (at503?.at ?? 0)).toBeLessThan(2_000);
    expect((atLast?.at ?? Infinity) - (atSilence ?? 0)).toBeLessThan(4_000);
    console.log(
      `fail-over: ${String(Math.round((atSilence ?? 0) - (at503?.at ?? 0)))} ms after 503, ` +
        `${String(Math.round((atLast?.at ?? 0) - (atSilence ?? 0)))} ms after silence`,
    );
    await call.hangup();
    await farCall.ended({ withinMs: 2_000 });
    await centre.nothingLeft();
  });
});
