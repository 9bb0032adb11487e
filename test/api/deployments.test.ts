// Deployments over HTTP: what is refused at the door. The way through is told in test/cli/deploy.test.ts.

import { describe, expect, it } from 'vitest';
import { versionOf } from '../../src/deploy/index.ts';
import { sha256 } from '../fakes/deployments.ts';
import { saying } from '../fakes/deploying.ts';
import { compiled } from '../ivr/compiled.ts';
import { apiOn, memoryRoom, token } from './control-room.ts';

const source = { kind: 'none', author: 'ana', message: 'm' };

async function version() {
  const { hash, program } = versionOf(await compiled(saying('A')), {}, sha256);
  return { hash, body: { program: JSON.stringify(program), audio: {}, source, compiledBy: '0.0.0' } };
}

const order = { kind: 'deploy', environment: 'prod', expected: 0, by: 'ana', why: 'x', ratio: null };

describe('a version', () => {
  it('is taken once and known afterwards', async () => {
    const { ask } = apiOn(memoryRoom());
    const { hash, body } = await version();
    expect(await ask('PUT', `/api/versions/${hash}`, body)).toMatchObject({ status: 200, body: { state: 'kept' } });
    expect(await ask('PUT', `/api/versions/${hash}`, body)).toMatchObject({ status: 200, body: { state: 'known' } });
  });

  it.each([
    ['another hash', (hash: string) => ({ hash: sha256(hash), change: {} }), 'versionBroken'],
    ['a program that is none', (hash: string) => ({ hash, change: { program: '{}' } }), 'versionBroken'],
    ['a text that is no JSON', (hash: string) => ({ hash, change: { program: '{' } }), 'versionBroken'],
    [
      'recordings that change its hash',
      (hash: string) => ({ hash, change: { audio: { a: sha256('') } } }),
      'versionBroken',
    ],
    ['a digest that is none', (hash: string) => ({ hash, change: { audio: { a: 'x' } } }), 'invalid'],
    [
      'a message of two lines',
      (hash: string) => ({ hash, change: { source: { ...source, message: 'a\nb' } } }),
      'invalid',
    ],
  ])('with %s is refused', async (_, change, code) => {
    const room = memoryRoom();
    const { ask } = apiOn(room);
    const made = await version();
    const { hash, change: changed } = change(made.hash);
    const { status, body } = await ask('PUT', `/api/versions/${hash}`, { ...made.body, ...changed });
    expect([status, body.error.code]).toEqual([400, code]);
  });

  it('larger than other requests may be is taken all the same', async () => {
    const { ask } = apiOn(memoryRoom());
    const { hash, program } = versionOf(await compiled(saying('A'.repeat(200_000))), {}, sha256);
    const body = { program: JSON.stringify(program), audio: {}, source, compiledBy: '0.0.0' };
    expect((await ask('PUT', `/api/versions/${hash}`, body)).status).toBe(200);
  });

  it('that nobody sent is not prepared', async () => {
    const { ask } = apiOn(memoryRoom());
    const { status, body } = await ask('POST', `/api/versions/${sha256('x')}/preparation`);
    expect([status, body.error.code]).toEqual([409, 'notServable']);
  });
});

describe('a recording', () => {
  const send = async (digest: string, payload: Buffer, type = 'application/octet-stream') => {
    const { api } = apiOn(memoryRoom());
    const headers = { authorization: `Bearer ${token}`, 'content-type': type };
    const reply = await api.inject({ method: 'PUT', url: `/api/audio-files/${digest}`, headers, payload });
    return [reply.statusCode, (JSON.parse(reply.body || '{}') as { error?: { code: string } }).error?.code];
  };

  it('is taken when it is what its digest says, and refused when not', async () => {
    const bytes = Buffer.alloc(1_000_000, 7);
    expect(await send(sha256(bytes), bytes)).toEqual([204, undefined]);
    expect(await send(sha256('other'), bytes)).toEqual([400, 'audioBroken']);
    expect(await send(sha256('{}'), Buffer.from('{}'), 'application/json')).toEqual([400, 'audioBroken']);
  });
});

describe('an order', () => {
  it.each([
    [{ program: sha256('x') }, 409, 'notPrepared'],
    [{ program: sha256('x'), expected: 3 }, 409, 'overtaken'],
    [{ program: sha256('x'), environment: 'staging' }, 409, 'environmentOther'],
    [{ program: sha256('x'), environment: 'Prod!' }, 400, 'invalid'],
    [{ program: sha256('x'), ratio: 1 }, 400, 'invalid'],
    [{ program: sha256('x'), ratio: 0 }, 400, 'invalid'],
    [{ program: sha256('x'), by: '' }, 400, 'invalid'],
    [{ kind: 'rollback' }, 400, 'invalid'],
  ])('%j is refused', async (change, status, code) => {
    const { ask } = apiOn(memoryRoom());
    const answer = await ask('POST', '/api/deployments', { ...order, ...change });
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
  });

  it('needs the token', async () => {
    const { api } = apiOn(memoryRoom());
    for (const [method, url] of [
      ['POST', '/api/deployments'],
      ['GET', '/api/deployments'],
      ['PUT', `/api/versions/${sha256('x')}`],
      ['PUT', `/api/audio-files/${sha256('x')}`],
    ] as const)
      expect((await api.inject({ method, url })).statusCode, url).toBe(401);
  });
});
