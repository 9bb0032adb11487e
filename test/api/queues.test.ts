import { noAbilities, plainJoin } from '../queue/plain.ts';
import { describe, expect, it } from 'vitest';
import { agentId, callId, legId, phoneId, queueName } from '../../src/base/ids.ts';
import { apiOn, memoryRoom } from './control-room.ts';

describe('queues', () => {
  it('a new queue gets the defaults for what is left out', async () => {
    const { ask } = apiOn(memoryRoom());
    const { status, body } = await ask('PUT', '/api/queues/ventes', {});
    expect(status).toBe(200);
    const settings = { music: 'default', wrapUpMs: 15_000, ringMs: 20_000, state: 'open', waitingMax: null };
    expect(body).toEqual({ name: 'ventes', ...settings, waitingCount: 0, oldestWaitMs: null });
  });

  it('putting a queue again replaces all its settings', async () => {
    const { ask } = apiOn(memoryRoom());
    await ask('PUT', '/api/queues/ventes', {
      music: 'jazz',
      wrapUpMs: 0,
      ringMs: 5000,
      state: 'closed',
      waitingMax: 9,
    });
    await ask('PUT', '/api/queues/ventes', { ringMs: 7000 });
    const { body } = await ask('GET', '/api/queues');
    expect(body.queues).toMatchObject([
      { name: 'ventes', music: 'default', wrapUpMs: 15_000, ringMs: 7000, state: 'open', waitingMax: null },
    ]);
  });

  it('a queue in which callers wait shows how many and how long the first one has waited', async () => {
    const room = memoryRoom();
    const { ask } = apiOn(room);
    await ask('PUT', '/api/queues/ventes', {});
    const queue = queueName('ventes');
    const agent = { id: agentId('a1'), name: 'Ada', phone: phoneId('ada'), queues: [queue], abilities: noAbilities };
    room.happens({ kind: 'agentPut', agent });
    room.happens({ kind: 'availabilityChosen', agent: agent.id, availability: { kind: 'paused', reason: 'lunch' } });
    for (const call of ['c1', 'c2']) {
      const leg = legId(`${call}-leg`);
      const joins = { call: callId(call), leg, caller: null, queue, priority: 0, visit: 1, ...plainJoin };
      room.happens({ kind: 'callJoined', ...joins });
      room.now += 2000;
    }
    const { body } = await ask('GET', '/api/queues');
    expect(body.queues).toMatchObject([{ waitingCount: 2, oldestWaitMs: 4000 }]);
  });

  it('an accented name, as Fil allows it, is taken', async () => {
    const { ask } = apiOn(memoryRoom());
    expect((await ask('PUT', `/api/queues/${encodeURIComponent('réclamations_2')}`, {})).status).toBe(200);
  });

  it.each(['2nd', 'a-b', 'a b', 'a"b', 'x'.repeat(81), 'имя'])('the name %j answers 400', async (name) => {
    const { ask } = apiOn(memoryRoom());
    const { status, body } = await ask('PUT', `/api/queues/${encodeURIComponent(name)}`, {});
    expect([status, body.error.code]).toEqual([400, 'invalid']);
  });

  it.each([
    { wrapUpMs: -1 },
    { wrapUpMs: 3_600_001 },
    { ringMs: 999 },
    { ringMs: 1500.5 },
    { ringMs: '5000' },
    { music: 'a/../b' },
    { state: 'ajar' },
    { waitingMax: 0 },
    { waitingMax: 10_001 },
    { waitingMax: 2.5 },
    { colour: 'red' },
  ])('the settings %j answer 400', async (settings) => {
    const { ask } = apiOn(memoryRoom());
    expect((await ask('PUT', '/api/queues/ventes', settings)).status).toBe(400);
  });
});
