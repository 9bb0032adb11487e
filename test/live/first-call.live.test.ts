// One caller, one agent, a real Asterisk: what each party hears is told by its sound.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Centre, asterisk, openCentre } from './centre.ts';
import { tone } from './phone/index.ts';
import { inConversation, inMenu } from './scenes.ts';
import { tones } from './tones.ts';

let centre: Centre;
beforeAll(async () => {
  centre = await openCentre();
});
afterAll(async () => {
  await centre.close();
});

describe('a caller in the menu', () => {
  it('hears the greeting, then the menu, and the chosen key leads to its prompt', async () => {
    const call = await centre.dial();
    await call.hears(tones.bienvenue, { withinMs: 5_000 });
    await call.hears(tones.menuPrincipal, { withinMs: 5_000 });
    await call.press('2');
    await call.hears(tones.renseignement, { withinMs: 2_000 });
    await call.hears(tones.menuPrincipal, { withinMs: 3_000 });
    await call.hangup();
    await centre.nothingLeft();
  });

  it('is cut off by Asterisk itself after four hours, whatever becomes of the controller', async () => {
    const call = await inMenu(centre);
    const [channel] = (await asterisk('channels')) as { id: string }[];
    const asked = `channels/${channel?.id ?? ''}/variable?variable=TIMEOUT(absolute)`;
    const left = Number(((await asterisk(asked)) as { value: string }).value);
    expect([left > 14_300, left <= 14_400]).toEqual([true, true]);
    await call.hangup();
    await centre.nothingLeft();
  });

  it('who presses a key no longer hears the prompt after 100 ms', async () => {
    const call = await inMenu(centre);
    const [key] = await call.press('2', { toneMs: 100 });
    const { endedAt } = await call.stopsHearing(tones.menuPrincipal, { withinMs: 2_000 });
    expect(endedAt - (key?.endedAt ?? 0)).toBeLessThan(100);
    await call.hangup();
    await centre.nothingLeft();
  });

  it('who presses a wrong key and then stays silent hears each retry, then goodbye, and is hung up', async () => {
    const call = await inMenu(centre);
    await call.press('9');
    await call.hears(tones.menuBis, { withinMs: 2_000 });
    await call.press('8');
    await call.hears(tones.menuTer, { withinMs: 2_000 });
    await call.press('7');
    await call.hears(tones.auRevoir, { withinMs: 2_000 });
    expect(await call.ended({ withinMs: 3_000 })).toMatchObject({ kind: 'hungUp', by: 'them' });
    await centre.nothingLeft();
  });

  it('who says nothing hears each retry, then goodbye, and is hung up', async () => {
    const call = await inMenu(centre);
    await call.hears(tones.menuBis, { withinMs: 6_000 });
    await call.hears(tones.menuTer, { withinMs: 4_000 });
    await call.hears(tones.auRevoir, { withinMs: 4_000 });
    expect(await call.ended({ withinMs: 3_000 })).toMatchObject({ kind: 'hungUp', by: 'them' });
    await centre.nothingLeft();
  });

  it('who types the number that the flow expects is led on, and another number leads to goodbye', async () => {
    const call = await inMenu(centre);
    await call.press('3');
    await call.hears(tones.demandeNumero, { withinMs: 2_000 });
    await call.press('1234');
    await call.hears(tones.renseignement, { withinMs: 2_000 });
    await call.hears(tones.menuPrincipal, { withinMs: 3_000 });
    await call.press('3');
    await call.hears(tones.demandeNumero, { withinMs: 2_000 });
    await call.press('99#77#');
    await call.hears(tones.auRevoir, { withinMs: 3_000 });
    await call.ended({ withinMs: 3_000 });
    await centre.nothingLeft();
  });
});

describe('a caller and an agent', () => {
  it('hear each other after music, and the caller goes on with the flow when the agent leaves', async () => {
    const agent = await centre.agent('Ana', 'phone-ana');
    await centre.api('POST', `/api/agents/${agent.id}/not-ready`, { reason: 'pause' });
    const call = await inMenu(centre);
    await call.press('1');
    await call.hears(tones.miseEnAttente, { withinMs: 2_000 });
    await call.hears(tones.music, { withinMs: 3_000 });
    await centre.api('POST', `/api/agents/${agent.id}/ready`);
    const offered = await agent.phone.nextCall({ withinMs: 3_000 });
    expect(offered.party.number).toBe('+33612345678');
    await offered.answer({ sound: tone(tones.agent) });
    await Promise.all([call.hears(tones.agent, { withinMs: 2_000 }), offered.hears(tones.caller, { withinMs: 2_000 })]);
    await offered.hangup();
    await call.hears(tones.merci, { withinMs: 2_000 });
    await call.ended({ withinMs: 3_000 });
    await centre.nothingLeft();
    await centre.api('DELETE', `/api/agents/${agent.id}`);
  });

  it('the caller hangs up first: the agent’s phone is released and the agent is ready again', async () => {
    const agent = await centre.agent('Bruno', 'phone-bruno');
    const { call, offered } = await inConversation(centre, agent);
    await call.hangup();
    await offered.ended({ withinMs: 2_000 });
    await centre.nothingLeft();
    expect((await centre.agents()).find(({ id }) => id === agent.id)?.state.kind).toBe('ready');
    await centre.api('DELETE', `/api/agents/${agent.id}`);
  });

  it('the agent does not answer: the next agent is rung and the first is not responding', async () => {
    const first = await centre.agent('Chloé', 'phone-chloe');
    const second = await centre.agent('David', 'phone-david');
    const call = await inMenu(centre);
    await call.press('1');
    const unanswered = await first.phone.nextCall({ withinMs: 4_000 });
    unanswered.ring();
    const offered = await second.phone.nextCall({ withinMs: 10_000 });
    await unanswered.ended({ withinMs: 2_000 });
    await offered.answer({ sound: tone(tones.agent) });
    await call.hears(tones.agent, { withinMs: 2_000 });
    const states = await centre.agents();
    expect(states.find(({ id }) => id === first.id)?.state.kind).toBe('notResponding');
    expect(states.find(({ id }) => id === second.id)?.state.kind).toBe('talking');
    await call.hangup();
    await centre.nothingLeft();
    for (const { id } of [first, second]) await centre.api('DELETE', `/api/agents/${id}`);
  });
});
