// What ari-client 2.2.0 and its swagger-client 2.0.26 look like inside, where their public side does not suffice. Both are
// pinned and have not changed for years; that they look so is asserted before use. The only file that says `as`.

import { createRequire } from 'node:module';
import type { Client } from 'ari-client';
import { assert } from '../../base/assert.ts';

/** The library's own socket (ws 6), which it does not show. */
export interface LibrarySocket {
  readonly on: (name: string, listener: (first: unknown) => void) => void;
  readonly off: (name: string, listener: (first: unknown) => void) => void;
  readonly listeners: (name: string) => ((first: unknown) => void)[];
  readonly ping: () => void;
  readonly terminate: () => void;
}

/** A client with its description loaded. */
export interface ClientInside {
  readonly on: (name: '*', listener: (event: unknown) => void) => void;
  readonly start: (app: string) => Promise<unknown>;
  readonly socket: () => LibrarySocket;
  /** The operation by its name, such as `channels.create`; undefined when the running Asterisk does not describe it. */
  readonly operation: (name: string) => ((args: Readonly<Record<string, string>>) => Promise<unknown>) | undefined;
  /** The event types it knows. */
  readonly eventModels: Record<string, unknown>;
}

/** One request inside swagger-client's HTTP client: its listeners get the answer. */
export interface SentRequest {
  readonly emitter: {
    readonly eventNames: () => string[];
    readonly listeners: (name: string) => ((answer: Answered) => void)[];
    readonly removeAllListeners: (name: string) => void;
    readonly on: (name: string, listener: (answer: Answered) => void) => void;
  };
}

/** What reaches those listeners; on `request_error` an Error instead. */
export interface Answered {
  readonly status?: number;
}

/** The HTTP client behind every request of the library. */
export interface HttpInside {
  execute: (order: { readonly url: string }) => SentRequest;
}

/** Looks into a client; it has to be one that has loaded its description. */
export function insideOf(client: Client): ClientInside {
  const inside = client as unknown as Record<string, unknown> & {
    readonly _swagger: { readonly apis: { readonly events: { readonly models: Record<string, unknown> } } };
    readonly on: ClientInside['on'];
    readonly start: ClientInside['start'];
    readonly _ws: LibrarySocket;
  };
  assert(typeof inside._swagger.apis.events.models === 'object', 'ari-client keeps its event types where it did.');
  // Its own reconnecting cannot be stopped once begun and gives up after ten tries: told that each end was on purpose, it
  // does not begin. socket.ts connects again.
  Object.defineProperty(inside, '_wsClosed', { get: () => true, set: () => undefined });
  return {
    on: (name, listener) => inside.on(name, listener),
    start: (app) => inside.start(app),
    socket: () => inside._ws,
    operation: (name) => operationOf(inside, name),
    eventModels: inside._swagger.apis.events.models,
  };
}

function operationOf(inside: Record<string, unknown>, name: string): ReturnType<ClientInside['operation']> {
  const [resource = '', operation = ''] = name.split('.');
  const operations = inside[resource] as Record<string, ReturnType<ClientInside['operation']>> | undefined;
  return operations?.[operation];
}

/** swagger-client's HTTP client, the one that ari-client uses. */
export function httpInside(): HttpInside {
  const ours = createRequire(import.meta.url);
  const theirs = createRequire(ours.resolve('ari-client'));
  const { ShredHttpClient } = theirs('swagger-client') as { ShredHttpClient: { prototype: HttpInside } };
  assert(typeof ShredHttpClient.prototype.execute === 'function', 'swagger-client sends its requests where it did.');
  return ShredHttpClient.prototype;
}
