// The other systems of flow tests on real calls, on real sockets: one HTTP server that is every service and the provider of text
// messages, and a mail server. Each test answers its own requests. Not here: what a test says of them.

import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Ways, smsWay, smtpWay } from '../../../src/outbox/index.ts';
import { type HttpClient, httpClient } from '../../../src/services/index.ts';
import { type Mail, openMailServer } from '../../outbox/mail-server.ts';

/** A request as the server had it. */
export interface Reached {
  readonly method: string;
  /** As the flow's project has it, before the test led it here. */
  readonly url: string;
  readonly body: string;
}

export interface Reply {
  readonly status: number;
  readonly body: string;
}

export type Answering = (reached: Reached) => Promise<Reply>;

export interface Stubs {
  /** An HTTP client whose requests all reach `answer`, wherever they were meant to go. */
  readonly client: (test: string, answer: Answering) => HttpClient;
  readonly mailPort: number;
  readonly mails: () => readonly Mail[];
  readonly close: () => Promise<void>;
}

const testHeader = 'x-flow-test';
const urlHeader = 'x-flow-test-url';
const bodyBytesMax = 1024 * 1024;

/** Where text messages are given out. */
export const smsUrl = 'https://sms.invalid/messages';

/** The ways out for messages of one test: to the servers here. */
export function waysTo({ mailPort }: Pick<Stubs, 'mailPort'>, http: HttpClient): Ways {
  const sms = smsWay({
    ...{ url: smsUrl, token: null, from: null },
    post: async (request, signal) => (await http.send({ ...request, method: 'POST' }, signal)).status,
  });
  const mail = { host: '127.0.0.1', port: mailPort, tls: 'offered', signIn: null } as const;
  return { sms, email: smtpWay({ ...mail, from: 'centre@example.com' }) };
}

/** Starts the servers. */
export async function openStubs(): Promise<Stubs> {
  const answers = new Map<string, Answering>();
  const server = createServer((request, response) => {
    void serve(request, response, answers);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const mail = await openMailServer();
  const http = httpClient({ privateHosts: ['127.0.0.1'] });
  return {
    client: (test, answer) => {
      answers.set(test, answer);
      return {
        send: (request, signal) => {
          const { pathname, search } = new URL(request.url);
          const headers = { ...request.headers, [testHeader]: test, [urlHeader]: request.url };
          return http.send({ ...request, headers, url: `http://127.0.0.1:${port}${pathname}${search}` }, signal);
        },
        close: () => {
          answers.delete(test);
          return Promise.resolve();
        },
      };
    },
    mailPort: mail.port,
    mails: () => mail.mails,
    close: async () => {
      await http.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await mail.close();
    },
  };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  answers: ReadonlyMap<string, Answering>,
): Promise<void> {
  const { headers, method = '' } = request;
  const answer = answers.get(String(headers[testHeader]));
  const { status, body } =
    answer === undefined
      ? { status: 410, body: '' }
      : await answer({ method, url: String(headers[urlHeader]), body: await bodyOf(request) });
  response.writeHead(status, { 'content-type': 'application/json' }).end(body);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let byteCount = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    byteCount += chunk.length;
    if (byteCount <= bodyBytesMax) chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
