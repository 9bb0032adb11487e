// Where a call stands when a live test begins to be interested in it, each told by its sound.

import type { AgentAtWork, Centre } from './centre.ts';
import { type PhoneCall, tone } from './phone/index.ts';
import { tones } from './tones.ts';

export interface Talk {
  readonly call: PhoneCall;
  readonly offered: PhoneCall;
}

/** A caller who hears the menu. */
export async function inMenu(centre: Centre): Promise<PhoneCall> {
  const call = await centre.dial();
  await call.hears(tones.menuPrincipal, { withinMs: 6_000 });
  return call;
}

/** A caller who chose to speak to an agent and is being greeted in the queue. */
export async function inQueue(centre: Centre): Promise<PhoneCall> {
  const call = await inMenu(centre);
  await call.press('1');
  await call.hears(tones.miseEnAttente, { withinMs: 2_000 });
  return call;
}

/** The same caller, with the agent's phone ringing. */
export async function atTheAgents(centre: Centre, agent: AgentAtWork): Promise<Talk> {
  const call = await inMenu(centre);
  await call.press('1');
  return { call, offered: await agent.phone.nextCall({ withinMs: 4_000 }) };
}

/** A caller and an agent who hear each other. */
export async function inConversation(centre: Centre, agent: AgentAtWork): Promise<Talk> {
  const talk = await atTheAgents(centre, agent);
  await talk.offered.answer({ sound: tone(tones.agent) });
  await Promise.all([
    talk.call.hears(tones.agent, { withinMs: 2_000 }),
    talk.offered.hears(tones.caller, { withinMs: 2_000 }),
  ]);
  return talk;
}
