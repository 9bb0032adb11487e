// Each party may hang up in each state of a call that is handed over. After each: no channel, no room, no agent kept, within ten
// seconds of the last hang-up. Not here: who hears whom (hand-over.live.test.ts).

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCentre } from './centre.ts';
import { type InTalk, type Trio, inConsultation, inTalk, toSecond } from './hand-over.ts';
import type { PhoneCall } from './phone/index.ts';
import { tones } from './tones.ts';

let trio: Trio;
beforeAll(async () => {
  const centre = await openCentre();
  trio = { centre, first: await centre.agent('Ana', 'phone-ana'), second: await centre.agent('Bruno', 'phone-bruno') };
});
afterAll(async () => {
  await trio.centre.close();
});

/** The ways into each state; gives the second agent's call, when there is one. */
const ways: Readonly<Record<string, (talk: InTalk) => Promise<PhoneCall | null>>> = {
  held: async ({ order, call }) => {
    await order('hold');
    await call.hears(tones.music, { withinMs: 6_000 });
    return null;
  },
  calling: async (talk) => {
    await talk.order('consult', toSecond(talk));
    const rung = await trio.second.phone.nextCall({ withinMs: 6_000 });
    rung.ring();
    return rung;
  },
  handingOver: async (talk) => {
    await talk.order('transfer', toSecond(talk));
    const rung = await trio.second.phone.nextCall({ withinMs: 6_000 });
    rung.ring();
    return rung;
  },
  consulting: inConsultation,
  returned: async (talk) => {
    const consulted = await inConsultation(talk);
    await talk.order('swap');
    await talk.call.hears(tones.agent, { withinMs: 6_000 });
    return consulted;
  },
  conference: async (talk) => {
    const consulted = await inConsultation(talk);
    await talk.order('join');
    return consulted;
  },
};

const endIt = async (call: PhoneCall): Promise<void> => {
  const { kind } = call.state();
  if (kind === 'ended') return;
  if (call.direction === 'received' && kind !== 'up') call.decline(486);
  else await call.hangup();
};

describe.each(Object.keys(ways))('in the state %s', (state) => {
  it.each(['the caller', 'the agent', 'the colleague'] as const)(
    '%s hangs up, then the others: nothing is left',
    async (who) => {
      const talk = await inTalk(trio);
      const colleague = (await ways[state]?.(talk)) ?? null;
      expect(await talk.state()).toBe(state);
      const all = { 'the caller': talk.call, 'the agent': talk.offered, 'the colleague': colleague };
      const first = all[who];
      if (first !== null) await endIt(first);
      // Whoever is still there has somebody, or is let go by itself; then they leave too.
      for (const call of [talk.offered, colleague, talk.call]) if (call !== null) await endIt(call);
      await trio.centre.nothingLeft();
    },
  );
});
