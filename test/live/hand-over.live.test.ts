// Hold, mute, transfers, consultation, conference on a real Asterisk: who hears whom is told by its sound.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCentre } from './centre.ts';
import {
  type Trio,
  doesNotHear,
  doingOf,
  hearOneAnother,
  inConsultation,
  inTalk,
  secondAnswers,
  toQueue,
  toSecond,
} from './hand-over.ts';
import { tone } from './phone/index.ts';
import { tones } from './tones.ts';
import { until } from './until.ts';

let trio: Trio;
beforeAll(async () => {
  const centre = await openCentre();
  trio = { centre, first: await centre.agent('Ana', 'phone-ana'), second: await centre.agent('Bruno', 'phone-bruno') };
});
afterAll(async () => {
  await trio.centre.close();
});

describe('hold', () => {
  it('gives the caller music and nothing of the agent, the agent neither; retrieved, they hear each other', async () => {
    const { call, offered, order } = await inTalk(trio);
    expect(await order('hold')).toBe('held');
    await call.hears(tones.music, { withinMs: 6_000 });
    await Promise.all([
      doesNotHear(call, tones.agent),
      doesNotHear(offered, tones.caller),
      doesNotHear(offered, tones.music),
    ]);
    expect(await order('retrieve')).toBe('talking');
    await Promise.all([call.hears(tones.agent, { withinMs: 6_000 }), offered.hears(tones.caller, { withinMs: 6_000 })]);
    await doesNotHear(call, tones.music);
    await call.hangup();
    await trio.centre.nothingLeft();
  });
});

describe('mute', () => {
  it('keeps what the agent says from the caller, and not the reverse, through hold too', async () => {
    const { call, offered, order } = await inTalk(trio);
    await order('mute');
    await call.stopsHearing(tones.agent, { withinMs: 6_000 });
    await Promise.all([doesNotHear(call, tones.agent), offered.hears(tones.caller, { withinMs: 6_000 })]);
    await order('hold');
    await call.hears(tones.music, { withinMs: 6_000 });
    await order('retrieve');
    await offered.hears(tones.caller, { withinMs: 6_000 });
    await doesNotHear(call, tones.agent);
    await order('unmute');
    await call.hears(tones.agent, { withinMs: 6_000 });
    await call.hangup();
    await trio.centre.nothingLeft();
  });
});

describe('a blind transfer', () => {
  it('to another agent: the caller hears music, then that agent; the first is free', async () => {
    const talk = await inTalk(trio);
    expect(await talk.order('transfer', toSecond(talk))).toBe('handingOver');
    const rung = await trio.second.phone.nextCall({ withinMs: 6_000 });
    expect(rung.party.number).toBe('+33612345678');
    await talk.call.hears(tones.music, { withinMs: 6_000 });
    rung.ring();
    await rung.answer({ sound: tone(tones.otherAgent) });
    await Promise.all([
      talk.call.hears(tones.otherAgent, { withinMs: 6_000 }),
      rung.hears(tones.caller, { withinMs: 6_000 }),
      talk.offered.ended({ withinMs: 6_000 }),
    ]);
    expect(await doingOf(trio, trio.first)).toBe('ready');
    expect(await doingOf(trio, trio.second)).toBe('talking');
    await rung.hangup();
    await talk.call.hears(tones.merci, { withinMs: 6_000 });
    await talk.call.ended({ withinMs: 6_000 });
    await trio.centre.nothingLeft();
  });

  it('to a queue: the caller waits with music and gets its next agent; the first wraps up', async () => {
    const talk = await inTalk(trio);
    await trio.centre.api('PUT', '/api/queues/essai', {
      music: 'default',
      wrapUpMs: 20_000,
      ringMs: 6_000,
      state: 'open',
    });
    expect(await talk.order('transfer', toQueue)).toBeNull();
    await talk.offered.ended({ withinMs: 6_000 });
    expect(await doingOf(trio, trio.first)).toBe('wrapUp');
    await talk.call.hears(tones.music, { withinMs: 6_000 });
    const rung = await secondAnswers(talk);
    await Promise.all([
      talk.call.hears(tones.otherAgent, { withinMs: 6_000 }),
      rung.hears(tones.caller, { withinMs: 6_000 }),
    ]);
    await talk.call.hangup();
    await trio.centre.nothingLeft();
    await trio.centre.api('PUT', '/api/queues/essai', { music: 'default', wrapUpMs: 0, ringMs: 6_000, state: 'open' });
  });

  it('that is declined comes back to the agent, who hears the caller again', async () => {
    const talk = await inTalk(trio);
    await talk.order('transfer', toSecond(talk));
    const rung = await trio.second.phone.nextCall({ withinMs: 6_000 });
    rung.decline(486);
    await Promise.all([
      talk.call.hears(tones.agent, { withinMs: 6_000 }),
      talk.offered.hears(tones.caller, { withinMs: 6_000 }),
    ]);
    expect(await doingOf(trio, trio.second)).toBe('notResponding');
    await talk.call.hangup();
    await trio.centre.nothingLeft();
  });
});

describe('a consultation', () => {
  it('is between the agents; swapped, the caller has the agent and the colleague the music; completed, both are together', async () => {
    const talk = await inTalk(trio);
    const consulted = await inConsultation(talk);
    await Promise.all([
      doesNotHear(talk.call, tones.agent),
      doesNotHear(talk.call, tones.otherAgent),
      doesNotHear(consulted, tones.caller),
      doesNotHear(talk.offered, tones.music),
    ]);
    expect(await talk.order('swap')).toBe('returned');
    await Promise.all([
      talk.call.hears(tones.agent, { withinMs: 6_000 }),
      talk.offered.hears(tones.caller, { withinMs: 6_000 }),
      consulted.hears(tones.music, { withinMs: 6_000 }),
    ]);
    await Promise.all([doesNotHear(consulted, tones.caller), doesNotHear(talk.call, tones.otherAgent)]);
    expect(await talk.order('complete')).toBe('talking');
    await Promise.all([
      talk.call.hears(tones.otherAgent, { withinMs: 6_000 }),
      consulted.hears(tones.caller, { withinMs: 6_000 }),
      talk.offered.ended({ withinMs: 6_000 }),
    ]);
    expect(await doingOf(trio, trio.first)).toBe('ready');
    await talk.call.hangup();
    await trio.centre.nothingLeft();
  });

  it('that is cancelled lets the colleague go and gives the agent the caller', async () => {
    const talk = await inTalk(trio);
    const consulted = await inConsultation(talk);
    expect(await talk.order('cancel')).toBe('talking');
    await Promise.all([
      talk.call.hears(tones.agent, { withinMs: 6_000 }),
      talk.offered.hears(tones.caller, { withinMs: 6_000 }),
      consulted.ended({ withinMs: 6_000 }),
    ]);
    await talk.call.hangup();
    await trio.centre.nothingLeft();
  });

  it('joined becomes three who hear one another, until one leaves', async () => {
    const talk = await inTalk(trio);
    const consulted = await inConsultation(talk);
    expect(await talk.order('join')).toBe('conference');
    await hearOneAnother([
      [talk.call, tones.caller],
      [talk.offered, tones.agent],
      [consulted, tones.otherAgent],
    ]);
    await talk.offered.hangup();
    await hearOneAnother([
      [talk.call, tones.caller],
      [consulted, tones.otherAgent],
    ]);
    await consulted.hangup();
    await talk.call.hears(tones.merci, { withinMs: 6_000 });
    await talk.call.ended({ withinMs: 6_000 });
    await trio.centre.nothingLeft();
  });

  it('is commanded from the command line too', async () => {
    const talk = await inTalk(trio);
    const [listed = ''] = (await trio.centre.carillon('calls')).split('\n').slice(1);
    const [id = ''] = listed.split(/\s+/);
    expect(await trio.centre.carillon('calls', 'hold', id)).toContain('is on hold');
    await talk.call.hears(tones.music, { withinMs: 6_000 });
    expect(await trio.centre.carillon('calls', 'retrieve', id)).toContain('talks with its agent');
    await talk.call.hears(tones.agent, { withinMs: 6_000 });
    await talk.call.hangup();
    await until(async () => (await talk.state()) === null, { withinMs: 6_000, what: 'the conversation to be over' });
    await trio.centre.nothingLeft();
  });
});
