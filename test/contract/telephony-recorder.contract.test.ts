// The contract of the port Recorder: the same promises in memory, on the wire-level fake and on a real Asterisk.
// Not here: what becomes of a message (test/live/voicemail.live.test.ts).

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordingId } from '../../src/base/ids.ts';
import type { RecordingId } from '../../src/base/ids.ts';
import { realIds } from '../../src/base/real-clock.ts';
import { readRecorded } from '../../src/call/index.ts';
import type { RecordRequest } from '../../src/call/ports.ts';
import { until } from '../live/until.ts';
import { ariWorldBy } from './telephony/ari-world.ts';
import { fakeWorld } from './telephony/fake-world.ts';
import { answeredCall, endOf, newRoom, promptOn } from './telephony/scenes.ts';
import { wireWorldBy } from './telephony/wire-world.ts';
import { eventsOf, heard } from './telephony/world.ts';
import type { OutsideCaller, World } from './telephony/world.ts';

const newRecording = (): RecordingId => recordingId(realIds('recording'));

describe.each([
  ['in memory', fakeWorld],
  ['on the wire', wireWorldBy('native')],
  ['on the wire by ari-client', wireWorldBy('ari-client')],
  ['on Asterisk', ariWorldBy('native')],
  ['on Asterisk by ari-client', ariWorldBy('ari-client')],
])('a recording %s', (_name, makeWorld) => {
  let world: World;

  beforeAll(async () => {
    world = await makeWorld();
  });
  afterAll(async () => {
    await world.close();
  });

  const asked = (caller: OutsideCaller, changes: Partial<RecordRequest> = {}): RecordRequest => ({
    ...{ recording: newRecording(), leg: caller.leg, maxMs: 20_000, silenceMs: 2_000, beep: null },
    ...changes,
  });
  const kept = async (recording: RecordingId) => {
    const file = await world.ports.recorder.read(recording);
    return file === null ? null : readRecorded(file);
  };

  it('of somebody who speaks ends by their silence, says how much was said, and is there until it is removed', async () => {
    const { recorder, legs } = world.ports;
    const caller = await answeredCall(world);
    const request = asked(caller);
    expect(await recorder.record(request)).toBe('ok');
    caller.speak(1_500);
    const event = await heard(world, caller.leg, 'recordingEnded');
    expect(event).toMatchObject({ recording: request.recording, end: 'silence' });
    expect(event.soundMs).toBeGreaterThan(1_300);
    expect(event.soundMs).toBeLessThan(1_700);
    const file = await kept(request.recording);
    expect(file?.ending).toBe('whole');
    expect(file?.lengthMs).toBeGreaterThanOrEqual(event.soundMs);
    expect(await recorder.remove(request.recording)).toBe('ok');
    expect(await recorder.remove(request.recording)).toBe('gone');
    expect(await recorder.read(request.recording)).toBeNull();
    await legs.end(caller.leg, 'normal');
  });

  it('of somebody who says nothing has no sound', async () => {
    const caller = await answeredCall(world);
    await world.ports.recorder.record(asked(caller, { silenceMs: 1_000 }));
    expect(await heard(world, caller.leg, 'recordingEnded')).toMatchObject({ end: 'silence', soundMs: 0 });
    await world.ports.legs.end(caller.leg, 'normal');
  });

  it('ended by us says so, and ending it again finds it gone', async () => {
    const { recorder, legs } = world.ports;
    const caller = await answeredCall(world);
    const { recording, ...rest } = asked(caller);
    await recorder.record({ recording, ...rest });
    expect(await recorder.end(recording)).toBe('ok');
    expect(await heard(world, caller.leg, 'recordingEnded')).toMatchObject({ recording, end: 'stopped' });
    expect(await recorder.end(recording)).toBe('gone');
    await legs.end(caller.leg, 'normal');
  });

  it('of somebody who does not stop speaking ends at its longest', async () => {
    const caller = await answeredCall(world);
    await world.ports.recorder.record(asked(caller, { maxMs: 2_000 }));
    caller.speak(8_000);
    expect(await heard(world, caller.leg, 'recordingEnded')).toMatchObject({ end: 'longest' });
    await world.ports.legs.end(caller.leg, 'normal');
  });

  it('begins after its beep, and is ended at once when that was asked for during the beep', async () => {
    const { recorder, legs } = world.ports;
    const caller = await answeredCall(world);
    const request = asked(caller, { beep: world.sounds.short });
    const begun = performance.now();
    expect(await recorder.record(request)).toBe('ok');
    expect(await recorder.end(request.recording)).not.toBeUndefined();
    expect(await heard(world, caller.leg, 'recordingEnded')).toMatchObject({ end: 'stopped' });
    expect(performance.now() - begun).toBeLessThan(1_500);
    await legs.end(caller.leg, 'normal');
  });

  it('asked for again while it lasts goes on as one, and once it is over is told again', async () => {
    const { recorder, legs } = world.ports;
    const caller = await answeredCall(world);
    const request = asked(caller);
    expect(await Promise.all([recorder.record(request), recorder.record(request)])).toEqual(['ok', 'ok']);
    caller.speak(1_200);
    expect(await recorder.record(request)).toBe('ok');
    const first = await heard(world, caller.leg, 'recordingEnded');
    expect(await recorder.record(request)).toBe('ok');
    const ends = eventsOf(world, caller.leg).flatMap((event) =>
      event.kind === 'recordingEnded' ? [event.soundMs] : [],
    );
    expect(ends).toEqual([first.soundMs, first.soundMs]);
    await legs.end(caller.leg, 'normal');
  });

  it('of somebody who hangs up is kept', async () => {
    const caller = await answeredCall(world);
    const request = asked(caller);
    await world.ports.recorder.record(request);
    caller.speak(5_000);
    await said(1_500);
    await caller.hangUp();
    await heard(world, caller.leg, 'legEnded');
    const file = await kept(request.recording);
    expect(file?.soundMs).toBeGreaterThan(1_000);
    expect(file?.soundMs).toBeLessThan(2_500);
  });

  it('can be heard as a piece of a prompt', async () => {
    const { recorder, media, legs } = world.ports;
    const caller = await answeredCall(world);
    const { recording, ...rest } = asked(caller, { silenceMs: 1_000 });
    await recorder.record({ recording, ...rest });
    caller.speak(1_500);
    await heard(world, caller.leg, 'recordingEnded');
    const prompt = await promptOn(world, caller, world.sounds.short);
    await endOf(world, caller, prompt);
    const again = `${prompt}-left` as typeof prompt;
    const lengthMs = (await kept(recording))?.lengthMs ?? 0;
    const begun = performance.now();
    expect(await media.play(caller.leg, again, [{ recording, lengthMs }])).toBe('ok');
    expect(await endOf(world, caller, again)).toBe('finished');
    expect(performance.now() - begun).toBeGreaterThan(1_200);
    await legs.end(caller.leg, 'normal');
  });

  it('that follows a leg goes on in a room, is begun once, and ends when it is asked to', async () => {
    const { recorder, rooms, legs } = world.ports;
    const caller = await answeredCall(world);
    const room = newRoom();
    await rooms.open(room, { kind: 'conversation' });
    await rooms.join(room, caller.leg);
    const recording = newRecording();
    expect(await Promise.all([recorder.follow(recording, caller.leg), recorder.follow(recording, caller.leg)])).toEqual(
      ['ok', 'ok'],
    );
    caller.speak(4_000);
    await said(700);
    await rooms.close(room);
    expect(await recorder.follow(recording, caller.leg)).toBe('ok');
    await expect(recorder.read(recording)).rejects.toMatchObject({ code: 'refused' });
    await said(700);
    expect(await recorder.unfollow(recording)).toBe('ok');
    const file = await until(() => kept(recording).catch(() => null), {
      withinMs: 3_000,
      what: 'the file to be closed',
    });
    expect(file.lengthMs).toBeGreaterThan(1_200);
    expect(file.lengthMs).toBeLessThan(3_000);
    await until(async () => (await recorder.unfollow(recording)) === 'gone', {
      withinMs: 3_000,
      what: 'it to be gone',
    });
    expect(await recorder.follow(recording, caller.leg)).toBe('ok');
    expect((await kept(recording))?.lengthMs).toBe(file.lengthMs);
    const { legs: seen } = await world.ports.supervision.survey();
    expect(seen.map(({ leg }) => leg)).toEqual([caller.leg]);
    await legs.end(caller.leg, 'normal');
  });

  it('that follows a leg ends with it', async () => {
    const { recorder } = world.ports;
    const caller = await answeredCall(world);
    const recording = newRecording();
    expect(await recorder.follow(recording, caller.leg)).toBe('ok');
    await said(500);
    await caller.hangUp();
    await heard(world, caller.leg, 'legEnded');
    const file = await until(() => kept(recording).catch(() => null), {
      withinMs: 3_000,
      what: 'the file to be closed',
    });
    expect(file.lengthMs).toBeGreaterThan(300);
    expect(await recorder.follow(newRecording(), caller.leg)).toBe('gone');
    expect(eventsOf(world, caller.leg).filter(({ kind }) => kind === 'recordingEnded')).toEqual([]);
  });

  it('of a leg that has ended is refused as gone, and of one in a room fails', async () => {
    const { recorder, rooms, legs } = world.ports;
    const caller = await answeredCall(world);
    const room = newRoom();
    await rooms.open(room, { kind: 'conversation' });
    await rooms.join(room, caller.leg);
    expect(await recorder.record(asked(caller))).toBe('ok');
    expect(await heard(world, caller.leg, 'recordingEnded')).toMatchObject({ end: 'failed', soundMs: 0 });
    await rooms.close(room);
    await legs.end(caller.leg, 'normal');
    await heard(world, caller.leg, 'legEnded');
    expect(await recorder.record(asked(caller))).toBe('gone');
    expect(await recorder.end(newRecording())).toBe('gone');
  });
});

/** Speech takes its time: resolves when so much of it has been said. */
async function said(ms: number): Promise<void> {
  const since = performance.now();
  await until(() => performance.now() - since >= ms, { withinMs: ms + 1_000, what: 'a sentence to be said' });
}
