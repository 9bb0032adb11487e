// A wire-level fake of Asterisk's interface: real HTTP and websocket on the loopback in front of a switchboard in memory,
// with faults on the wire that neither a port's fake nor a real Asterisk can show. The contract suite of the telephone
// ports runs on it, so that it cannot lie. Not here: audio, SIP.

import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { describeInterface } from './description.ts';
import { type WireFates, type WireFaults, drawFates } from './faults.ts';
import { eventJson } from './json.ts';
import { type Reply, routeOf, routes } from './routes.ts';
import { Switchboard } from './switchboard.ts';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

/** An answer put in place of the switchboard's: JSON, an HTML page, nothing at all, a cut connection, or one of these later. */
export type Answer =
  | { readonly kind: 'json'; readonly status: number; readonly json: unknown }
  | { readonly kind: 'page'; readonly status: number }
  | { readonly kind: 'silence' }
  | { readonly kind: 'later'; readonly when: Promise<Answer> }
  | { readonly kind: 'cut' };

export interface AriServer {
  readonly url: string;
  readonly asked: Asked[];
  /** Event connections so far, the latest last, with the URL and header that each came with. */
  readonly sockets: { readonly socket: WebSocket; readonly url: string; readonly authorization: string | undefined }[];
  /** Answers by `METHOD /path` that replace the switchboard's. */
  readonly answers: Map<string, Answer>;
  readonly switchboard: Switchboard;
  /** Sends this, and nothing else, as it stands. */
  readonly send: (event: unknown) => void;
  /** From now on these faults; null: none. */
  readonly suffer: (faults: WireFaults | null) => void;
  /** The latest event connection neither reads nor writes any more, and does not close. */
  readonly halfOpen: () => void;
  /** Nobody listens: connections are closed and new ones refused, until `listen`. */
  readonly refuse: () => Promise<void>;
  readonly listen: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface AriServerOptions {
  /** False makes it deaf to pings from the beginning. */
  readonly autoPong?: boolean;
  /** Sounds that exist, with their length in milliseconds. */
  readonly sounds?: ReadonlyMap<string, number>;
  /** `user:password` without which everything is refused; without it everybody is let in. */
  readonly credentials?: string;
}

export async function ariServer(options: AriServerOptions = {}): Promise<AriServer> {
  const server = new Server(options);
  await server.listen();
  return server;
}

class Server implements AriServer {
  readonly asked: Asked[] = [];
  readonly sockets: AriServer['sockets'] = [];
  readonly answers = new Map<string, Answer>();
  readonly switchboard: Switchboard;
  readonly #http = createServer((request, response) => void this.#take(request, response));
  readonly #events: WebSocketServer;
  readonly #muted = new Set<WebSocket>();
  readonly #raw = new Set<Socket>();
  readonly #credentials: string | null;
  #fates: WireFates | null = null;
  #port = 0;

  constructor({ autoPong = true, sounds = new Map<string, number>(), credentials }: AriServerOptions) {
    this.#credentials = credentials ?? null;
    this.switchboard = new Switchboard({
      app: 'carillon',
      lengthOf: (sound) => sounds.get(sound) ?? null,
      tell: (type, rest) => this.#tell(type, rest),
    });
    const verifyClient = ({ req }: { req: IncomingMessage }): boolean => this.#isAllowed(req);
    this.#events = new WebSocketServer({ server: this.#http, autoPong, verifyClient });
    this.#events.on('connection', (socket, request) => this.#connected(socket, request));
    // A server that does not listen yet emits its errors here too; `listen` rejects with them.
    this.#events.on('error', () => undefined);
    this.#http.on('connection', (socket) => {
      this.#raw.add(socket);
      socket.once('close', () => this.#raw.delete(socket));
    });
  }

  get url(): string {
    return `http://127.0.0.1:${String(this.#port)}`;
  }

  listen = async (): Promise<void> => {
    await new Promise<void>((resolve, reject) => {
      this.#http.once('error', reject);
      this.#http.listen(this.#port, '127.0.0.1', resolve);
    });
    this.#port = (this.#http.address() as AddressInfo).port;
    for (const [request, described] of describeInterface(this.url))
      if (!this.answers.has(request)) this.answers.set(request, described);
  };

  refuse = async (): Promise<void> => {
    const closed = new Promise((resolve) => this.#http.close(resolve));
    for (const socket of this.#raw) socket.destroy();
    await closed;
  };

  close = async (): Promise<void> => {
    this.switchboard.playbacks.close();
    this.switchboard.recordings.close();
    await this.refuse();
  };

  suffer = (faults: WireFaults | null): void => {
    this.#fates = faults === null ? null : drawFates(faults);
  };

  halfOpen = (): void => {
    const socket = this.sockets.at(-1)?.socket;
    if (socket === undefined) return;
    this.#muted.add(socket);
    socket.pause();
  };

  send = (event: unknown): void => {
    this.#write(typeof event === 'string' ? event : JSON.stringify(event));
  };

  #write(message: string): void {
    const socket = this.sockets.at(-1)?.socket;
    if (socket !== undefined && !this.#muted.has(socket)) socket.send(message);
  }

  /** One application, one connection: the newest has it, and the one before is told and hears no more. */
  #connected(socket: WebSocket, request: IncomingMessage): void {
    const before = this.sockets.at(-1)?.socket;
    if (before !== undefined && before.readyState === before.OPEN) this.send(eventJson('ApplicationReplaced', {}));
    this.sockets.push({ socket, url: request.url ?? '', authorization: request.headers.authorization });
  }

  #tell(type: string, rest: object): void {
    const at = new Date(Date.now()).toISOString().replace('Z', '+0000');
    const message = JSON.stringify(eventJson(type, rest, at));
    const fate = this.#fates?.event(type) ?? { copies: [0], before: [] };
    for (const noise of fate.before) this.#write(noise === 'unknown' ? unknownEvent : malformedEvent);
    const to = this.sockets.at(-1)?.socket;
    for (const delayMs of fate.copies)
      if (delayMs === 0) this.#write(message);
      // What was late on a connection that is gone never arrives.
      else setTimeout(() => (this.sockets.at(-1)?.socket === to ? this.#write(message) : undefined), delayMs).unref();
  }

  #isAllowed({ headers, url = '' }: IncomingMessage): boolean {
    if (this.#credentials === null) return true;
    if (headers.authorization === `Basic ${Buffer.from(this.#credentials).toString('base64')}`) return true;
    return new URL(url, 'http://fake').searchParams.get('api_key') === this.#credentials;
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const { method = '', url: path = '' } = request;
    this.asked.push({ method, path, authorization: request.headers.authorization, body });
    const instead = this.#isAllowed(request) ? this.#insteadOf(method, path) : notAllowed;
    if (instead === undefined) await this.#perform(method, path, body, response);
    else answer(response, instead);
  }

  /** An answer may be set for a path with its query, or for any query. */
  #insteadOf(method: string, path: string): Answer | undefined {
    return this.answers.get(`${method} ${path}`) ?? this.answers.get(`${method} ${path.replace(/\?.*/, '')}`);
  }

  async #perform(method: string, path: string, body: unknown, response: ServerResponse): Promise<void> {
    const address = new URL(path, 'http://fake');
    const route = routeOf(method, address.pathname.replace(/^\/ari/, ''));
    const handle = route === null ? undefined : routes[route.name];
    if (route === null || handle === undefined) {
      sent(response, { status: 404, json: { message: 'Not here' } });
      return;
    }
    // As Asterisk: a parameter is taken from the query or from the body.
    const given = { ...Object.fromEntries(address.searchParams), ...((body ?? {}) as Record<string, unknown>) };
    const asked = { ids: route.ids, query: address.searchParams, body: given };
    const reply = await handle(this.switchboard, asked);
    const fate = this.#fates?.reply(route.name) ?? { kind: 'sent', delayMs: 0 };
    if (fate.kind === 'lost') return;
    if (fate.delayMs === 0) sent(response, reply);
    else setTimeout(() => sent(response, reply), fate.delayMs).unref();
  }
}

const notAllowed: Answer = { kind: 'page', status: 401 };
const unknownEvent = JSON.stringify(eventJson('ChannelSneezed', {}));
const malformedEvent = '{"type":"ChannelDestroyed","channel":';

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text === '' ? null : JSON.parse(text);
}

function sent(response: ServerResponse, { status, json, bytes }: Reply): void {
  if (bytes !== undefined) {
    response.writeHead(status, { 'content-type': 'audio/wav', 'content-length': bytes.length }).end(bytes);
    return;
  }
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(json === undefined ? undefined : JSON.stringify(json));
}

function answer(response: ServerResponse, instead: Answer): void {
  switch (instead.kind) {
    case 'json':
      return sent(response, instead);
    case 'page':
      response.writeHead(instead.status, { 'content-type': 'text/html' }).end('<html>no</html>');
      return;
    case 'cut':
      response.destroy();
      return;
    case 'silence':
      return;
    case 'later':
      void instead.when.then((then) => answer(response, then));
      return;
  }
}
