// Many requests at once to a server that takes connections slowly: it is not overrun.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { openPool } from '../../src/ari/rest.ts';
import { acceptMs, openingCountMax } from '../../src/ari/limits.ts';
import type { Wire } from '../../src/ari/line.ts';
import { fakeClock } from '../fakes/clock.ts';
import { until } from '../live/until.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Answers each request after `release`, and counts the connections that it was given. */
async function slowServer() {
  const { promise: released, resolve } = Promise.withResolvers<null>();
  const release = (): void => {
    resolve(null);
  };
  let connectionCount = 0;
  const server = createServer((_request, reply) => void released.then(() => reply.end('{}')));
  server.on('connection', () => {
    connectionCount += 1;
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  closing.push(() => new Promise((done) => server.close(done)));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return { url, release, connectionCount: () => connectionCount };
}

const wire: Wire = { name: 'x', method: 'GET', path: '/x', pathParams: {}, query: {}, body: null };

describe('thirty requests at once', () => {
  it('open a few connections, then a few more a moment later, and all are answered', async () => {
    const server = await slowServer();
    const clock = fakeClock();
    const pool = openPool({ url: server.url, user: 'me', password: 'secret' }, clock);
    closing.push(() => pool.close());
    const replies = Array.from({ length: 30 }, () => pool.send(wire, 60_000));
    await until(() => server.connectionCount() === openingCountMax, { withinMs: 2_000, what: 'the first connections' });
    await until(
      () => {
        clock.pass(acceptMs);
        return server.connectionCount() === 30;
      },
      { withinMs: 2_000, what: 'a connection for each' },
    );
    server.release();
    expect((await Promise.all(replies)).every(({ status }) => status === 200)).toBe(true);
  });
});
