// What outlives the driver, on the wire-level fake and on a real Asterisk: a second driver takes over calls, prompts and ringing phones of a
// first one that is gone or was replaced. Not here: what the controller does with them (test/live).

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectAri, describeAsterisk, reloadModule } from '../../src/ari/index.ts';
import { silentLog } from '../../src/base/log.ts';
import { realClock } from '../../src/base/real-clock.ts';
import type { TelephonyNotice } from '../../src/call/ports.ts';
import { until } from '../live/until.ts';
import { ariWorldBy } from './telephony/ari-world.ts';
import { answeredCall, newLeg, newRoom, promptlyMs, promptOn, shown } from './telephony/scenes.ts';
import { wireWorldBy } from './telephony/wire-world.ts';
import { eventsOf, heard } from './telephony/world.ts';
import type { DriverWatched, LastingWorld } from './telephony/world.ts';

describe.each([
  ['on the wire', wireWorldBy('native')],
  ['on the wire by ari-client', wireWorldBy('ari-client')],
  ['on Asterisk', ariWorldBy('native')],
  ['on Asterisk by ari-client', ariWorldBy('ari-client')],
])('%s,', (_name, makeWorld) => {
  let first: LastingWorld;
  let second: DriverWatched;

  beforeEach(async () => {
    first = await makeWorld();
  });
  afterEach(async () => {
    for (const { leg } of (await second.ports.supervision.survey()).legs) await second.ports.legs.end(leg, 'normal');
    await first.close();
    await second.ports.close();
  });

  const takeOver = async () => {
    second = await first.again();
    return second;
  };

  describe('a second connection for the same application', () => {
    it('silences the first, which says so, does not come back and commands no more', async () => {
      const caller = await answeredCall(first);
      await takeOver();
      await until(() => first.notices.some(({ kind }) => kind === 'disconnected'), {
        withinMs: 3_000,
        what: 'the first to notice',
      });
      await expect(first.ports.legs.end(caller.leg, 'normal')).rejects.toMatchObject({ code: 'refused' });
      await expect(first.ports.supervision.survey()).rejects.toMatchObject({ code: 'unreachable' });
      expect(caller.sees()).toBe('up');
      expect(second.notices.filter(({ kind }) => kind === 'disconnected')).toEqual([]);
    });

    it('sees a call that the first had taken, and hears its keys and its end', async () => {
      const caller = await answeredCall(first);
      await takeOver();
      const { legs } = await second.ports.supervision.survey();
      expect(legs).toContainEqual({
        leg: caller.leg,
        direction: 'inbound',
        state: 'up',
        caller: caller.number,
        called: caller.called,
      });
      await caller.press('5');
      await heard(second, caller.leg, 'digit');
      await caller.hangUp();
      expect((await heard(second, caller.leg, 'legEnded')).reason).toEqual({ result: 'caller', code: 'hangup' });
      expect(eventsOf(second, caller.leg).map(({ kind }) => kind)).toEqual(['digit', 'legEnded']);
    });

    it('finds the prompt that plays, and stops it before it joins the leg to a room', async () => {
      const caller = await answeredCall(first);
      const prompt = await promptOn(first, caller, first.sounds.long);
      const { media, rooms, supervision } = (await takeOver()).ports;
      expect(await supervision.playing([prompt])).toEqual(new Set([prompt]));
      expect(await media.play(caller.leg, prompt, [first.sounds.long])).toBe('ok');
      const room = newRoom();
      await rooms.open(room, { kind: 'waiting', music: 'default' });
      const begun = performance.now();
      expect(await rooms.join(room, caller.leg)).toBe('ok');
      expect(performance.now() - begun).toBeLessThan(promptlyMs);
      expect((await heard(second, caller.leg, 'promptEnded')).end).toBe('stopped');
      await rooms.close(room);
    });

    it.each(['rings', 'answers'] as const)(
      'asked to ring a phone that %s already under this leg does not ring it again',
      async (habit) => {
        const phone = await first.phone();
        phone.habit(habit);
        const request = { leg: newLeg(), phone: phone.phone, shown, timeoutMs: 20_000 };
        await first.ports.legs.ring(request);
        await heard(first, request.leg, habit === 'rings' ? 'legRinging' : 'legAnswered');
        const { legs, supervision } = (await takeOver()).ports;
        expect(await legs.ring(request)).toBe('ok');
        const state = habit === 'rings' ? 'ringing' : 'up';
        expect((await supervision.survey()).legs).toContainEqual(
          expect.objectContaining({ leg: request.leg, direction: 'outbound', state }),
        );
        expect(phone.callCount()).toBe(1);
        expect(await legs.end(request.leg, 'normal')).toBe('ok');
        expect((await heard(second, request.leg, 'legEnded')).reason).toEqual({ result: 'us', code: 'hangup' });
      },
    );
  });

  describe('Asterisk itself', () => {
    beforeEach(takeOver);

    it('tells its version and its modules', async () => {
      const { version, modules } = await describeAsterisk(first.access, realClock());
      expect(version).toMatch(/^\d+\.\d+\.\d+/);
      expect(modules).toContainEqual({ name: 'chan_bridge_media.so', status: 'running' });
    });

    it('reloads a module that it has, and not one that it has not', async () => {
      expect(await reloadModule(first.access, realClock(), 'res_ari.so')).toBe('ok');
      expect(await reloadModule(first.access, realClock(), 'res_nothing.so')).toBe('gone');
    });

    it('refuses a wrong password at once', async () => {
      const wrong = { ...first.access, password: 'wrong' };
      await expect(describeAsterisk(wrong, realClock())).rejects.toMatchObject({ code: 'refused' });
      const warnings: unknown[] = [];
      const notices: TelephonyNotice[] = [];
      const log = { ...silentLog, warn: (_message: string, fields: unknown) => warnings.push(fields) };
      const driver = connectAri({
        ...wrong,
        app: 'nobody',
        clock: realClock(),
        random: Math.random,
        log,
        onNotice: (notice) => notices.push(notice),
      });
      driver.open();
      await until(() => warnings.length > 0, { withinMs: 3_000, what: 'a refusal' });
      expect(warnings).toEqual([{ why: 'Unexpected server response: 401' }]);
      expect(notices).toEqual([]);
      await driver.close();
    });
  });
});
