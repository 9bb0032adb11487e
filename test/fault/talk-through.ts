// A conversation that must not notice what is broken around it.

import { expect } from 'vitest';
import type { Centre } from '../live/centre.ts';
import { tone } from '../live/phone/index.ts';
import { inConversation } from '../live/scenes.ts';
import { tones } from '../live/tones.ts';

export interface TalkThrough {
  /** Expects both to have heard each other without a gap since it began, and to hear each other still; then hangs up. */
  readonly endsWell: () => Promise<void>;
  readonly agentId: string;
}

/** A caller and Ana, talking. */
export async function talkThrough(centre: Centre): Promise<TalkThrough> {
  const agent = await centre.agent('Ana', 'phone-ana');
  const { call, offered } = await inConversation(centre, agent);
  const from = performance.now();
  return {
    agentId: agent.id,
    endsWell: async () => {
      for (const { heard } of [call, offered]) {
        // Asterisk shares the machine with us: what kept our own thread waiting in this time kept it waiting too.
        const gapMsMax = 100 + heard.observerLagMs({ from });
        expect(heard.longestGapMs({ from, discountOwnLag: true })).toBeLessThan(gapMsMax);
      }
      offered.say(tone(tones.otherAgent));
      await call.hears(tones.otherAgent, { withinMs: 2_000 });
      await call.hangup();
      await offered.ended({ withinMs: 5_000 });
      await centre.nothingLeft();
    },
  };
}
