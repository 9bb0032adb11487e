// The contract of the telephone ports: the same promises on the telephone system in memory and on a real Asterisk,
// so that the one cannot lie about the other. Not here: what is heard (test/live), nor how the driver reconnects (test/ari).

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { legId, phoneId } from '../../src/base/ids.ts';
import { until } from '../live/until.ts';
import { ariWorldBy } from './telephony/ari-world.ts';
import { fakeWorld } from './telephony/fake-world.ts';
import { wireWorldBy } from './telephony/wire-world.ts';
import {
  answeredCall,
  endOf,
  newLeg,
  newPrompt,
  newRoom,
  promptlyMs,
  promptOn,
  rung,
  shown,
} from './telephony/scenes.ts';
import { eventsOf, heard } from './telephony/world.ts';
import type { OutsideCaller, World } from './telephony/world.ts';

describe.each([
  ['in memory', fakeWorld],
  ['on the wire', wireWorldBy('native')],
  ['on the wire by ari-client', wireWorldBy('ari-client')],
  ['on Asterisk', ariWorldBy('native')],
  ['on Asterisk by ari-client', ariWorldBy('ari-client')],
])('the telephone system %s', (_name, makeWorld) => {
  let world: World;

  beforeAll(async () => {
    world = await makeWorld();
  });
  afterAll(async () => {
    await world.close();
  });

  it('says that it is connected before anything else', () => {
    expect(world.notices[0]).toEqual({ kind: 'connected' });
  });

  describe('an inbound leg', () => {
    it('is offered once, with its caller and the number called', async () => {
      const caller = await answeredCall(world);
      const offers = eventsOf(world, caller.leg).filter((event) => event.kind === 'offered');
      expect(offers).toEqual([{ kind: 'offered', leg: caller.leg, caller: caller.number, called: caller.called }]);
      await world.ports.legs.end(caller.leg, 'normal');
    });

    it('answered twice is up, and both say ok', async () => {
      const caller = await answeredCall(world);
      expect(await world.ports.legs.answer(caller.leg)).toBe('ok');
      expect(caller.sees()).toBe('up');
      await world.ports.legs.end(caller.leg, 'normal');
    });

    it('answered while a prompt plays before the answer is up at once, the prompt stopped', async () => {
      const caller = await world.call();
      const prompt = await promptOn(world, caller, world.sounds.long);
      const begun = performance.now();
      expect(await world.ports.legs.answer(caller.leg)).toBe('ok');
      expect(performance.now() - begun).toBeLessThan(promptlyMs);
      expect(await endOf(world, caller, prompt)).toBe('stopped');
      await world.ports.legs.end(caller.leg, 'normal');
    });

    it('answered again while a prompt plays goes on with its prompt', async () => {
      const caller = await answeredCall(world);
      const prompt = await promptOn(world, caller, world.sounds.long);
      expect(await world.ports.legs.answer(caller.leg)).toBe('ok');
      expect(await world.ports.supervision.playing([prompt])).toEqual(new Set([prompt]));
      await world.ports.legs.end(caller.leg, 'normal');
    });

    it('ended by us says so, and every further command finds it gone', async () => {
      const caller = await answeredCall(world);
      const { legs, media, rooms } = world.ports;
      const room = newRoom();
      await rooms.open(room, { kind: 'conversation' });
      expect(await legs.end(caller.leg, 'normal')).toBe('ok');
      expect((await heard(world, caller.leg, 'legEnded')).reason).toEqual({ result: 'us', code: 'hangup' });
      expect(await legs.end(caller.leg, 'normal')).toBe('gone');
      expect(await legs.answer(caller.leg)).toBe('gone');
      expect(await media.play(caller.leg, newPrompt(), [world.sounds.short])).toBe('gone');
      expect(await rooms.join(room, caller.leg)).toBe('gone');
      expect(await rooms.leave(room, caller.leg)).toBe('gone');
      await rooms.close(room);
    });

    it.each(['busy', 'refused'] as const)('ended as %s before the answer tells the caller so', async (how) => {
      const caller = await world.call();
      expect(await world.ports.legs.end(caller.leg, how)).toBe('ok');
      await until(() => caller.sees() === how, { withinMs: 3_000, what: `the caller to be told ${how}` });
      await heard(world, caller.leg, 'legEnded');
    });

    it.each(['before', 'after'])('whose caller hangs up %s the answer ends by the caller, once', async (when) => {
      const caller = when === 'after' ? await answeredCall(world) : await world.call();
      await caller.hangUp();
      expect((await heard(world, caller.leg, 'legEnded')).reason).toEqual({ result: 'caller', code: 'hangup' });
      expect(await world.ports.legs.end(caller.leg, 'normal')).toBe('gone');
      expect(eventsOf(world, caller.leg).filter((event) => event.kind === 'legEnded')).toHaveLength(1);
    });

    it('reports the keys that its caller presses', async () => {
      const caller = await answeredCall(world);
      await caller.press('5');
      await caller.press('#');
      const keys = () => eventsOf(world, caller.leg).flatMap((event) => (event.kind === 'digit' ? [event.digit] : []));
      await until(() => keys().length === 2, { withinMs: 3_000, what: 'two keys' });
      expect(keys()).toEqual(['5', '#']);
      await world.ports.legs.end(caller.leg, 'normal');
    });
  });

  describe('a phone that is rung', () => {
    it('rings, answers and is hung up by us', async () => {
      const phone = await world.phone();
      const { leg, done } = await rung(world, phone);
      expect(done).toBe('ok');
      await heard(world, leg, 'legAnswered');
      expect(eventsOf(world, leg)).toEqual([
        { kind: 'legRinging', leg },
        { kind: 'legAnswered', leg },
      ]);
      expect(await world.ports.legs.end(leg, 'normal')).toBe('ok');
      expect((await heard(world, leg, 'legEnded')).reason).toEqual({ result: 'us', code: 'hangup' });
    });

    it('and hangs up after its answer ends by the agent', async () => {
      const phone = await world.phone();
      const { leg } = await rung(world, phone);
      await heard(world, leg, 'legAnswered');
      await phone.hangUp();
      expect((await heard(world, leg, 'legEnded')).reason).toEqual({ result: 'agent', code: 'hangup' });
    });

    it.each([
      ['isBusy', 'busy'],
      ['declines', 'refused'],
    ] as const)('and %s ends as %s', async (habit, code) => {
      const phone = await world.phone();
      phone.habit(habit);
      const { leg } = await rung(world, phone);
      expect((await heard(world, leg, 'legEnded')).reason).toEqual({ result: 'agent', code });
      expect(eventsOf(world, leg).map((event) => event.kind)).not.toContain('legAnswered');
    });

    it('and does not answer in time ends as not answered', async () => {
      const phone = await world.phone();
      phone.habit('rings');
      const { leg } = await rung(world, phone, 1_000);
      expect((await heard(world, leg, 'legEnded')).reason).toEqual({ result: 'agent', code: 'noAnswer' });
    });

    it('and is cancelled while it rings ends by us', async () => {
      const phone = await world.phone();
      phone.habit('rings');
      const { leg } = await rung(world, phone);
      await heard(world, leg, 'legRinging');
      expect(await world.ports.legs.end(leg, 'normal')).toBe('ok');
      expect((await heard(world, leg, 'legEnded')).reason).toEqual({ result: 'us', code: 'hangup' });
    });

    it('again under the same leg, at once, later or after its end, is called once', async () => {
      const phone = await world.phone();
      const leg = newLeg();
      const ring = () => world.ports.legs.ring({ leg, phone: phone.phone, shown, timeoutMs: 10_000 });
      expect(await Promise.all([ring(), ring()])).toEqual(['ok', 'ok']);
      expect(await ring()).toBe('ok');
      await heard(world, leg, 'legAnswered');
      expect(await ring()).toBe('ok');
      await world.ports.legs.end(leg, 'normal');
      await heard(world, leg, 'legEnded');
      expect(await ring()).toBe('gone');
      expect(phone.callCount()).toBe(1);
      expect(eventsOf(world, leg).map((event) => event.kind)).toEqual(['legRinging', 'legAnswered', 'legEnded']);
    });

    it('under the name of a leg that could be the telephone system’s own is a fault of ours', async () => {
      const phone = await world.phone();
      const request = { leg: legId(`${newLeg()}-1.1`), phone: phone.phone, shown, timeoutMs: 5_000 };
      await expect(world.ports.legs.ring(request)).rejects.toThrow(/name/);
      expect(phone.callCount()).toBe(0);
    });

    it('but is signed out ends as unreachable, without a fault', async () => {
      const phone = await world.phone();
      await phone.signOut();
      const { leg, done } = await rung(world, phone);
      expect(done).toBe('gone');
      expect((await heard(world, leg, 'legEnded')).reason).toEqual({ result: 'agent', code: 'unreachable' });
    });

    it('but is unknown ends as unreachable, without a fault', async () => {
      const leg = newLeg();
      const request = { leg, phone: phoneId('nobody-has-this'), shown, timeoutMs: 5_000 };
      expect(await world.ports.legs.ring(request)).toBe('gone');
      expect((await heard(world, leg, 'legEnded')).reason).toEqual({ result: 'agent', code: 'unreachable' });
    });
  });

  describe("a phone's account", () => {
    const digest = 'd41d8cd98f00b204e9800998ecf8427e';

    it('put again while signed in stays reachable', async () => {
      const phone = await world.phone();
      await world.ports.phones.put({ phone: phone.phone, digest });
      const { leg } = await rung(world, phone);
      await heard(world, leg, 'legAnswered');
      await world.ports.legs.end(leg, 'normal');
    });

    it('removed is unknown, and removing it again finds it gone', async () => {
      const phone = await world.phone();
      expect(await world.ports.phones.remove(phone.phone)).toBe('ok');
      expect(await world.ports.phones.remove(phone.phone)).toBe('gone');
      expect((await rung(world, phone)).done).toBe('gone');
    });
  });

  it('surveyed shows each leg with its direction, state and parties', async () => {
    const ringing = await world.call();
    const talking = await answeredCall(world);
    const phone = await world.phone();
    phone.habit('rings');
    const { leg } = await rung(world, phone);
    await heard(world, leg, 'legRinging');
    const { legs } = await world.ports.supervision.survey();
    const mine = legs.filter((one) => [ringing.leg, talking.leg, leg].includes(one.leg));
    const inbound = ({ leg: id, number, called }: OutsideCaller) => ({
      leg: id,
      direction: 'inbound',
      caller: number,
      called,
    });
    expect(mine).toHaveLength(3);
    expect(mine).toContainEqual({ ...inbound(ringing), state: 'ringing' });
    expect(mine).toContainEqual({ ...inbound(talking), state: 'up' });
    expect(mine).toContainEqual({ leg, direction: 'outbound', state: 'ringing', caller: null, called: phone.phone });
    for (const one of mine) await world.ports.legs.end(one.leg, 'normal');
    for (const one of mine) await heard(world, one.leg, 'legEnded');
    const after = await world.ports.supervision.survey();
    expect(after.legs.filter((one) => mine.some((ended) => ended.leg === one.leg))).toEqual([]);
  });
});
