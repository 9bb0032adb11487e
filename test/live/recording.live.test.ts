// Recorded conversations on a real Asterisk, to the tone: the caller on the left, the agent on the right, nothing of a pause,
// no key of a secret, nothing missing when the controller is killed. Not here: messages (voicemail.live.test.ts).

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { RecordingView } from '../../src/api/contract/index.ts';
import { type AgentAtWork, type Centre, asterisk, openCentre } from './centre.ts';
import { audioOf, channelsOf, lengthOf, tonesIn } from './kept.ts';
import { keySound, keysIn } from './keys.ts';
import { type PhoneCall, samples, tone } from './phone/index.ts';
import { tones } from './tones.ts';
import { until } from './until.ts';

const called = '+33180009906';
const all = [tones.caller, tones.agent, tones.callerInPause, tones.agentInPause, tones.music];
let centre: Centre;
let agent: AgentAtWork;
beforeAll(async () => {
  centre = await openCentre();
  agent = await centre.agent('Ada', `ada-${Date.now().toString(36)}`);
});
afterEach(() => centre.nothingLeft());
afterAll(() => centre.close());

interface Talk {
  readonly call: PhoneCall;
  readonly offered: PhoneCall;
}

/** A caller and the agent in a conversation that is recorded. */
async function inTalk(): Promise<Talk> {
  const phone = await centre.trunk();
  const call = await phone.dial(called, { sound: tone(tones.caller) });
  await call.hears(tones.appelEnregistre, { withinMs: 8_000 });
  return { call, offered: await answered() };
}

async function answered(): Promise<PhoneCall> {
  const offered = await agent.phone.nextCall({ withinMs: 15_000 });
  await offered.answer({ sound: tone(tones.agent) });
  await offered.hears(tones.caller, { withinMs: 6_000 });
  return offered;
}

const callId = async (): Promise<string> => {
  const { calls } = await centre.api<{ calls: { id: string; called: string }[] }>('GET', '/api/calls');
  return calls.find((call) => call.called === called)?.id ?? 'none';
};

/** The recordings of a call, once there are so many. */
const kept = (call: string, count: number): Promise<readonly RecordingView[]> =>
  until(
    async () => {
      const { recordings } = await centre.api<{ recordings: RecordingView[] }>('GET', `/api/calls/${call}/recordings`);
      return recordings.length === count ? recordings : undefined;
    },
    { withinMs: 15_000, what: `${count} recordings of the call`, everyMs: 200 },
  );

const pause = async (call: string, state: 'on' | 'paused'): Promise<void> => {
  await centre.api('PUT', `/api/calls/${call}/recording`, { state });
};

/** Speech takes its time: resolves when so much of it has been said. */
async function spokenFor(ms: number): Promise<void> {
  const since = performance.now();
  await until(() => performance.now() - since >= ms, { withinMs: ms + 2_000, what: 'a sentence to be said' });
}

describe('a recorded conversation', () => {
  it('has the caller on the left and the agent on the right, and ends with it', async () => {
    const { call, offered } = await inTalk();
    const id = await callId();
    await spokenFor(4_000);
    await offered.hangup();
    await call.hears(tones.votreCode, { withinMs: 5_000 });
    const taps = (await asterisk('channels')) as { id: string }[];
    expect(taps.filter(({ id: channel }) => channel.startsWith('tap-'))).toEqual([]);
    await call.hangup();
    const [recording] = await kept(id, 1);
    expect(recording).toMatchObject({ made: 'conversation', state: 'whole', channelCount: 2, call: id });
    const [left, right] = await tonesIn(centre, recording?.id ?? '', all);
    expect(lengthOf(left, tones.caller)).toBeGreaterThan(3_800);
    expect(lengthOf(right, tones.agent)).toBeGreaterThan(3_800);
    expect([lengthOf(left, tones.agent), lengthOf(right, tones.caller), lengthOf(left, tones.music)]).toEqual([
      0, 0, 0,
    ]);
  });

  it('paused by its agent has nothing of what was said meanwhile', async () => {
    const { call, offered } = await inTalk();
    const id = await callId();
    await spokenFor(2_000);
    await pause(id, 'paused');
    call.say(tone(tones.callerInPause));
    offered.say(tone(tones.agentInPause));
    await offered.hears(tones.callerInPause, { withinMs: 4_000, forMs: 1_500 });
    call.say(tone(tones.caller));
    offered.say(tone(tones.agent));
    await offered.hears(tones.caller, { withinMs: 4_000 });
    await call.hears(tones.agent, { withinMs: 4_000 });
    await pause(id, 'on');
    await spokenFor(2_000);
    await call.hangup();
    const [recording] = await kept(id, 1);
    expect(recording?.state).toBe('whole');
    const [left, right] = await tonesIn(centre, recording?.id ?? '', all);
    expect([lengthOf(left, tones.callerInPause), lengthOf(right, tones.agentInPause)]).toEqual([0, 0]);
    expect(lengthOf(left, tones.caller)).toBeGreaterThan(3_400);
    expect(lengthOf(right, tones.agent)).toBeGreaterThan(3_400);
    expect(recording?.lengthMs).toBeLessThan(8_000);
  });

  it('goes on while the controller is killed', async () => {
    const { call } = await inTalk();
    const id = await callId();
    await spokenFor(1_500);
    centre.killController();
    await spokenFor(1_000);
    await centre.ready();
    await spokenFor(1_500);
    await call.hangup();
    const [recording] = await kept(id, 1);
    const [left, right] = await tonesIn(centre, recording?.id ?? '', all);
    // One run each: nothing is missing in the middle.
    expect([left?.length, right?.length]).toEqual([1, 1]);
    expect(lengthOf(left, tones.caller)).toBeGreaterThan(3_800);
    expect(lengthOf(right, tones.agent)).toBeGreaterThan(3_800);
  });

  it('that ends while the controller is dead is kept', async () => {
    const { call } = await inTalk();
    const id = await callId();
    await spokenFor(2_000);
    centre.killController();
    await call.hangup();
    await centre.ready();
    const [recording] = await kept(id, 1);
    const [left] = await tonesIn(centre, recording?.id ?? '', all);
    expect(lengthOf(left, tones.caller)).toBeGreaterThan(1_800);
  });

  it('before and after a secret code holds no key of it, neither as sound nor otherwise', async () => {
    const { call, offered } = await inTalk();
    const id = await callId();
    await spokenFor(1_000);
    await offered.hangup();
    await call.hears(tones.votreCode, { withinMs: 5_000 });
    call.say(samples(keySound('7391')));
    await call.press('7391');
    const second = answered();
    call.say(tone(tones.caller));
    await second;
    await spokenFor(1_500);
    await call.hangup();
    const recordings = await kept(id, 2);
    for (const recording of recordings) {
      const { bytes } = await audioOf(centre, recording.id);
      expect(channelsOf(bytes).map(keysIn)).toEqual(['', '']);
      const [left] = await tonesIn(centre, recording.id, all);
      expect(lengthOf(left, tones.caller)).toBeGreaterThan(800);
    }
  });
});
