// What agents can do, the scripts before them, and promises to call back, over HTTP: what is shown, what is refused, and to whom.

import { describe, expect, it } from 'vitest';
import { callId, queueName } from '../../src/base/ids.ts';
import { buildApi } from '../../src/api/index.ts';
import { silentLog } from '../../src/base/log.ts';
import type { Callback } from '../../src/callbacks/index.ts';
import type { ScriptAnswer, Sheet } from '../../src/ivr/index.ts';
import { fakeClock } from '../fakes/clock.ts';
import { apiOn, memoryRoom, quietBroadcaster, token } from './control-room.ts';

const promised: Callback = {
  ...{ id: 'call-1-callback-3', call: callId('call-1'), to: '+33612345678', queue: queueName('support'), since: 5 },
  ...{ askedAt: 10, visitCount: 1, dialCount: 2, vainCount: 1, stage: { kind: 'scheduled', at: 99 } },
};
const sheet: Sheet = {
  ...{ id: 'call-1-script-4', call: callId('call-1'), agent: 'ada', script: 'fiche', lines: ['Bonjour.'], version: 2 },
  task: {
    ...{ kind: 'field', field: 7, question: 'age', text: 'Quel âge ?', answer: 'required', correction: null },
    form: { kind: 'value', type: 'Number' },
  },
};

describe('PUT /api/agents/:id/abilities', () => {
  const withAda = async () => {
    const asked = apiOn(memoryRoom());
    await asked.ask('PUT', '/api/queues/ventes', {});
    await asked.ask('POST', '/api/agents', { name: 'Ada', phone: 'ada-1', queues: ['ventes'] });
    return asked;
  };
  const url = '/api/agents/agent-1/abilities';

  it('says what an agent can do from now on, and nothing else', async () => {
    const { ask } = await withAda();
    const able = { languages: ['fr', 'en-GB'], skills: [{ skill: 'fibre', level: 3 }] };
    expect((await ask('PUT', url, able)).body.abilities).toEqual(able);
    expect((await ask('PUT', url, {})).body.abilities).toEqual({ languages: [], skills: [] });
  });

  it.each([
    ['a level of nothing', { skills: [{ skill: 'fibre', level: 0 }] }],
    ['a level beyond all', { skills: [{ skill: 'fibre', level: 101 }] }],
    ['half a level', { skills: [{ skill: 'fibre', level: 1.5 }] }],
    ['a skill twice', { skills: ['a', 'a'].map((skill) => ({ skill, level: 1 })) }],
    ['no name', { skills: [{ skill: '', level: 1 }] }],
    ['a name that no flow can write', { skills: [{ skill: "fibre'); drop table", level: 1 }] }],
    ['no language', { languages: ['french'] }],
    ['too much', { languages: Array.from({ length: 51 }, () => 'fr') }],
    ['something else', { qualities: ['kind'] }],
  ])('refuses %s', async (_, body) => {
    const { ask } = await withAda();
    expect((await ask('PUT', url, body)).status).toBe(400);
  });

  it('of nobody answers 404', async () => {
    const { ask } = await withAda();
    expect((await ask('PUT', '/api/agents/nobody/abilities', {})).body.error.code).toBe('agentUnknown');
  });
});

describe('callbacks', () => {
  it('are listed with masked numbers, and cancelled once by somebody with a name', async () => {
    const room = memoryRoom();
    room.promised.push(promised);
    const { ask, api } = apiOn(room);
    const headers = { authorization: `Bearer ${token}` };
    const list = await api.inject({ url: '/api/callbacks', headers });
    expect(list.json()).toEqual({
      callbacks: [
        {
          ...{ id: 'call-1-callback-3', call: 'call-1', number: '+33•••••••78', queue: 'support', state: 'scheduled' },
          ...{ askedAt: 10, at: 99, keepsPlace: true, tries: 2 },
        },
      ],
    });
    expect((await ask('DELETE', '/api/callbacks/call-1-callback-3')).status).toBe(400);
    expect((await ask('DELETE', '/api/callbacks/call-1-callback-3', { by: 'ada' })).status).toBe(204);
    expect((await ask('DELETE', '/api/callbacks/other', { by: 'ada' })).body.error.code).toBe('callbackUnknown');
    expect((await ask('DELETE', '/api/callbacks/..%2Fother', { by: 'ada' })).status).toBe(400);
  });

  it('whose person talks already cannot be cancelled', async () => {
    const { ask } = apiOn({ ...memoryRoom(), callbacks: { list: () => [], cancel: () => 'talking' } });
    expect((await ask('DELETE', '/api/callbacks/one', { by: 'ada' })).body.error.code).toBe('callbackTalks');
  });
});

describe('scripts', () => {
  const answers: ScriptAnswer[] = [];
  const room = {
    ...memoryRoom(),
    scripts: {
      sheets: () => [sheet],
      answer: (id: string, answer: ScriptAnswer) => {
        answers.push(answer);
        return id !== sheet.id ? ('unknown' as const) : answer.field === 7 ? ('taken' as const) : ('late' as const);
      },
    },
  };
  const post = (body: object, id = sheet.id) => apiOn(room).ask('POST', `/api/scripts/${id}/answers`, body);

  it('are listed without what is on them, and shown one by one', async () => {
    const { api, ask } = apiOn(room);
    const headers = { authorization: `Bearer ${token}` };
    expect((await api.inject({ url: '/api/scripts', headers })).body).not.toContain('Bonjour');
    expect((await api.inject({ url: `/api/scripts/${sheet.id}`, headers })).json()).toEqual(sheet);
    expect((await ask('GET', '/api/scripts/other')).body.error.code).toBe('scriptUnknown');
  });

  it('are answered in the words of the engine; what they no longer ask is refused', async () => {
    expect((await post({ kind: 'field', field: 7, value: 40 })).status).toBe(200);
    await post({ kind: 'objection', field: 7, objection: 1 });
    await post({ kind: 'continue', field: 7 });
    expect(answers).toEqual([
      { kind: 'fieldGiven', field: 7, value: 40 },
      { kind: 'objection', field: 7, objection: 1 },
      { kind: 'continued', field: 7 },
    ]);
    expect((await post({ kind: 'field', field: 6, value: 40 })).body.error.code).toBe('scriptElsewhere');
    expect((await post({ kind: 'continue', field: 7 }, 'other')).body.error.code).toBe('scriptUnknown');
  });

  it.each([
    ['nothing', {}],
    ['no value', { kind: 'field', field: 7 }],
    ['a value that no type has', { kind: 'field', field: 7, value: { a: 1 } }],
    ['a book', { kind: 'field', field: 7, value: 'x'.repeat(1_001) }],
    ['a sum that is none', { kind: 'field', field: 7, value: { amount: '1e9', currency: 'EUR' } }],
    ['a field before the first', { kind: 'continue', field: -1 }],
    ['more than was asked', { kind: 'continue', field: 7, by: 'ada' }],
  ])('take no %s', async (_, body) => {
    expect((await post(body)).status).toBe(400);
  });

  it('are open to whoever is signed in to the page: to read, and to answer from our own page only', async () => {
    const origin = 'http://127.0.0.1:9';
    const page = { site: new Map(), broadcaster: quietBroadcaster(), origins: [origin] };
    const api = buildApi(room, { token, log: silentLog, realm: 'carillon', clock: fakeClock(1_000_000), page });
    const payload = { kind: 'token', token };
    const signedIn = await api.inject({ method: 'POST', url: '/api/session', payload, headers: { origin } });
    const cookie = String(signedIn.headers['set-cookie']).split(';')[0] ?? '';
    const url = `/api/scripts/${sheet.id}`;
    const answer = { method: 'POST', url: `${url}/answers`, payload: { kind: 'continue', field: 7 } } as const;
    expect((await api.inject({ url, headers: { cookie } })).statusCode).toBe(200);
    expect((await api.inject({ url })).statusCode).toBe(401);
    expect((await api.inject({ ...answer, headers: { cookie, origin } })).statusCode).toBe(200);
    expect((await api.inject({ ...answer, headers: { cookie } })).statusCode).toBe(403);
    expect((await api.inject({ ...answer, headers: { cookie, origin: 'http://evil.example' } })).statusCode).toBe(403);
    expect((await api.inject({ ...answer, headers: { origin } })).statusCode).toBe(401);
    // Looking at the rest, and acting on it, stay with the token.
    expect((await api.inject({ url: '/api/callbacks', headers: { cookie } })).statusCode).toBe(401);
  });
});
