// Watches the requests that ari-client makes, one layer below it: there the status of an answer is known, a connection that
// breaks is told, and what the library throws on a bad answer can be caught before it ends the process.
// Not here: deadlines (line.ts), nor what a status means.

import { httpInside } from './insides.ts';
import type { Answered, HttpInside, SentRequest } from './insides.ts';

/** Who is told about one request. */
export interface Watch {
  /** The status of the answer, before the library gets it. */
  readonly answered: (status: number) => void;
  /** The connection failed; the library says nothing of it. */
  readonly broken: (fault: unknown) => void;
  /** The library threw on the answer. */
  readonly choked: (fault: unknown) => void;
}

/** The watch of the request that is being made at this moment: the library makes it before it returns. */
let current: Watch | null = null;
/** Loadings of the description under way: their requests follow one from another, so they go by address. */
const loadings = new Map<Watch, string>();
let watched: HttpInside | null = null;

/** Makes the library's call; its request is told to `watch`. */
export function watching<Value>(watch: Watch, call: () => Value): Value {
  install();
  current = watch;
  try {
    return call();
  } finally {
    current = null;
  }
}

/** Until the returned function is called, requests to this origin that no call made are told to `watch`. */
export function watchingLoad(origin: string, watch: Watch): () => void {
  install();
  loadings.set(watch, origin);
  return () => loadings.delete(watch);
}

function install(): void {
  if (watched !== null) return;
  const http = httpInside();
  const execute = http.execute;
  http.execute = function (this: HttpInside, order) {
    const watches = current === null ? loadingsOf(order.url) : [current];
    const sent = execute.call(this, order);
    guard(sent, watches);
    return sent;
  };
  watched = http;
}

const loadingsOf = (url: string): readonly Watch[] =>
  [...loadings].filter(([, origin]) => url.startsWith(`${origin}/`)).map(([watch]) => watch);

function guard({ emitter }: SentRequest, watches: readonly Watch[]): void {
  for (const name of emitter.eventNames()) {
    const listeners = emitter.listeners(name);
    emitter.removeAllListeners(name);
    emitter.on(name, (answer: Answered) => {
      for (const watch of watches) watch.answered(answer.status ?? 0);
      try {
        for (const listener of listeners) listener(answer);
      } catch (fault) {
        for (const watch of watches) watch.choked(fault);
      }
    });
  }
  emitter.on('request_error', (fault) => {
    for (const watch of watches) watch.broken(fault);
  });
}
