// While no controller listens a caller is not left in silence: the dialplan answers with the fallback announcement,
// which in the test profile begins with a tone of 480 Hz. Not here: calls that the controller serves.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { present } from '../../src/base/assert.ts';
import { startPhone } from './phone/index.ts';
import type { Phone, PhoneCall } from './phone/index.ts';

/** The address by which Asterisk knows the test trunk. */
const trunkHost = '127.0.0.4';

const fallbackToneHz = 480;

let trunk: Phone | undefined;
let call: PhoneCall | undefined;

beforeAll(async () => {
  const server = { host: '127.0.0.1', port: portFrom('CARILLON_SIP_PORT') };
  trunk = await startPhone({ user: '+33612000099', host: trunkHost, server });
});

afterAll(async () => {
  await trunk?.close();
});

/** A live test without its stack fails: it never passes by not looking. */
function portFrom(name: string): number {
  const port = Number(process.env[name]);
  if (!Number.isInteger(port) || port <= 0) throw new Error(`${name} must name the port of the running stack.`);
  return port;
}

describe('a call arrives while no controller listens', () => {
  test('it is answered within a second and hears the fallback announcement', async () => {
    const dialledAt = performance.now();
    call = await present(trunk, 'the trunk').dial('+33180001122');
    await call.answered({ withinMs: 5_000 });
    expect(performance.now() - dialledAt).toBeLessThan(1_000);
    const { beganAt } = await call.hears(fallbackToneHz, { withinMs: 5_000, from: dialledAt });
    const { endedAt } = await call.stopsHearing(fallbackToneHz, { withinMs: 5_000 });
    expect(endedAt - beganAt).toBeGreaterThan(1_300);
    expect(call.heard.longestGapMs({ from: beganAt, to: endedAt, discountOwnLag: true })).toBeLessThan(100);
    expect(call.heard.counts({ from: beganAt, to: endedAt }).lost).toBe(0);
  });

  test('the announcement over, the call is ended by the network side', async () => {
    expect(await present(call, 'the call').ended({ withinMs: 60_000 })).toMatchObject({ kind: 'hungUp', by: 'them' });
  });
});
