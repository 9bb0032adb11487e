// A stand-in for Asterisk's HTTP and event interface, on the loopback, that can be silent, slow or wrong on command:
// what a real Asterisk cannot be told to be. Not here: any telephony; the contract suite runs on the real one.

import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

/** What the double answers: a status and JSON, an HTML page, nothing at all, or a cut connection. */
export type Answer =
  | { readonly kind: 'json'; readonly status: number; readonly json: unknown }
  | { readonly kind: 'page'; readonly status: number }
  | { readonly kind: 'silence' }
  | { readonly kind: 'later'; readonly when: Promise<Answer> }
  | { readonly kind: 'cut' };

export interface AsteriskDouble {
  readonly url: string;
  readonly asked: Asked[];
  /** Event connections so far, the latest last, with the URL and header that each came with. */
  readonly sockets: { readonly socket: WebSocket; readonly url: string; readonly authorization: string | undefined }[];
  /** Answers by `METHOD /path`; without one, the event filter is accepted and all else is 404. */
  readonly answers: Map<string, Answer>;
  readonly send: (event: unknown) => void;
  readonly close: () => Promise<void>;
}

/** The request by which a connection is prepared. */
export const preparation = 'PUT /ari/applications/carillon/eventFilter';

/** What a good event filter is answered with. */
export const application = {
  name: 'carillon',
  channel_ids: [],
  bridge_ids: [],
  endpoint_ids: [],
  device_names: [],
  events_allowed: [],
  events_disallowed: [],
};

/** `autoPong: false` makes it deaf to pings, as a half-open connection is. */
export async function asteriskDouble(
  options: { readonly autoPong: boolean } = { autoPong: true },
): Promise<AsteriskDouble> {
  const asked: Asked[] = [];
  const sockets: AsteriskDouble['sockets'] = [];
  const answers = new Map<string, Answer>([[preparation, { kind: 'json', status: 200, json: application }]]);
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const { method = '', url: path = '' } = request;
      asked.push({ method, path, authorization: request.headers.authorization, body });
      reply(response, answers.get(`${method} ${path}`) ?? { kind: 'json', status: 404, json: { message: 'Not here' } });
    });
  });
  const events = new WebSocketServer({ server, ...options });
  events.on('connection', (socket, request) => {
    sockets.push({ socket, url: request.url ?? '', authorization: request.headers.authorization });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    asked,
    sockets,
    answers,
    send: (event) => {
      sockets.at(-1)?.socket.send(typeof event === 'string' ? event : JSON.stringify(event));
    },
    close: async () => {
      for (const { socket } of sockets) socket.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text === '' ? null : JSON.parse(text);
}

function reply(response: ServerResponse, answer: Answer): void {
  switch (answer.kind) {
    case 'json':
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.json));
      return;
    case 'page':
      response.writeHead(answer.status, { 'content-type': 'text/html' }).end('<html>no</html>');
      return;
    case 'cut':
      response.destroy();
      return;
    case 'silence':
      return;
    case 'later':
      void answer.when.then((then) => {
        reply(response, then);
      });
      return;
  }
}

/** A channel as Asterisk describes one. */
export const channelJson = (id: string, state: string, appData = '') => ({
  id,
  protocol_id: '',
  name: `PJSIP/one-${id}`,
  state,
  caller: { name: '', number: '+33612000001' },
  connected: { name: '', number: '' },
  accountcode: '',
  dialplan: {
    context: 'from-trunk',
    exten: '100',
    priority: 1,
    app_name: appData === '' ? '' : 'Stasis',
    app_data: appData,
  },
  creationtime: '2026-11-21T21:58:50.791+0000',
  language: 'en',
});

/** An event as Asterisk sends one. */
export const eventJson = (type: string, rest: object) => ({
  type,
  application: 'carillon',
  timestamp: '2026-11-21T21:58:50.791+0000',
  ...rest,
});
