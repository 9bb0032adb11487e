// A caller may leave at any moment. After each: no channel, no room, no agent kept, within ten seconds.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AgentAtWork, type Centre, openCentre } from './centre.ts';
import { tone } from './phone/index.ts';
import { atTheAgents, inConversation, inMenu, inQueue } from './scenes.ts';
import { tones } from './tones.ts';
import { until } from './until.ts';

let centre: Centre;
let agent: AgentAtWork;
beforeAll(async () => {
  centre = await openCentre();
  agent = await centre.agent('Ana', 'phone-ana');
});
afterAll(async () => {
  await centre.close();
});

const agentState = async (): Promise<string | undefined> =>
  (await centre.agents()).find(({ id }) => id === agent.id)?.state.kind;

const choice = (state: 'ready' | 'not-ready'): Promise<unknown> =>
  centre.api('POST', `/api/agents/${agent.id}/${state}`, state === 'ready' ? undefined : { reason: 'pause' });

describe('a caller who hangs up', () => {
  it('before the answer leaves nothing', async () => {
    const call = await centre.dial();
    await call.hangup();
    await centre.nothingLeft();
  });

  it('during the greeting leaves nothing', async () => {
    const call = await centre.dial();
    await call.hears(tones.bienvenue, { withinMs: 5_000 });
    await call.hangup();
    await centre.nothingLeft();
  });

  it('in the menu leaves nothing', async () => {
    const call = await inMenu(centre);
    await call.hangup();
    await centre.nothingLeft();
  });

  it('between two digits leaves nothing', async () => {
    const call = await inMenu(centre);
    await call.press('3');
    await call.hears(tones.demandeNumero, { withinMs: 2_000 });
    await call.press('12');
    await call.hangup();
    await centre.nothingLeft();
  });

  it('while greeted in the queue leaves nothing', async () => {
    await choice('not-ready');
    const call = await inQueue(centre);
    await call.hangup();
    await centre.nothingLeft();
  });

  it('while hearing the music leaves nothing, and the line is empty', async () => {
    await choice('not-ready');
    const call = await inQueue(centre);
    await call.hears(tones.music, { withinMs: 3_000 });
    await call.hangup();
    await centre.nothingLeft();
    const { queues } = await centre.api<{ readonly queues: readonly { name: string; waitingCount: number }[] }>(
      'GET',
      '/api/queues',
    );
    expect(queues.find(({ name }) => name === 'essai')?.waitingCount).toBe(0);
  });

  it('while the agent’s phone rings stops it, and the agent is ready', async () => {
    await choice('ready');
    const { call, offered } = await atTheAgents(centre, agent);
    offered.ring();
    await call.hangup();
    await offered.ended({ withinMs: 2_000 });
    await centre.nothingLeft();
    expect(await agentState()).toBe('ready');
  });

  it('at the very moment the agent answers leaves neither alone', async () => {
    await choice('ready');
    const { call, offered } = await atTheAgents(centre, agent);
    await Promise.allSettled([offered.answer({ sound: tone(tones.agent) }), call.hangup()]);
    await offered.ended({ withinMs: 4_000 });
    await centre.nothingLeft();
    expect(await agentState()).toBe('ready');
  });

  it('in conversation releases the agent', async () => {
    await choice('ready');
    const { call, offered } = await inConversation(centre, agent);
    await call.hangup();
    await offered.ended({ withinMs: 2_000 });
    await centre.nothingLeft();
    expect(await agentState()).toBe('ready');
  });
});

describe('an agent who hangs up', () => {
  it('instead of answering is not responding, and the caller waits on', async () => {
    await choice('ready');
    const { call, offered } = await atTheAgents(centre, agent);
    offered.decline(486);
    await until(async () => (await agentState()) === 'notResponding', { withinMs: 2_000, what: 'not responding' });
    await call.hears(tones.music, { withinMs: 3_000 });
    await call.hangup();
    await centre.nothingLeft();
  });
});
