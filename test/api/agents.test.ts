import { noAbilities, plainJoin } from '../queue/plain.ts';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Fields, Log } from '../../src/base/log.ts';
import { callId, legId, queueName } from '../../src/base/ids.ts';
import { apiOn, memoryRoom } from './control-room.ts';

const ada = { name: 'Ada Lovelace', phone: 'ada-1', queues: ['ventes'] };

async function withQueue(log?: Log) {
  const room = memoryRoom();
  const { ask, api } = apiOn(room, log);
  await ask('PUT', '/api/queues/ventes', {});
  return { room, ask, api };
}

async function withAda() {
  const all = await withQueue();
  const { body } = await all.ask('POST', '/api/agents', ada);
  return { ...all, id: body.agent.id };
}

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

describe('adding an agent', () => {
  it('without a secret makes a password, tells it once, and hands on only its digest', async () => {
    const lines: (Fields | undefined)[] = [];
    const keep = (_message: string, fields?: Fields): void => void lines.push(fields);
    const { room, ask } = await withQueue({ info: keep, warn: keep, error: keep });
    const { status, body } = await ask('POST', '/api/agents', ada);
    expect(status).toBe(201);
    expect(body.password).toMatch(/^[A-Za-z0-9_-]{24,}$/);
    expect(room.added).toEqual([{ ...ada, abilities: noAbilities, digest: md5(`ada-1:carillon:${body.password}`) }]);
    const later = await ask('GET', '/api/agents');
    for (const place of [later.body, room.added, lines]) expect(JSON.stringify(place)).not.toContain(body.password);
  });

  it('two agents without a secret get different passwords', async () => {
    const { ask } = await withQueue();
    const one = await ask('POST', '/api/agents', ada);
    const other = await ask('POST', '/api/agents', { ...ada, phone: 'bob-1' });
    expect(one.body.password).not.toBe(other.body.password);
  });

  it('with a password uses it and does not repeat it', async () => {
    const { room, ask } = await withQueue();
    const { body } = await ask('POST', '/api/agents', { ...ada, password: 'correct horse battery' });
    expect(body.password).toBeNull();
    expect(room.added[0]?.digest).toBe(md5('ada-1:carillon:correct horse battery'));
    expect(JSON.stringify(body)).not.toContain('correct horse');
  });

  it('with a digest hands it on as it is', async () => {
    const { room, ask } = await withQueue();
    const digest = 'a'.repeat(32);
    const { body } = await ask('POST', '/api/agents', { ...ada, digest });
    expect([room.added[0]?.digest, body.password]).toEqual([digest, null]);
    expect(JSON.stringify(body)).not.toContain(digest);
  });

  it('starts signed out and offline', async () => {
    const { ask } = await withQueue();
    const { body } = await ask('POST', '/api/agents', ada);
    expect(body.agent).toMatchObject({
      ...ada,
      availability: { kind: 'signedOut' },
      state: { kind: 'offline', call: null },
    });
  });

  it('with a phone that is taken answers 409 and names it', async () => {
    const { ask } = await withAda();
    const { status, body } = await ask('POST', '/api/agents', ada);
    expect([status, body.error.code]).toEqual([409, 'phoneTaken']);
    expect(body.error.message).toContain('ada-1');
  });

  it('for a queue that does not exist answers 409 and names it', async () => {
    const { ask } = await withQueue();
    const { status, body } = await ask('POST', '/api/agents', { ...ada, queues: ['ventes', 'nowhere'] });
    expect([status, body.error.code]).toEqual([409, 'queueUnknown']);
    expect(body.error.message).toContain('nowhere');
  });

  it.each([
    { phone: 'ab' },
    { phone: 'a'.repeat(41) },
    { phone: 'Ada' },
    { phone: 'ada@evil' },
    { phone: 'ada;tag' },
    { phone: 'ada\n' },
    { name: 'x'.repeat(81) },
    { name: 'a\nb' },
    { name: '\u202Eadmin' },
    { name: ' ada' },
    { queues: [] },
    { queues: ['a b'] },
    { digest: 'short' },
    { password: 'short' },
    { password: 'long enough word', digest: 'a'.repeat(32) },
    { role: 'admin' },
  ])('with %j answers 400', async (change) => {
    const { room, ask } = await withQueue();
    expect((await ask('POST', '/api/agents', { ...ada, ...change })).status).toBe(400);
    expect(room.added).toEqual([]);
  });
});

describe('what an agent chooses', () => {
  it('signed out, signs in: is not ready with the reason "signed in"', async () => {
    const { ask, id } = await withAda();
    const { status, body } = await ask('POST', `/api/agents/${id}/sign-in`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ availability: { kind: 'paused', reason: 'signed in' }, state: { kind: 'notReady' } });
  });

  it('ready, signs in again: stays ready', async () => {
    const { ask, id } = await withAda();
    await ask('POST', `/api/agents/${id}/sign-in`);
    await ask('POST', `/api/agents/${id}/ready`);
    const { status, body } = await ask('POST', `/api/agents/${id}/sign-in`);
    expect([status, body.state.kind]).toEqual([200, 'ready']);
  });

  it('signed in, says ready: is ready', async () => {
    const { ask, id } = await withAda();
    await ask('POST', `/api/agents/${id}/sign-in`);
    const { body } = await ask('POST', `/api/agents/${id}/ready`);
    expect([body.availability.kind, body.state.kind]).toEqual(['available', 'ready']);
  });

  it('ready, says not ready: is not ready with that reason', async () => {
    const { ask, id } = await withAda();
    await ask('POST', `/api/agents/${id}/sign-in`);
    await ask('POST', `/api/agents/${id}/ready`);
    const { body } = await ask('POST', `/api/agents/${id}/not-ready`, { reason: 'pause café' });
    expect(body.availability).toEqual({ kind: 'paused', reason: 'pause café' });
  });

  it.each(['ready', 'not-ready'])('signed out, says %s: 409 with a sentence', async (choice) => {
    const { ask, id } = await withAda();
    const { status, body } = await ask('POST', `/api/agents/${id}/${choice}`, { reason: 'lunch' });
    expect([status, body.error]).toEqual([
      409,
      { code: 'signedOut', message: 'The agent has not signed in.', hint: 'Sign the agent in first.' },
    ]);
  });

  it('ready, signs out twice: is offline', async () => {
    const { ask, id } = await withAda();
    await ask('POST', `/api/agents/${id}/sign-in`);
    await ask('POST', `/api/agents/${id}/sign-out`);
    const { status, body } = await ask('POST', `/api/agents/${id}/sign-out`);
    expect([status, body.state.kind]).toEqual([200, 'offline']);
  });

  it.each([{}, { reason: '' }, { reason: 'x'.repeat(81) }, { reason: 'a', more: 1 }])(
    'not ready with %j answers 400',
    async (payload) => {
      const { ask, id } = await withAda();
      await ask('POST', `/api/agents/${id}/sign-in`);
      expect((await ask('POST', `/api/agents/${id}/not-ready`, payload)).status).toBe(400);
    },
  );

  it('an offer rings: the agent is shown reserved with that call', async () => {
    const { room, ask, id } = await withAda();
    await ask('POST', `/api/agents/${id}/sign-in`);
    await ask('POST', `/api/agents/${id}/ready`);
    const offered = {
      call: callId('c1'),
      leg: legId('l1'),
      caller: null,
      queue: queueName('ventes'),
      priority: 0,
      visit: 1,
      ...plainJoin,
    };
    room.happens({ kind: 'callJoined', ...offered });
    const { body } = await ask('GET', '/api/agents');
    expect(body.agents).toMatchObject([{ state: { kind: 'reserved', since: room.now, call: 'c1' } }]);
  });
});

describe('agents that do not exist', () => {
  it.each(['sign-in', 'sign-out', 'ready', 'not-ready'])('%s answers 404', async (choice) => {
    const { ask } = await withAda();
    const { status, body } = await ask('POST', `/api/agents/nobody/${choice}`, { reason: 'lunch' });
    expect([status, body.error.code]).toEqual([404, 'agentUnknown']);
  });

  it('removing one answers 404, removing one that exists 204 and it is gone', async () => {
    const { ask, id } = await withAda();
    expect((await ask('DELETE', '/api/agents/nobody')).status).toBe(404);
    expect((await ask('DELETE', `/api/agents/${id}`)).status).toBe(204);
    expect((await ask('GET', '/api/agents')).body.agents).toEqual([]);
  });
});
