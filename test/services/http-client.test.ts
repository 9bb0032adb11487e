// The way out on a real socket: what answers become, and that no connection is made to an address that may not be asked.

import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpClient, type HttpRequest, httpClient } from '../../src/services/index.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let port = 0;
let answer: Answer = (_, response) => response.end('{}');
const seen: IncomingMessage[] = [];
const clients: HttpClient[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.close()));
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function client(options: Parameters<typeof httpClient>[0]): HttpClient {
  const made = httpClient(options);
  clients.push(made);
  return made;
}

const get = (url: string): HttpRequest => ({ method: 'GET', url, headers: { accept: 'application/json' }, body: null });
const never = new AbortController().signal;
const local = { privateHosts: ['127.0.0.1', 'CRM.test'] };

describe('an answer', () => {
  it('comes with its status and whole text; what was asked arrives as it was built', async () => {
    answer = (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () =>
        response.writeHead(201).end(`${request.method} ${request.url} ${Buffer.concat(chunks).toString()}`),
      );
    };
    const url = `http://127.0.0.1:${port}/a%2Fb?x=1`;
    const reply = await client(local).send({ method: 'POST', url, headers: { 'x-a': 'é' }, body: '{"é":1}' }, never);
    expect(reply).toEqual({ status: 201, text: 'POST /a%2Fb?x=1 {"é":1}' });
  });

  it('that leads elsewhere is not followed', async () => {
    answer = (_, response) => response.writeHead(302, { location: `http://127.0.0.1:${port}/other` }).end('moved');
    seen.length = 0;
    expect(await client(local).send(get(`http://127.0.0.1:${port}/`), never)).toEqual({ status: 302, text: 'moved' });
    expect(seen).toHaveLength(1);
  });

  it('longer than any that is read is refused, announced or not', async () => {
    const piece = 'x'.repeat(64 * 1024);
    answer = (_, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(piece));
      };
      response.on('drain', more);
      more();
    };
    await expect(client(local).send(get(`http://127.0.0.1:${port}/`), never)).rejects.toMatchObject({
      code: 'tooLarge',
      retryable: false,
    });
    answer = (_, response) => response.writeHead(200, { 'content-length': 50_000_000 }).write(piece);
    await expect(client(local).send(get(`http://127.0.0.1:${port}/`), never)).rejects.toMatchObject({
      code: 'tooLarge',
    });
  });

  it('that never ends is given up when told to', async () => {
    const stop = new AbortController();
    answer = (_, response) => {
      response.write('{"a":');
      stop.abort();
    };
    await expect(client(local).send(get(`http://127.0.0.1:${port}/`), stop.signal)).rejects.toMatchObject({
      code: 'aborted',
    });
  });

  it.each([
    ['that breaks off', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"a"', 'cut'],
    ['of garbage', '\u0000\u0001garbage\r\n\r\n', 'cut'],
    ['of nothing', '', 'cut'],
    ['with endless headers', `HTTP/1.1 200 OK\r\n${'x-a: b\r\n'.repeat(5_000)}`, 'tooLarge'],
  ])('%s has failed', async (_, bytes, code) => {
    const raw = createSocketServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.end(bytes));
    });
    await new Promise<void>((resolve) => raw.listen(0, '127.0.0.1', resolve));
    const rawPort = (raw.address() as AddressInfo).port;
    await expect(client(local).send(get(`http://127.0.0.1:${rawPort}/`), never)).rejects.toMatchObject({ code });
    await new Promise((resolve) => raw.close(resolve));
  });

  it('nobody gives is a fault that may pass', async () => {
    const raw = createSocketServer();
    await new Promise<void>((resolve) => raw.listen(0, '127.0.0.1', resolve));
    const freed = (raw.address() as AddressInfo).port;
    await new Promise((resolve) => raw.close(resolve));
    await expect(client(local).send(get(`http://127.0.0.1:${freed}/`), never)).rejects.toMatchObject({
      code: 'unreachable',
      retryable: true,
    });
  });
});

describe('an address that may not be asked', () => {
  const resolve = (): Promise<string[]> => Promise.resolve(['127.0.0.1']);

  it.each([
    '127.0.0.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '127.1',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[0:0:0:0:0:ffff:127.0.0.1]',
    '169.254.169.254',
    '[fe80::1]',
    'localhost',
    'metadata.google.internal',
    'rebound.example',
    '127.0.0.1.',
  ])('http://%s gets no connection', async (host) => {
    seen.length = 0;
    await expect(
      client({ privateHosts: [], resolve }).send(get(`http://${host}:${port}/`), never),
    ).rejects.toMatchObject({ code: 'addressForbidden', retryable: false });
    expect(seen).toHaveLength(0);
  });

  it('is asked when the environment allows the host by its name, and only by that name', async () => {
    answer = (_, response) => response.end('{}');
    const allowed = client({ privateHosts: ['CRM.test'], resolve });
    expect(await allowed.send(get(`http://crm.test:${port}/`), never)).toEqual({ status: 200, text: '{}' });
    await expect(allowed.send(get(`http://other.test:${port}/`), never)).rejects.toMatchObject({
      code: 'addressForbidden',
    });
  });

  it('is not reached by a name that leads elsewhere a moment later', async () => {
    const asked: string[] = [];
    const turning = (host: string): Promise<string[]> => {
      asked.push(host);
      return Promise.resolve(asked.length === 1 ? ['192.0.2.1', '10.0.0.1'] : ['127.0.0.1']);
    };
    await expect(
      client({ privateHosts: [], resolve: turning }).send(get(`http://turning.example:${port}/`), never),
    ).rejects.toMatchObject({ code: 'addressForbidden' });
    expect(asked).toEqual(['turning.example']);
  });

  it('is no name that leads nowhere', async () => {
    const nowhere = (): Promise<string[]> => Promise.reject(new Error('ENOTFOUND'));
    await expect(
      client({ privateHosts: [], resolve: nowhere }).send(get('http://nowhere.example/'), never),
    ).rejects.toMatchObject({ code: 'unreachable' });
  });
});
