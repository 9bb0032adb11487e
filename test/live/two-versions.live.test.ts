// Deploying on a real Asterisk: two versions at once, each caller hears the recordings of their own; and again after the
// controller was killed with both under way.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Centre, openCentre } from './centre.ts';
import type { PhoneCall } from './phone/index.ts';
import { tones } from './tones.ts';
import { until } from './until.ts';
import { deploy, menuTones, ownEnvironment } from './versions.ts';

let centre: Centre;
beforeAll(async () => {
  centre = await openCentre({ CARILLON_ENVIRONMENT: ownEnvironment() });
});
afterAll(async () => {
  await centre.close();
});

/** Has the menu told again, and hears which one it is. */
async function hearsMenuAgain(call: PhoneCall, hertz: number): Promise<void> {
  await call.press('2');
  await call.hears(tones.renseignement, { withinMs: 4_000 });
  await call.hears(hertz, { withinMs: 4_000 });
}

async function inMenuOf(hertz: number): Promise<PhoneCall> {
  const call = await centre.dial();
  await call.hears(hertz, { withinMs: 6_000 });
  return call;
}

describe('flows deployed while calls are up', () => {
  it('two versions at once: each caller hears their own, also after the controller was killed', async () => {
    const first = await inMenuOf(menuTones.first);
    await first.hangup();
    expect(await deploy(centre, 'second')).toMatch(/^Deployment 1: .*before the flows directory/);
    const second = await inMenuOf(menuTones.second);
    await deploy(centre, 'third');
    const third = await inMenuOf(menuTones.third);
    const calls = [
      [second, menuTones.second],
      [third, menuTones.third],
    ] as const;
    await Promise.all(calls.map(([call, hertz]) => hearsMenuAgain(call, hertz)));
    const before = centre.controllerPid();
    centre.killController();
    await until(() => centre.controllerPid() !== before, { withinMs: 8_000, what: 'a new controller' });
    await centre.ready();
    await Promise.all(calls.map(([call, hertz]) => hearsMenuAgain(call, hertz)));
    const fresh = await inMenuOf(menuTones.third);
    for (const call of [second, third, fresh]) await call.hangup();
    await centre.nothingLeft();
  });

  it('rolled back: the next caller hears the version before, and the record says who and why', async () => {
    expect(await centre.carillon('rollback', '--message', 'too shrill')).toContain('Deployment 3');
    const call = await inMenuOf(menuTones.second);
    await call.hangup();
    await centre.nothingLeft();
    const listed = await centre.carillon('deployments');
    expect(listed.split('\n')[1]).toMatch(/^3 .* too shrill \(back to 1\)$/);
  });
});
