// The controller is killed with calls on two versions while PostgreSQL is down: what it needs to go on lies on its own disk.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Centre, openCentre } from '../live/centre.ts';
import { tones } from '../live/tones.ts';
import { deploy, menuTones, ownEnvironment } from '../live/versions.ts';
import { backMsMax, killed, seedCount } from './kill.ts';
import { killServer, startServer } from './servers.ts';

let centre: Centre;
beforeAll(async () => {
  centre = await openCentre({ CARILLON_ENVIRONMENT: ownEnvironment() });
  // The journal knows an agent, so that a controller without its database is ready.
  await centre.agent('Ana', 'phone-ana');
});
afterAll(async () => {
  await centre.close();
});

describe('kill -9 of the controller with calls on two versions', { repeats: seedCount - 1 }, () => {
  it('and PostgreSQL down: each goes on with its own recordings, new calls get what is deployed, nothing can be deployed', async () => {
    await deploy(centre, 'second');
    const second = await centre.dial();
    await second.hears(menuTones.second, { withinMs: 6_000 });
    await deploy(centre, 'third');
    const third = await centre.dial();
    await third.hears(menuTones.third, { withinMs: 6_000 });
    await killServer('postgres');
    try {
      expect((await killed(centre)).backMs).toBeLessThan(backMsMax);
      for (const [call, hertz] of [
        [second, menuTones.second],
        [third, menuTones.third],
      ] as const) {
        await call.press('2');
        await call.hears(tones.renseignement, { withinMs: 4_000 });
        await call.hears(hertz, { withinMs: 4_000 });
      }
      const fresh = await centre.dial();
      await fresh.hears(menuTones.third, { withinMs: 6_000 });
      await expect(deploy(centre, 'second')).rejects.toMatchObject({
        stderr: expect.stringContaining('Nothing has changed.') as string,
      });
      for (const call of [second, third, fresh]) await call.hangup();
      await centre.nothingLeft();
    } finally {
      await startServer('postgres');
    }
  });
});
