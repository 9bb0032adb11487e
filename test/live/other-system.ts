// Another system for live tests: a real HTTP server of whose answers the test decides. Not here: what any test shows.

import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { until } from './until.ts';

/** One request as it arrived; the test answers it when it wants. */
export interface Arrived {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  readonly response: ServerResponse;
}

export interface OtherSystem {
  readonly url: string;
  /** Answers every request from now on; until then they wait. */
  readonly answers: (answer: (arrived: Arrived) => void) => void;
  readonly arrived: readonly Arrived[];
  /** The nth request since the last `forget`, counted from 1. */
  readonly request: (count: number, withinMs: number) => Promise<Arrived>;
  /** Forgets what arrived, and lets what comes wait again. */
  readonly forget: () => void;
  readonly close: () => Promise<void>;
}

export async function openOtherSystem(): Promise<OtherSystem> {
  const arrived: Arrived[] = [];
  let answer: (one: Arrived) => void = () => undefined;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      const one = { method, path, headers, body: Buffer.concat(chunks).toString(), response };
      arrived.push(one);
      answer(one);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answers: (given) => (answer = given),
    arrived,
    request: (count, withinMs) =>
      until(() => arrived[count - 1] ?? false, { withinMs, what: `request ${count} at the other system` }),
    forget: () => {
      arrived.length = 0;
      answer = () => undefined;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The answer as JSON. */
export const json =
  (value: unknown, status = 200) =>
  ({ response }: Arrived): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  };
