// Signing in to the live page, and who may open its stream: over a real socket, as a browser would.

import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { Broadcaster, buildApi } from '../../src/api/index.ts';
import { liveLimits } from '../../src/api/live/index.ts';
import { silentLog } from '../../src/base/log.ts';
import { realClock } from '../../src/base/real-clock.ts';
import { fakeClock } from '../fakes/clock.ts';
import { memoryRoom, token } from './control-room.ts';

const origin = 'http://127.0.0.1:9';
const clock = fakeClock(1_000_000);
/** Sessions and links age when told; sockets are real. */
const mixedClock = { now: clock.now, after: realClock().after };
const broadcaster = () =>
  new Broadcaster({ clock: realClock(), log: silentLog, words: { stepLabel: () => null }, states: () => new Map() });
const index = { type: 'text/html', bytes: Buffer.from('<p>page</p>') };

function openApi(stream = broadcaster(), secret = token) {
  const page = { site: new Map([['index.html', index]]), broadcaster: stream, origins: [origin] };
  return buildApi(memoryRoom(), { token: secret, log: silentLog, realm: 'carillon', clock: mixedClock, page });
}

const signIn = (api: ReturnType<typeof openApi>, payload: object, from = origin) =>
  api.inject({ method: 'POST', url: '/api/session', payload, headers: { origin: from } });

async function cookieFrom(api: ReturnType<typeof openApi>): Promise<string> {
  const reply = await signIn(api, { kind: 'token', token });
  return String(reply.headers['set-cookie']).split(';')[0] ?? '';
}

describe('signing in', () => {
  it('with the token gives a cookie that scripts cannot read and other sites cannot use', async () => {
    const reply = await signIn(openApi(), { kind: 'token', token });
    expect(reply.statusCode).toBe(204);
    expect(reply.headers['set-cookie']).toMatch(
      /^carillon_[0-9a-f]{8}=[\w.-]+; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200$/,
    );
  });

  it('with a wrong token, or without a page, is refused', async () => {
    expect((await signIn(openApi(), { kind: 'token', token: `${token}x` })).statusCode).toBe(401);
    expect((await signIn(openApi(), { kind: 'token', token }, 'http://evil.example')).statusCode).toBe(403);
    const noPage = await openApi().inject({ method: 'POST', url: '/api/session', payload: { kind: 'token', token } });
    expect(noPage.statusCode).toBe(403);
  });

  it('with a link works once, and not after an hour', async () => {
    const api = openApi();
    const make = () =>
      api.inject({ method: 'POST', url: '/api/session/links', headers: { authorization: `Bearer ${token}` } });
    const linkIn = (path: string) => path.slice('/#link='.length);
    const { path } = (await make()).json<{ path: string }>();
    expect((await signIn(api, { kind: 'link', link: linkIn(path) })).statusCode).toBe(204);
    expect((await signIn(api, { kind: 'link', link: linkIn(path) })).statusCode).toBe(401);
    const late = (await make()).json<{ path: string }>().path;
    clock.pass(3_600_001);
    expect((await signIn(api, { kind: 'link', link: linkIn(late) })).statusCode).toBe(401);
  });

  it('making a link needs the token', async () => {
    const api = openApi();
    const headers = { cookie: await cookieFrom(api), origin };
    expect((await api.inject({ method: 'POST', url: '/api/session/links', headers })).statusCode).toBe(401);
  });
});

describe('a session', () => {
  const stateOf = async (api: ReturnType<typeof openApi>, cookie: string) =>
    (await api.inject({ url: '/api/session', headers: { cookie } })).json<{ state: string }>().state;

  it('outlives the controller that opened it, and not a change of the token', async () => {
    const cookie = await cookieFrom(openApi());
    expect(await stateOf(openApi(), cookie)).toBe('signedIn');
    expect(await stateOf(openApi(broadcaster(), 'another-token'), cookie)).toBe('signedOut');
  });

  it('is over after twelve hours, and no change to its note makes it longer', async () => {
    const api = openApi();
    const cookie = await cookieFrom(api);
    const longer = cookie.replace(/=(\d+)/, (_, expires: string) => `=${Number(expires) * 2}`);
    expect(await stateOf(api, longer)).toBe('signedOut');
    clock.pass(12 * 3_600_000 + 1);
    expect(await stateOf(api, cookie)).toBe('signedOut');
  });

  it('opens the stream and nothing else', async () => {
    const api = openApi();
    const headers = { cookie: await cookieFrom(api), origin };
    for (const url of ['/api/agents', '/api/calls', '/api/queues', '/metrics'])
      expect((await api.inject({ url, headers })).statusCode, url).toBe(401);
  });
});

describe('the page', () => {
  it('is given to anybody, may load nothing from elsewhere and stand in no frame', async () => {
    const reply = await openApi().inject({ url: '/' });
    expect([reply.statusCode, reply.body]).toEqual([200, '<p>page</p>']);
    expect(reply.headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'");
    expect(reply.headers['content-security-policy']).toContain("frame-ancestors 'none'");
  });

  it('says how to make it when it was not made', async () => {
    const page = { site: new Map(), broadcaster: broadcaster(), origins: [] };
    const api = buildApi(memoryRoom(), { token, log: silentLog, realm: 'carillon', clock, page });
    const reply = await api.inject({ url: '/' });
    expect([reply.statusCode, reply.body]).toEqual([404, expect.stringContaining('npm run build')]);
  });

  it.each(['/assets/nothing.js', '/assets/..%2findex.html', '/assets/%2e%2e/index.html'])(
    'has no file %s',
    async (url) => {
      expect((await openApi().inject({ url })).statusCode).not.toBe(200);
    },
  );
});

describe('the stream', () => {
  const open: { close: () => Promise<unknown> }[] = [];
  afterEach(async () => {
    for (const api of open.splice(0)) await api.close();
  });

  async function listening(stream = broadcaster()) {
    const api = openApi(stream);
    open.push(api);
    await api.listen({ port: 0, host: '127.0.0.1' });
    return { api, url: `ws://127.0.0.1:${(api.server.address() as AddressInfo).port}/api/live` };
  }

  /** The first message, or the HTTP status of the refusal, or the code of the close. */
  function outcome(url: string, headers: Record<string, string>, say?: string): Promise<unknown> {
    const socket = new WebSocket(url, { headers });
    return new Promise<unknown>((resolve) => {
      socket.on('unexpected-response', (_request, response) => {
        // What the server leaves open would keep it from closing, which the end of each test waits for.
        resolve(response.statusCode);
      });
      socket.on('error', resolve);
      socket.on('close', resolve);
      if (say === undefined)
        socket.on('message', (data: Buffer) => resolve((JSON.parse(data.toString()) as { kind: string }).kind));
      else socket.on('open', () => socket.send(say));
    });
  }

  it('opens for a session from our own page, and for the token without one', async () => {
    const { api, url } = await listening();
    const cookie = await cookieFrom(api);
    expect(await outcome(url, { cookie, origin })).toBe('snapshot');
    expect(await outcome(url, { authorization: `Bearer ${token}` })).toBe('snapshot');
  });

  it('stays shut for another site that uses our cookie, for no origin, and without a session', async () => {
    const { api, url } = await listening();
    const cookie = await cookieFrom(api);
    expect(await outcome(url, { cookie, origin: 'http://evil.example' })).toBe(403);
    expect(await outcome(url, { cookie, origin: `${origin}.evil.example` })).toBe(403);
    expect(await outcome(url, { cookie, origin: 'null' })).toBe(403);
    expect(await outcome(url, { cookie })).toBe(403);
    expect(await outcome(url, { origin })).toBe(401);
  });

  it('refuses one client more than there may be', async () => {
    const stream = broadcaster();
    const idle = { send: () => undefined, bufferedBytes: () => 0, ping: () => undefined, drop: () => undefined };
    const watching = Array.from({ length: liveLimits.watcherCountMax }, () => stream.join(idle));
    const { url } = await listening(stream);
    expect(await outcome(url, { authorization: `Bearer ${token}` })).toBe(503);
    for (const one of watching) if (one !== 'full') one.leave();
  });

  it('does not hold up a server that closes, even for a client that never answers', async () => {
    const { api, url } = await listening();
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.write(
      `GET /api/live HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n` +
        `Sec-WebSocket-Key: ${'A'.repeat(22)}==\r\nAuthorization: Bearer ${token}\r\n\r\n`,
    );
    await once(socket, 'data');
    const beganAt = performance.now();
    await api.close();
    expect(performance.now() - beganAt).toBeLessThan(2_000);
  });

  it('is closed to whoever says anything but that a number is missing', async () => {
    const { url } = await listening();
    const headers = { authorization: `Bearer ${token}` };
    expect(await outcome(url, headers, '{"kind":"hangUpEverybody"}')).toBe(1008);
    expect(await outcome(url, headers, 'x'.repeat(liveLimits.requestBytesMax + 1))).toBe(1009);
  });
});
