// The contract of muting and of moving between rooms, as hold, consultation and conference do it, on every telephone system.
// Not here: what is heard (test/live/hold-and-mute.live.test.ts).

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LegId } from '../../src/base/ids.ts';
import { until } from '../live/until.ts';
import { ariWorldBy } from './telephony/ari-world.ts';
import { fakeWorld } from './telephony/fake-world.ts';
import { answeredCall, inRoom, newLeg, newRoom, rung } from './telephony/scenes.ts';
import { wireWorldBy } from './telephony/wire-world.ts';
import { heard } from './telephony/world.ts';
import type { World } from './telephony/world.ts';

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

  const isIn = (room: ReturnType<typeof newRoom>, legs: readonly LegId[]) =>
    until(
      async () => JSON.stringify([...((await inRoom(world, room)) ?? [])].sort()) === JSON.stringify([...legs].sort()),
      {
        withinMs: 3_000,
        what: `${legs.join(' and ')} to be in the room`,
      },
    );

  it('mutes a leg and lets it be heard again, twice if need be', async () => {
    const caller = await answeredCall(world);
    const { legs } = world.ports;
    for (const voice of ['muted', 'muted', 'open', 'open'] as const)
      expect(await legs.voice(caller.leg, voice)).toBe('ok');
    expect(caller.sees()).toBe('up');
    await legs.end(caller.leg, 'normal');
  });

  it('finds a leg gone that has ended or never was', async () => {
    const caller = await answeredCall(world);
    await caller.hangUp();
    await heard(world, caller.leg, 'legEnded');
    expect(await world.ports.legs.voice(caller.leg, 'muted')).toBe('gone');
    expect(await world.ports.legs.voice(newLeg(), 'open')).toBe('gone');
  });

  it('takes a muted leg to the music and back, and three into one room', async () => {
    const [caller, other, phone] = [await answeredCall(world), await answeredCall(world), await world.phone()];
    const { leg: agent } = await rung(world, phone);
    await heard(world, agent, 'legAnswered');
    const { rooms, legs } = world.ports;
    const [hold, talk] = [newRoom(), newRoom()];
    await rooms.open(hold, { kind: 'waiting', music: 'default' });
    await rooms.open(talk, { kind: 'conversation' });
    for (const leg of [caller.leg, agent]) expect(await rooms.join(talk, leg)).toBe('ok');
    expect(await legs.voice(agent, 'muted')).toBe('ok');
    expect(await rooms.join(hold, caller.leg)).toBe('ok');
    await isIn(hold, [caller.leg]);
    await isIn(talk, [agent]);
    expect(await rooms.join(talk, other.leg)).toBe('ok');
    expect(await rooms.join(talk, caller.leg)).toBe('ok');
    await isIn(talk, [caller.leg, agent, other.leg]);
    expect(await rooms.leave(hold, caller.leg)).toBe('ok');
    await isIn(talk, [caller.leg, agent, other.leg]);
    for (const leg of [caller.leg, other.leg, agent]) await legs.end(leg, 'normal');
    for (const room of [hold, talk]) await rooms.close(room);
  });
});
