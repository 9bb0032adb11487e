// Who is let in, and what a request that is not understood gets.

import { describe, expect, it } from 'vitest';
import type { ErrorBody } from '../../src/api/contract/index.ts';
import type { Fields, Log } from '../../src/base/log.ts';
import { TelephonyFault } from '../../src/call/ports.ts';
import { apiOn, memoryRoom, token } from './control-room.ts';

const protectedAddresses = [
  '/api/queues',
  '/api/agents',
  '/api/calls',
  '/api/calls/call-1',
  '/metrics',
  '/api/live',
  '/api/nothing',
  '/api/docs-not',
  '/nothing',
];

describe('access', () => {
  it.each(protectedAddresses)('without a token %s answers 401', async (url) => {
    const { api } = apiOn(memoryRoom());
    const reply = await api.inject({ method: 'GET', url });
    expect(reply.statusCode).toBe(401);
    expect(reply.json()).toMatchObject({ error: { code: 'unauthorised', message: 'The token is missing or wrong.' } });
  });

  it.each(['', 'Bearer', 'Bearer ', `Bearer ${token}x`, `Bearer ${token.slice(0, -1)}`, `Basic ${token}`, token])(
    'the authorization %j answers 401',
    async (authorization) => {
      const { api } = apiOn(memoryRoom());
      expect((await api.inject({ url: '/api/queues', headers: { authorization } })).statusCode).toBe(401);
    },
  );

  it('the right token is let in, whatever the case of the scheme', async () => {
    const { api } = apiOn(memoryRoom());
    const headers = { authorization: `bearer ${token}` };
    expect((await api.inject({ url: '/api/queues', headers })).statusCode).toBe(200);
  });

  it('a change without a token changes nothing', async () => {
    const room = memoryRoom();
    const { api } = apiOn(room);
    const reply = await api.inject({ method: 'PUT', url: '/api/queues/sales', payload: {} });
    expect(reply.statusCode).toBe(401);
    expect(await room.queues.list()).toEqual([]);
  });

  it('/livez answers 200 without a token even when nothing else works', async () => {
    const room = memoryRoom();
    room.checks = [{ name: 'journal', state: 'failing', detail: 'disk full' }];
    const reply = await apiOn(room).api.inject({ url: '/livez' });
    expect([reply.statusCode, reply.json()]).toEqual([200, { service: 'carillon', state: 'live' }]);
  });

  it('/readyz answers 200 when every check is ok and 503 with the checks when one fails', async () => {
    const room = memoryRoom();
    const { api } = apiOn(room);
    expect((await api.inject({ url: '/readyz' })).statusCode).toBe(200);
    room.checks.push({ name: 'facts', state: 'degraded', detail: 'waiting for the database' });
    expect((await api.inject({ url: '/readyz' })).statusCode).toBe(200);
    room.checks.push({ name: 'telephony', state: 'failing', detail: 'disconnected' });
    const reply = await api.inject({ url: '/readyz' });
    expect(reply.statusCode).toBe(503);
    expect(reply.json()).toEqual({ service: 'carillon', state: 'notReady', checks: room.checks });
  });
});

describe('requests that are not understood', () => {
  it('an unknown address answers 404 and says where the addresses are', async () => {
    const { ask } = apiOn(memoryRoom());
    const { status, body } = await ask('GET', '/api/nothing');
    expect([status, body.error.code]).toEqual([404, 'routeUnknown']);
    expect(body.error.hint).toContain('/api/openapi.json');
  });

  it('a body over 64 kB answers 413', async () => {
    const { ask } = apiOn(memoryRoom());
    const { status, body } = await ask('PUT', '/api/queues/sales', { music: 'x'.repeat(65 * 1024) });
    expect([status, body.error.code]).toEqual([413, 'tooLarge']);
  });

  it('a body that is no JSON answers 400 in our own form', async () => {
    const { api } = apiOn(memoryRoom());
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const reply = await api.inject({ method: 'PUT', url: '/api/queues/sales', headers, payload: '{' });
    expect([reply.statusCode, reply.json<ErrorBody>().error.code]).toEqual([400, 'badRequest']);
  });

  it('a form answers 415', async () => {
    const { api } = apiOn(memoryRoom());
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-www-form-urlencoded' };
    const reply = await api.inject({ method: 'PUT', url: '/api/queues/sales', headers, payload: 'a=b' });
    expect([reply.statusCode, reply.json<ErrorBody>().error.code]).toEqual([415, 'notJson']);
  });

  it('all faults of a body are named at once and its values are not repeated', async () => {
    const { ask } = apiOn(memoryRoom());
    const { status, body } = await ask('POST', '/api/agents', {
      name: '',
      phone: 'NO',
      queues: [],
      password: 'hunter2',
    });
    expect([status, body.error.code]).toEqual([400, 'invalid']);
    for (const field of ['name', 'phone', 'queues', 'password']) expect(body.error.message).toContain(`${field}:`);
    expect(body.error.message).not.toContain('hunter2');
  });
});

describe('faults', () => {
  const heard: { message: string; fields: Fields | undefined }[] = [];
  const log: Log = {
    info: () => undefined,
    warn: () => undefined,
    error: (message, fields) => heard.push({ message, fields }),
  };
  const agent = { name: 'Ada', phone: 'ada-1', queues: ['sales'] };

  it('an outside that does not answer gives 503, a log line, and none of its words to the client', async () => {
    const room = memoryRoom();
    room.failing = new TelephonyFault('unreachable', 'connect ECONNREFUSED 10.0.0.7');
    const { status, body } = await apiOn(room, log).ask('POST', '/api/agents', agent);
    expect([status, body.error.code]).toEqual([503, 'unavailable']);
    expect(JSON.stringify(body)).not.toContain('ECONNREFUSED');
    expect(heard.at(-1)?.fields).toMatchObject({ method: 'POST', route: '/api/agents', fault: room.failing });
  });

  it('a fault of ours gives 500 and none of its words to the client', async () => {
    const room = memoryRoom();
    room.failing = new Error('row 7 of secret_table');
    const { status, body } = await apiOn(room, log).ask('POST', '/api/agents', agent);
    expect([status, body.error.code]).toEqual([500, 'fault']);
    expect(JSON.stringify(body)).not.toContain('secret_table');
  });
});

describe('/api/openapi.json', () => {
  it('describes every address of ours with its schemas', async () => {
    const { ask } = apiOn(memoryRoom());
    const { status, body } = await ask('GET', '/api/openapi.json');
    expect(status).toBe(200);
    expect(Object.keys(body.paths).sort()).toEqual([
      '/api/agents',
      '/api/agents/{id}',
      '/api/agents/{id}/abilities',
      '/api/agents/{id}/not-ready',
      '/api/agents/{id}/ready',
      '/api/agents/{id}/sign-in',
      '/api/agents/{id}/sign-out',
      '/api/audio-files/missing',
      '/api/audio-files/{digest}',
      '/api/blocked-callers/{number}',
      '/api/callbacks',
      '/api/callbacks/{id}',
      '/api/calls',
      '/api/calls/{id}',
      '/api/calls/{id}/recording',
      '/api/calls/{id}/recordings',
      '/api/calls/{id}/trace',
      '/api/conversations',
      '/api/conversations/{call}',
      '/api/conversations/{call}/cancel',
      '/api/conversations/{call}/complete',
      '/api/conversations/{call}/consult',
      '/api/conversations/{call}/hold',
      '/api/conversations/{call}/join',
      '/api/conversations/{call}/mute',
      '/api/conversations/{call}/retrieve',
      '/api/conversations/{call}/swap',
      '/api/conversations/{call}/transfer',
      '/api/conversations/{call}/unmute',
      '/api/deployments',
      '/api/emergency',
      '/api/numbers',
      '/api/numbers/{number}',
      '/api/outbound/judgements',
      '/api/queues',
      '/api/queues/{name}',
      '/api/recordings/{id}',
      '/api/recordings/{id}/audio',
      '/api/recordings/{id}/{mark}',
      '/api/scripts',
      '/api/scripts/{id}',
      '/api/scripts/{id}/answers',
      '/api/session',
      '/api/session/links',
      '/api/versions/{hash}',
      '/api/versions/{hash}/preparation',
      '/api/voicemails',
      '/livez',
      '/readyz',
    ]);
    expect(JSON.stringify(body.paths['/api/agents']?.post)).toContain('digest');
  });
});

describe('the page of the interface', () => {
  it('is there without a token, and everything that it loads comes from here', async () => {
    const { api } = apiOn(memoryRoom());
    const page = await api.inject({ url: '/api/docs/' });
    expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    const loaded = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address = '']) => address);
    expect(loaded.length).toBeGreaterThan(3);
    for (const address of loaded) {
      expect(address).toMatch(/^\.?\/(?!\/)/);
      const found = await api.inject({ url: new URL(address, 'http://here/api/docs/').pathname });
      expect([address, found.statusCode]).toEqual([address, 200]);
    }
    expect(page.headers['content-security-policy']).toContain("default-src 'self'");
  });

  it('describes what /api/openapi.json describes and asks no validator', async () => {
    const { api } = apiOn(memoryRoom());
    const [page, description] = [await api.inject('/api/docs/json'), await api.inject('/api/openapi.json')];
    expect(page.json()).toEqual(description.json());
    expect((await api.inject('/api/docs/static/swagger-initializer.js')).body).toContain('"validatorUrl":null');
  });
});

it('/metrics is told to who has the token', async () => {
  const reply = await apiOn(memoryRoom()).api.inject({
    url: '/metrics',
    headers: { authorization: `Bearer ${token}` },
  });
  expect([reply.statusCode, reply.body]).toEqual([200, 'carillon_build_info 1\n']);
});
