// The controller dies while a call is being handed over. Asterisk does not: who hears whom goes on without a gap, the state is
// the same when the controller is back, and so is what an agent may ask for. Not here: who hangs up when (test/live).

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCentre } from '../live/centre.ts';
import { type InTalk, type Trio, inTalk, waysInto } from '../live/hand-over.ts';
import { type PhoneCall, tone } from '../live/phone/index.ts';
import { tones } from '../live/tones.ts';
import { until } from '../live/until.ts';
import { killed, seedCount } from './kill.ts';

/** The longest hole in the audio that anybody may hear when the controller dies, in milliseconds. */
const gapMsMax = 100;

let trio: Trio;
beforeAll(async () => {
  const centre = await openCentre();
  trio = { centre, first: await centre.agent('Ana', 'phone-ana'), second: await centre.agent('Bruno', 'phone-bruno') };
});
afterAll(async () => {
  await trio.centre.close();
});

interface Scene {
  /** Who hears a sound all the while, and may not miss any of it. */
  readonly listeners: (talk: InTalk, other: PhoneCall | null) => readonly PhoneCall[];
  /** What is done when the controller is back, and who then hears what. */
  readonly then: (talk: InTalk, other: PhoneCall | null) => Promise<readonly (readonly [PhoneCall, number])[]>;
}

const answered = async (
  { call }: InTalk,
  other: PhoneCall | null,
): Promise<readonly (readonly [PhoneCall, number])[]> => {
  await other?.answer({ sound: tone(tones.otherAgent) });
  return other === null ? [] : [[call, tones.otherAgent]];
};

const scenes: Readonly<Record<string, Scene>> = {
  held: {
    listeners: ({ call }) => [call],
    then: async ({ order, call, offered }) => {
      await order('retrieve');
      return [
        [call, tones.agent],
        [offered, tones.caller],
      ];
    },
  },
  calling: {
    listeners: ({ call }) => [call],
    then: async (talk, other) => {
      await other?.answer({ sound: tone(tones.otherAgent) });
      return [[talk.offered, tones.otherAgent]];
    },
  },
  handingOver: { listeners: ({ call }) => [call], then: answered },
  consulting: {
    listeners: ({ call, offered }, other) => [call, offered, ...(other === null ? [] : [other])],
    then: async ({ order, call }, other) => {
      await order('complete');
      return other === null
        ? []
        : [
            [call, tones.otherAgent],
            [other, tones.caller],
          ];
    },
  },
  returned: {
    listeners: ({ call, offered }, other) => [call, offered, ...(other === null ? [] : [other])],
    then: async ({ order, offered }, other) => {
      await order('swap');
      return other === null
        ? []
        : [
            [offered, tones.otherAgent],
            [other, tones.agent],
          ];
    },
  },
  conference: {
    listeners: ({ call, offered }, other) => [call, offered, ...(other === null ? [] : [other])],
    then: async ({ order, call, offered }) => {
      await order('cancel');
      return [
        [call, tones.agent],
        [offered, tones.caller],
      ];
    },
  },
};

describe('kill -9 of the controller', { repeats: seedCount - 1 }, () => {
  it.each(Object.keys(scenes))(
    'in the state %s: no gap over 100 ms, the same state, and the agent goes on',
    async (state) => {
      const talk = await inTalk(trio);
      const other = (await waysInto[state]?.(talk)) ?? null;
      const { killedAt } = await killed(trio.centre);
      await until(async () => (await talk.state()) === state, { withinMs: 8_000, what: 'the state to be there again' });
      for (const one of scenes[state]?.listeners(talk, other) ?? [])
        expect(one.heard.longestGapMs({ from: killedAt, discountOwnLag: true })).toBeLessThan(gapMsMax);
      const heard = (await scenes[state]?.then(talk, other)) ?? [];
      await Promise.all(heard.map(([call, hz]) => call.hears(hz, { withinMs: 6_000 })));
      await talk.call.hangup();
      await trio.centre.nothingLeft();
    },
  );

  it('and the caller hangs up meanwhile: everybody is let go when it is back', async () => {
    const talk = await inTalk(trio);
    await waysInto['consulting']?.(talk);
    trio.centre.killController();
    await talk.call.hangup();
    await talk.offered.ended({ withinMs: 10_000 });
    await trio.centre.nothingLeft();
  });
});
