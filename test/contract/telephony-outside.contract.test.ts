// The contract of calls to numbers outside: the same promises on the telephone system in memory, on the wire-level fake and on
// a real Asterisk with a telephone of ours behind its trunk. Not here: which numbers may be called (test/outbound).

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { e164 } from '../../src/base/ids.ts';
import { ariWorldBy } from './telephony/ari-world.ts';
import { fakeWorld } from './telephony/fake-world.ts';
import { dialled, newLeg, outsideNumber, ownNumber } from './telephony/scenes.ts';
import { wireWorldBy } from './telephony/wire-world.ts';
import { eventsOf, heard } from './telephony/world.ts';
import type { World } from './telephony/world.ts';

describe.each([
  ['in memory', fakeWorld],
  ['on the wire', wireWorldBy('native')],
  ['on the wire by ari-client', wireWorldBy('ari-client')],
  ['on Asterisk', ariWorldBy('native')],
  ['on Asterisk by ari-client', ariWorldBy('ari-client')],
])('a number outside that is dialled, %s,', (_name, makeWorld) => {
  let world: World;

  beforeAll(async () => {
    world = await makeWorld();
  });
  afterAll(async () => {
    await world.close();
  });

  it('rings, answers, shows our number and headers, and is hung up by us', async () => {
    const trunk = await world.trunk();
    const headers = [
      { name: 'X-Call', value: 'c-1; "é" <sip:x>' },
      { name: 'X-Reason', value: 'transfer' },
    ];
    const { leg, done } = await dialled(world, trunk, { headers });
    expect(done).toBe('ok');
    await heard(world, leg, 'legAnswered');
    expect(eventsOf(world, leg)).toEqual([
      { kind: 'legRinging', leg },
      { kind: 'legAnswered', leg },
    ]);
    const shownHeaders = { 'X-Call': 'c-1; "é" <sip:x>', 'X-Reason': 'transfer' };
    expect(trunk.calls()).toEqual([{ number: outsideNumber, shown: ownNumber, headers: shownHeaders }]);
    expect(await world.ports.legs.end(leg, 'normal')).toBe('ok');
    expect((await heard(world, leg, 'legEnded')).reason).toEqual({ result: 'us', code: 'hangup' });
  });

  it('and hangs up after its answer ends by the network', async () => {
    const trunk = await world.trunk();
    trunk.habit('answers');
    const { leg } = await dialled(world, trunk);
    await heard(world, leg, 'legAnswered');
    await trunk.hangUp();
    expect((await heard(world, leg, 'legEnded')).reason).toEqual({ result: 'network', code: 'hangup' });
  });

  it.each([
    ['isBusy', 'busy'],
    ['declines', 'refused'],
    ['fails', 'congestion'],
    ['unassigned', 'badNumber'],
  ] as const)('and %s ends as %s without having rung', async (habit, code) => {
    const trunk = await world.trunk();
    trunk.habit(habit);
    const { leg } = await dialled(world, trunk);
    expect((await heard(world, leg, 'legEnded')).reason).toEqual({ result: 'network', code });
    expect(eventsOf(world, leg).map((event) => event.kind)).toEqual(['legEnded']);
  });

  it.each(['rings', 'progress'] as const)('and %s for too long rings, and ends as not answered', async (habit) => {
    const trunk = await world.trunk();
    trunk.habit(habit);
    const { leg } = await dialled(world, trunk, { timeoutMs: 1_000 });
    expect((await heard(world, leg, 'legEnded')).reason).toEqual({ result: 'network', code: 'noAnswer' });
    expect(eventsOf(world, leg).map((event) => event.kind)).toEqual(['legRinging', 'legEnded']);
  });

  it('and is heard before its answer rings and sounds, and ends as not answered', async () => {
    const trunk = await world.trunk();
    trunk.habit('sounds');
    const { leg } = await dialled(world, trunk, { timeoutMs: 1_000 });
    expect((await heard(world, leg, 'legEnded')).reason).toEqual({ result: 'network', code: 'noAnswer' });
    expect(eventsOf(world, leg).map((event) => event.kind)).toEqual(['legRinging', 'legSounding', 'legEnded']);
  });

  it('again under the same leg, at once, later or after its end, is called once', async () => {
    const trunk = await world.trunk();
    trunk.habit('answers');
    const leg = newLeg();
    const dial = async () => (await dialled(world, trunk, { leg })).done;
    expect(await Promise.all([dial(), dial()])).toEqual(['ok', 'ok']);
    await heard(world, leg, 'legAnswered');
    expect(await dial()).toBe('ok');
    const { legs } = await world.ports.supervision.survey();
    const seen = { leg, direction: 'outbound', state: 'up', caller: null, called: outsideNumber };
    expect(legs.find((one) => one.leg === leg)).toEqual(seen);
    await world.ports.legs.end(leg, 'normal');
    await heard(world, leg, 'legEnded');
    expect(await dial()).toBe('gone');
    expect(trunk.calls()).toHaveLength(1);
  });

  it('again, but not there any more, is gone and is not called', async () => {
    const trunk = await world.trunk();
    const { done } = await dialled(world, trunk, { when: 'again' });
    expect(done).toBe('gone');
    expect(trunk.calls()).toEqual([]);
  });

  it('again while it rings rings on, and is called once', async () => {
    const trunk = await world.trunk();
    trunk.habit('rings');
    const { leg } = await dialled(world, trunk);
    await heard(world, leg, 'legRinging');
    expect((await dialled(world, trunk, { leg, when: 'again' })).done).toBe('ok');
    expect(trunk.calls()).toHaveLength(1);
    await world.ports.legs.end(leg, 'normal');
  });

  it('over a trunk that is unknown or was removed ends as unreachable, without a fault', async () => {
    const removed = await world.trunk();
    expect(await world.ports.trunks.remove(removed.trunk)).toBe('ok');
    expect(await world.ports.trunks.remove(removed.trunk)).toBe('gone');
    const { leg, done } = await dialled(world, removed);
    expect(done).toBe('gone');
    expect((await heard(world, leg, 'legEnded')).reason).toEqual({ result: 'network', code: 'unreachable' });
  });

  it.each([
    '33180001177',
    '+33180001177@other',
    '+33180001177/x',
    '+3318&PJSIP/x',
    '+3318000117700001',
    '',
    '+٣٣١٨٠٠٠١١٧٧',
  ])('that is none (%s) is a fault of ours, and nothing leaves', async (number) => {
    const trunk = await world.trunk();
    await expect(dialled(world, trunk, { number: e164(number) })).rejects.toThrow(/E\.164/);
    expect(trunk.calls()).toEqual([]);
  });
});
