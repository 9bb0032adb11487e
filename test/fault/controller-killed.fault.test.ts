// The controller dies; Asterisk does not. Audio goes on without a gap, and the flow, the line and the conversation with it.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AgentAtWork, type Centre, openCentre } from '../live/centre.ts';
import { killed, seedCount } from './kill.ts';
import { tone } from '../live/phone/index.ts';
import { atTheAgents, inConversation, inMenu, inQueue } from '../live/scenes.ts';
import { tones } from '../live/tones.ts';
import { until } from '../live/until.ts';

/** The longest hole in the audio that a caller may hear when the controller dies, in milliseconds. */
const gapMsMax = 100;

let centre: Centre;
let agent: AgentAtWork;
beforeAll(async () => {
  centre = await openCentre();
  agent = await centre.agent('Ana', 'phone-ana');
});
afterAll(async () => {
  await centre.close();
});

describe('kill -9 of the controller', { repeats: seedCount - 1 }, () => {
  it('during a prompt: no audio gap over 100 ms, and a key pressed afterwards is taken by the menu', async () => {
    const call = await inMenu(centre);
    // The prompt lasts three seconds and goes on; between two prompts Asterisk sends nothing, so we measure within it.
    const [{ killedAt }, { endedAt }] = await Promise.all([
      killed(centre),
      call.stopsHearing(tones.menuPrincipal, { withinMs: 4_000 }),
    ]);
    expect(endedAt - killedAt).toBeGreaterThan(1_500);
    const whileDead = { from: killedAt - 200, to: endedAt, discountOwnLag: true };
    expect(call.heard.longestGapMs(whileDead)).toBeLessThan(gapMsMax);
    await call.press('2');
    await call.hears(tones.renseignement, { withinMs: 4_000 });
    await call.hangup();
    await centre.nothingLeft();
  });

  it('while the caller waits: the music goes on, and an agent who becomes ready gets the call', async () => {
    await centre.api('POST', `/api/agents/${agent.id}/not-ready`, { reason: 'pause' });
    const call = await inQueue(centre);
    await call.hears(tones.music, { withinMs: 5_000 });
    const { killedAt } = await killed(centre);
    await until(() => centre.api('POST', `/api/agents/${agent.id}/ready`).then(() => true), {
      withinMs: 5_000,
      what: 'the API to be back',
    });
    const offered = await agent.phone.nextCall({ withinMs: 4_000 });
    expect(call.heard.longestGapMs({ from: killedAt, discountOwnLag: true })).toBeLessThan(gapMsMax);
    await offered.answer({ sound: tone(tones.agent) });
    await call.hears(tones.agent, { withinMs: 2_000 });
    await call.hangup();
    await centre.nothingLeft();
  });

  it('in conversation: both go on hearing each other, and the hang-up afterwards frees the agent', async () => {
    await centre.api('POST', `/api/agents/${agent.id}/ready`);
    const { call, offered } = await inConversation(centre, agent);
    const { killedAt } = await killed(centre);
    await until(async () => (await centre.agents()).some(({ state }) => state.kind === 'talking'), {
      withinMs: 5_000,
      what: 'the agent to be talking again',
    });
    for (const one of [call, offered])
      expect(one.heard.longestGapMs({ from: killedAt, discountOwnLag: true })).toBeLessThan(gapMsMax);
    await Promise.all([call.hears(tones.agent, { withinMs: 2_000 }), offered.hears(tones.caller, { withinMs: 2_000 })]);
    await call.hangup();
    await offered.ended({ withinMs: 3_000 });
    await centre.nothingLeft();
  });

  it('in conversation, and the caller hangs up meanwhile: the agent is released when the controller is back', async () => {
    await centre.api('POST', `/api/agents/${agent.id}/ready`);
    const { call, offered } = await inConversation(centre, agent);
    centre.killController();
    await call.hangup();
    await offered.ended({ withinMs: 8_000 });
    await centre.nothingLeft();
  });

  it('between two digits: those pressed before are kept', async () => {
    const call = await inMenu(centre);
    await call.press('3');
    await call.hears(tones.demandeNumero, { withinMs: 2_000 });
    await call.press('12');
    // The first key stops the prompt: long after it the second has been taken too. A key on its way at the kill would be lost.
    await call.stopsHearing(tones.demandeNumero, { withinMs: 2_000, quietMs: 800 });
    await killed(centre);
    await call.press('34');
    await call.hears(tones.renseignement, { withinMs: 4_000 });
    await call.hangup();
    await centre.nothingLeft();
  });

  it('while the agent’s phone rings: it goes on ringing, once, and the answer connects', async () => {
    await centre.api('POST', `/api/agents/${agent.id}/ready`);
    const { call, offered } = await atTheAgents(centre, agent);
    offered.ring();
    await killed(centre);
    expect(offered.state().kind).toBe('ringing');
    await offered.answer({ sound: tone(tones.agent) });
    await call.hears(tones.agent, { withinMs: 2_000 });
    await expect(agent.phone.nextCall({ withinMs: 1_000 })).rejects.toMatchObject({ code: 'timeLimit' });
    await call.hangup();
    await centre.nothingLeft();
  });
});
