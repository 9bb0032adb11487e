// Messages on a real Asterisk: what the caller said is in the file that the list leads to, to the tone. The controller is
// killed in the middle of one. Not here: conversations (recording.live.test.ts).

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toneSequence } from './audio/index.ts';
import { type Centre, openCentre } from './centre.ts';
import { audioOf, lengthOf, messages, newMessage, tonesIn } from './kept.ts';
import { type PhoneCall, samples, silence, tone } from './phone/index.ts';
import { tones } from './tones.ts';
import { until } from './until.ts';

const called = '+33180009905';
let centre: Centre;
beforeAll(async () => {
  centre = await openCentre();
});
afterAll(async () => {
  await centre.nothingLeft();
  await centre.close();
});

/** A caller who has heard the beep. */
async function atTheBeep(): Promise<PhoneCall> {
  const phone = await centre.trunk();
  const call = await phone.dial(called);
  await call.hears(tones.laissezMessage, { withinMs: 6_000 });
  await call.hears(1_000, { withinMs: 4_000, forMs: 200 });
  await call.stopsHearing(1_000, { withinMs: 2_000 });
  return call;
}

const spoken = (ms: number) => samples(toneSequence([{ frequencyHz: tones.caller, ms }]));

describe('a message', () => {
  it('is what the caller said after the beep, is played back, and is found in its queue', async () => {
    const before = await messages(centre);
    const call = await atTheBeep();
    call.say(spoken(3_000));
    await call.hears(tones.caller, { withinMs: 8_000, forMs: 2_000 });
    await call.hears(tones.messageGarde, { withinMs: 8_000 });
    await call.ended({ withinMs: 5_000 });
    const message = await newMessage(centre, before);
    expect(message).toMatchObject({ made: 'voicemail', voicemail: 'mot', state: 'whole', channelCount: 1 });
    const [said] = await tonesIn(centre, message.id, [tones.caller, 1_000, tones.laissezMessage]);
    expect(lengthOf(said, tones.caller)).toBeGreaterThan(2_800);
    expect(lengthOf(said, 1_000)).toBe(0);
    expect(await audioOf(centre, message.id, 'bytes=0-3')).toEqual({ status: 206, bytes: Buffer.from('RIFF') });
    expect(await centre.carillon('voicemails', '--queue', 'essai')).toContain(message.id);
    await centre.carillon('voicemails', 'handled', message.id);
    expect(await centre.carillon('voicemails', '--queue', 'essai')).not.toContain(message.id);
  });

  it('of less than a second is no input and leaves nothing', async () => {
    const before = await messages(centre);
    const call = await atTheBeep();
    call.say(spoken(500));
    await call.hears(tones.rienDit, { withinMs: 8_000 });
    await call.ended({ withinMs: 5_000 });
    expect(await messages(centre)).toEqual(before);
  });

  it('ends at its key', async () => {
    const before = await messages(centre);
    const call = await atTheBeep();
    call.say(tone(tones.caller));
    await spokenFor(1_800);
    await call.press('#');
    await call.hears(tones.caller, { withinMs: 2_000, forMs: 800 });
    call.say(silence);
    await call.hangup();
    const [said] = await tonesIn(centre, (await newMessage(centre, before)).id, [tones.caller]);
    expect(lengthOf(said, tones.caller)).toBeLessThan(2_600);
  });

  it('of a caller who hangs up in the middle of it is kept', async () => {
    const before = await messages(centre);
    const call = await atTheBeep();
    call.say(tone(tones.caller));
    await spokenFor(2_500);
    await call.hangup();
    const message = await newMessage(centre, before);
    expect(message.state).toBe('whole');
    const [said] = await tonesIn(centre, message.id, [tones.caller]);
    expect(lengthOf(said, tones.caller)).toBeGreaterThan(2_000);
  });

  it('recorded again is the later one', async () => {
    const before = await messages(centre);
    const call = await atTheBeep();
    call.say(samples(toneSequence([{ frequencyHz: tones.agent, ms: 2_000 }])));
    await call.hears(tones.agent, { withinMs: 8_000, forMs: 1_000 });
    await call.press('1');
    await call.hears(tones.laissezMessage, { withinMs: 6_000 });
    await call.hears(1_000, { withinMs: 4_000, forMs: 200 });
    await call.stopsHearing(1_000, { withinMs: 2_000 });
    call.say(spoken(2_000));
    await call.hears(tones.messageGarde, { withinMs: 12_000 });
    await call.ended({ withinMs: 5_000 });
    const message = await newMessage(centre, before);
    const [said] = await tonesIn(centre, message.id, [tones.caller, tones.agent]);
    expect([lengthOf(said, tones.caller) > 1_800, lengthOf(said, tones.agent)]).toEqual([true, 0]);
    expect((await messages(centre)).length).toBe(before.length + 1);
  });

  it('goes on while the controller is killed in the middle of it, and so does the flow', async () => {
    const before = await messages(centre);
    const call = await atTheBeep();
    call.say(tone(tones.caller));
    await spokenFor(1_500);
    centre.killController();
    call.say(tone(tones.agent));
    await spokenFor(2_000);
    await centre.ready();
    call.say(tone(tones.otherAgent));
    await spokenFor(1_500);
    call.say(silence);
    await call.hears(tones.otherAgent, { withinMs: 30_000, forMs: 1_000 });
    await call.hears(tones.messageGarde, { withinMs: 8_000 });
    await call.ended({ withinMs: 5_000 });
    const message = await newMessage(centre, before);
    expect(message.state).toBe('whole');
    const [said] = await tonesIn(centre, message.id, [tones.caller, tones.agent, tones.otherAgent]);
    for (const frequencyHz of [tones.caller, tones.agent, tones.otherAgent])
      expect(lengthOf(said, frequencyHz)).toBeGreaterThan(1_200);
  });

  it('that ended while the controller was dead is whole, and the flow goes on', async () => {
    const before = await messages(centre);
    const call = await atTheBeep();
    call.say(spoken(2_000));
    await spokenFor(1_500);
    centre.killController();
    await call.hears(tones.messageGarde, { withinMs: 20_000 });
    await call.ended({ withinMs: 5_000 });
    const [said] = await tonesIn(centre, (await newMessage(centre, before)).id, [tones.caller]);
    expect(lengthOf(said, tones.caller)).toBeGreaterThan(1_800);
  });
});

/** Speech takes its time: resolves when so much of it has been said. */
async function spokenFor(ms: number): Promise<void> {
  const since = performance.now();
  await until(() => performance.now() - since >= ms, { withinMs: ms + 1_000, what: 'a sentence to be said' });
}
