// Numbers, blocked callers and the switch for emergencies on a real Asterisk: who is received is told by the tone, and how long
// the switch takes is measured from the order to the first call that it holds for.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Centre, essai, openCentre } from './centre.ts';
import type { PhoneCall } from './phone/index.ts';
import { tones } from './tones.ts';
import { until } from './until.ts';

/** A number that no flow has as its entry. */
const spare = '+33180009977';
const caller = '+33612345678';
/** What an order may take to hold for every new call, in milliseconds. */
const effectiveMsMax = 1_000;

let centre: Centre;
beforeAll(async () => {
  centre = await openCentre();
});
afterAll(async () => {
  await centre.close();
});

async function dial(number: string, callerNumber = caller): Promise<PhoneCall> {
  return (await centre.trunk()).dial(number, { callerNumber });
}

async function hears(number: string, hertz: number): Promise<void> {
  const call = await dial(number);
  await call.hears(hertz, { withinMs: 6_000 });
  await call.hangup();
}

const order = (path: string, method: 'PUT' | 'DELETE', body: object): Promise<unknown> =>
  centre.api(method, path, { ...body, by: 'test' });

describe('a number', () => {
  it('leads to the flow that it is routed to, also over a flow’s own entry, and after a kill', async () => {
    await centre.carillon('numbers', 'route', spare, 'fermeture');
    await hears(spare, tones.personne);
    await centre.carillon('numbers', 'route', essai, 'fermeture');
    await hears(essai, tones.personne);
    const before = centre.controllerPid();
    centre.killController();
    await until(() => centre.controllerPid() !== before, { withinMs: 8_000, what: 'a new controller' });
    await centre.ready();
    await hears(spare, tones.personne);
    await centre.carillon('numbers', 'unroute', essai);
    await hears(essai, tones.bienvenue);
    await centre.nothingLeft();
  });

  it('cannot be led to a flow that is not served', async () => {
    await expect(centre.carillon('numbers', 'route', spare, 'nulle_part')).rejects.toThrow(/deployed has no flow/);
  });
});

describe('a caller', () => {
  it('who is blocked is not let in, however the network writes the number, until unblocked', async () => {
    await order(`/api/blocked-callers/${encodeURIComponent(caller)}`, 'PUT', {});
    for (const written of [caller, '33612345678', '0612345678']) {
      const call = await dial(essai, written);
      expect(await call.ended({ withinMs: 4_000 })).toMatchObject({ kind: 'refused', by: 'them' });
    }
    const other = await dial(essai, '+33612345679');
    await other.hears(tones.bienvenue, { withinMs: 6_000 });
    await other.hangup();
    await order(`/api/blocked-callers/${encodeURIComponent(caller)}`, 'DELETE', {});
    await hears(essai, tones.bienvenue);
    await centre.nothingLeft();
  });
});

describe('the switch for emergencies', () => {
  it('holds for every call that begins after its answer, in under a second, for many calls, and after a kill', async () => {
    const early = await dial(essai);
    await early.hears(tones.bienvenue, { withinMs: 6_000 });
    const began = performance.now();
    await order('/api/emergency', 'PUT', { kind: 'closed', flow: 'fermeture' });
    const effectiveMs = performance.now() - began;
    const phone = await centre.trunk();
    const one = async (): Promise<PhoneCall> => {
      const call = await phone.dial(essai, { callerNumber: caller });
      await call.hears(tones.personne, { withinMs: 6_000, from: began });
      return call;
    };
    const calls = await Promise.all(Array.from({ length: 10 }, one));
    for (const call of calls) expect(call.heard.tones([tones.bienvenue, tones.menuPrincipal])).toEqual([]);
    expect(effectiveMs).toBeLessThan(effectiveMsMax);
    console.log(`emergency: effective after ${String(Math.round(effectiveMs))} ms`);
    // Who was inside goes on.
    await early.hears(tones.menuPrincipal, { withinMs: 6_000 });
    await early.hangup();
    const before = centre.controllerPid();
    centre.killController();
    await until(() => centre.controllerPid() !== before, { withinMs: 8_000, what: 'a new controller' });
    await centre.ready();
    await hears(essai, tones.personne);
    await order('/api/emergency', 'PUT', { kind: 'none' });
    await hears(essai, tones.bienvenue);
    await Promise.all(calls.map((call) => call.hangup()));
    await centre.nothingLeft();
  });

  it('swaps in another flow by the command line', async () => {
    expect(await centre.carillon('emergency', 'swap', 'transfert_vers_appelant')).toContain('EMERGENCY since');
    const call = await dial(essai, '+33899123456');
    await call.ended({ withinMs: 6_000 });
    expect(call.heard.tones([tones.bienvenue])).toEqual([]);
    expect(await centre.carillon('emergency', 'end')).toContain('No emergency.');
    await hears(essai, tones.bienvenue);
    await centre.nothingLeft();
  });
});
