// Each party may hang up in each state of a call that is handed over. After each: no channel, no room, no agent kept, within ten
// seconds of the last hang-up. Not here: who hears whom (hand-over.live.test.ts).

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCentre } from './centre.ts';
import { type Trio, inTalk, waysInto } from './hand-over.ts';
import type { PhoneCall } from './phone/index.ts';

let trio: Trio;
beforeAll(async () => {
  const centre = await openCentre();
  trio = { centre, first: await centre.agent('Ana', 'phone-ana'), second: await centre.agent('Bruno', 'phone-bruno') };
});
afterAll(async () => {
  await trio.centre.close();
});

const endIt = async (call: PhoneCall): Promise<void> => {
  const { kind } = call.state();
  if (kind === 'ended') return;
  if (call.direction === 'received' && kind !== 'up') call.decline(486);
  else await call.hangup();
};

describe.each(Object.keys(waysInto))('in the state %s', (state) => {
  it.each(['the caller', 'the agent', 'the colleague'] as const)(
    '%s hangs up, then the others: nothing is left',
    async (who) => {
      const talk = await inTalk(trio);
      const colleague = (await waysInto[state]?.(talk)) ?? null;
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
