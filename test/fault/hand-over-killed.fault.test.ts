// The controller dies while a call is being handed over. Asterisk does not: who hears whom goes on without a gap, the state is
// the same when the controller is back, and so is what an agent may ask for. Not here: who hangs up when (test/live).

import { execFileSync } from 'node:child_process';
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
      const { killedAt } = process.env['NOKILL'] === '1' ? { killedAt: performance.now() } : await killed(trio.centre);
      await until(async () => (await talk.state()) === state, { withinMs: 8_000, what: 'the state to be there again' });
      for (const [i, one] of (scenes[state]?.listeners(talk, other) ?? []).entries()) {
        const g = one.heard.longestGapMs({ from: killedAt, discountOwnLag: true });
        const until_ = one.heard.observedUntil();
        const at: string[] = [];
        if (g >= 100) for (let t = killedAt - 500; t < until_; t += 20) { const w = one.heard.longestGapMs({ from: t, to: t + 100 }); if (w >= 99) at.push((t - killedAt).toFixed(0)); }
        console.log('LISTENER', ['call', 'offered', 'other'][i], g.toFixed(0), 'empty windows', at.join(' '), 'now', (until_ - killedAt).toFixed(0));
      }
      for (const one of scenes[state]?.listeners(talk, other) ?? [])
        expect(one.heard.longestGapMs({ from: killedAt, discountOwnLag: true })).toBeLessThan(gapMsMax);
      const heard = (await scenes[state]?.then(talk, other)) ?? [];
      const t0 = performance.now();
      await Promise.all(heard.map(([call, hz]) => call.hears(hz, { withinMs: 3_000 }))).catch((e: unknown) => {
        const cli = (c: string) => execFileSync('chroot', ['/var/cache/carillon/asterisk-root-x64', 'asterisk', '-C', '/srv/carillon/test-ff606cbd6e/pbx/etc/asterisk.conf', '-rx', c]).toString();
        console.log('DEAD', 'call', JSON.stringify(talk.call.heard.counts({ from: t0 })), 'offered', JSON.stringify(talk.offered.heard.counts({ from: t0 })));
        const all = cli('bridge show all'); console.log(all);
        for (const m of all.matchAll(/^(conversation-\S+)/gm)) console.log(cli('bridge show ' + m[1]));
        for (const m of cli('core show channels concise').matchAll(/^(PJSIP[^!]+)!/gm)) console.log(cli('core show channel ' + m[1]).split('\n').filter((l) => /Name|State|Format|Trans|Frames|Bridge|Up|Elapsed/.test(l)).join('\n'));
        throw e;
      });
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
