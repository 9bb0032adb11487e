// The contract of the ports Media and Rooms: the same promises in memory and on a real Asterisk.
// Not here: legs and phones (telephony.contract.test.ts), nor what is heard (test/live).

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../live/until.ts';
import { ariWorldBy } from './telephony/ari-world.ts';
import { fakeWorld } from './telephony/fake-world.ts';
import { wireWorldBy } from './telephony/wire-world.ts';
import { answeredCall, endOf, inRoom, newPrompt, newRoom, promptlyMs, promptOn } from './telephony/scenes.ts';
import { eventsOf, heard } from './telephony/world.ts';
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

  describe('a prompt', () => {
    it('of two sounds plays both, then says that it finished', async () => {
      const caller = await answeredCall(world);
      const begun = performance.now();
      const prompt = await promptOn(world, caller, world.sounds.short, world.sounds.short);
      expect(await world.ports.supervision.playing([prompt, newPrompt()])).toEqual(new Set([prompt]));
      expect(await endOf(world, caller, prompt)).toBe('finished');
      expect(performance.now() - begun).toBeGreaterThan(900);
      expect(await world.ports.supervision.playing([prompt])).toEqual(new Set());
      await world.ports.legs.end(caller.leg, 'normal');
    });

    it('asked for again, at once or after its end, is played once', async () => {
      const caller = await answeredCall(world);
      const prompt = newPrompt();
      const begun = performance.now();
      const play = () => world.ports.media.play(caller.leg, prompt, [world.sounds.short]);
      expect(await Promise.all([play(), play()])).toEqual(['ok', 'ok']);
      expect(await play()).toBe('ok');
      await endOf(world, caller, prompt);
      expect(await play()).toBe('ok');
      const after = await promptOn(world, caller, world.sounds.short);
      await endOf(world, caller, after);
      // Half a second each: played again, the first would have held the second up.
      expect(performance.now() - begun).toBeLessThan(1_500);
      const ends = eventsOf(world, caller.leg).flatMap((event) => (event.kind === 'promptEnded' ? [event.prompt] : []));
      expect(ends).toEqual([prompt, after]);
      await world.ports.legs.end(caller.leg, 'normal');
    });

    it('stopped says so, and stopping it again finds it gone', async () => {
      const caller = await answeredCall(world);
      const prompt = await promptOn(world, caller, world.sounds.long);
      expect(await world.ports.media.stop(prompt)).toBe('ok');
      expect(await endOf(world, caller, prompt)).toBe('stopped');
      expect(await world.ports.media.stop(prompt)).toBe('gone');
      await world.ports.legs.end(caller.leg, 'normal');
    });

    it('that waits behind another is stopped without having begun', async () => {
      const caller = await answeredCall(world);
      const first = await promptOn(world, caller, world.sounds.long);
      const second = await promptOn(world, caller, world.sounds.long);
      expect(await world.ports.media.stop(second)).toBe('ok');
      expect(await world.ports.media.stop(first)).toBe('ok');
      expect(await endOf(world, caller, first)).toBe('stopped');
      expect(await endOf(world, caller, second)).toBe('stopped');
      await world.ports.legs.end(caller.leg, 'normal');
    });

    it('never asked for is gone', async () => {
      expect(await world.ports.media.stop(newPrompt())).toBe('gone');
    });

    it('whose sound is missing fails', async () => {
      const caller = await answeredCall(world);
      expect(await endOf(world, caller, await promptOn(world, caller, world.sounds.missing))).toBe('failed');
      await world.ports.legs.end(caller.leg, 'normal');
    });

    it('does not keep a leg that hangs up from ending', async () => {
      const caller = await answeredCall(world);
      const prompt = await promptOn(world, caller, world.sounds.long);
      await caller.hangUp();
      expect((await heard(world, caller.leg, 'legEnded')).reason).toEqual({ result: 'caller', code: 'hangup' });
      expect(await world.ports.media.stop(prompt)).toBe('gone');
      // A flow would take a failed prompt for a fault of ours, and not hear that its caller has left.
      expect(eventsOf(world, caller.leg).filter(({ kind }) => kind === 'promptEnded')).toEqual([]);
    });
  });

  describe('a room', () => {
    it.each([{ kind: 'waiting', music: 'default' }, { kind: 'conversation' }] as const)(
      'of kind $kind may be opened twice and closed once',
      async (kind) => {
        const room = newRoom();
        expect(await world.ports.rooms.open(room, kind)).toBe('ok');
        expect(await world.ports.rooms.open(room, kind)).toBe('ok');
        expect(await inRoom(world, room)).toEqual([]);
        expect(await world.ports.rooms.close(room)).toBe('ok');
        expect(await world.ports.rooms.close(room)).toBe('gone');
        // Asterisk's list of bridges follows a moment later.
        const listed = async () => (await inRoom(world, room)) === null;
        await until(listed, { withinMs: 3_000, what: 'the room to be off the list' });
      },
    );

    it('that exists as another kind is refused', async () => {
      const room = newRoom();
      await world.ports.rooms.open(room, { kind: 'conversation' });
      const again = world.ports.rooms.open(room, { kind: 'waiting', music: 'default' });
      await expect(again).rejects.toMatchObject({ code: 'refused', retryable: false });
      await world.ports.rooms.close(room);
    });

    it('holds a leg that joins, twice if need be, until it joins another', async () => {
      const caller = await answeredCall(world);
      const { rooms } = world.ports;
      const [line, talk] = [newRoom(), newRoom()];
      await rooms.open(line, { kind: 'waiting', music: 'default' });
      await rooms.open(talk, { kind: 'conversation' });
      expect(await rooms.join(line, caller.leg)).toBe('ok');
      expect(await rooms.join(line, caller.leg)).toBe('ok');
      expect(await inRoom(world, line)).toEqual([caller.leg]);
      expect(await rooms.join(talk, caller.leg)).toBe('ok');
      expect([await inRoom(world, line), await inRoom(world, talk)]).toEqual([[], [caller.leg]]);
      await world.ports.legs.end(caller.leg, 'normal');
      await heard(world, caller.leg, 'legEnded');
      await until(async () => (await inRoom(world, talk))?.length === 0, { withinMs: 3_000, what: 'an empty room' });
      await Promise.all([rooms.close(line), rooms.close(talk)]);
    });

    it('left, twice if need be, or closed around a leg leaves the leg up alone', async () => {
      const caller = await answeredCall(world);
      const { rooms } = world.ports;
      const room = newRoom();
      await rooms.open(room, { kind: 'conversation' });
      await rooms.join(room, caller.leg);
      expect(await rooms.leave(room, caller.leg)).toBe('ok');
      expect(await rooms.leave(room, caller.leg)).toBe('ok');
      expect(await inRoom(world, room)).toEqual([]);
      await rooms.join(room, caller.leg);
      expect(await rooms.close(room)).toBe('ok');
      expect(caller.sees()).toBe('up');
      expect(await endOf(world, caller, await promptOn(world, caller, world.sounds.short))).toBe('finished');
      expect(await rooms.join(room, caller.leg)).toBe('gone');
      expect(await rooms.leave(room, caller.leg)).toBe('gone');
      await world.ports.legs.end(caller.leg, 'normal');
    });

    it('closed around several leaves each free for a prompt in that very moment', { repeats: 4 }, async () => {
      const callers = await Promise.all([answeredCall(world), answeredCall(world), answeredCall(world)]);
      const { rooms } = world.ports;
      const room = newRoom();
      await rooms.open(room, { kind: 'conversation' });
      for (const { leg } of callers) await rooms.join(room, leg);
      expect(await rooms.close(room)).toBe('ok');
      const ends = callers.map(async (one) => endOf(world, one, await promptOn(world, one, world.sounds.short)));
      expect(await Promise.all(ends)).toEqual(['finished', 'finished', 'finished']);
      for (const { leg } of callers) await world.ports.legs.end(leg, 'normal');
    });

    it('is joined and left at once by a leg on which a prompt plays, the prompt stopped', async () => {
      const caller = await answeredCall(world);
      const { rooms } = world.ports;
      const room = newRoom();
      await rooms.open(room, { kind: 'waiting', music: 'default' });
      const moves = [() => rooms.join(room, caller.leg), () => rooms.leave(room, caller.leg)];
      for (const move of moves) {
        const prompt = await promptOn(world, caller, world.sounds.long);
        const begun = performance.now();
        expect(await move()).toBe('ok');
        expect(performance.now() - begun).toBeLessThan(promptlyMs);
        expect(await endOf(world, caller, prompt)).toBe('stopped');
      }
      await world.ports.legs.end(caller.leg, 'normal');
      await rooms.close(room);
    });

    it('lets a prompt be played to one of those who wait in it', async () => {
      const caller = await answeredCall(world);
      const room = newRoom();
      await world.ports.rooms.open(room, { kind: 'waiting', music: 'default' });
      await world.ports.rooms.join(room, caller.leg);
      expect(await endOf(world, caller, await promptOn(world, caller, world.sounds.short))).toBe('finished');
      expect(await inRoom(world, room)).toEqual([caller.leg]);
      await world.ports.legs.end(caller.leg, 'normal');
      await world.ports.rooms.close(room);
    });
  });
});
