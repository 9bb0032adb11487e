// Talks to a running controller and turns what goes wrong into sentences. Not here: what is asked and how it is shown.

import type { z } from 'zod';
import { errorBody } from '../api/contract/index.ts';
import { type Environment, readApiConfig } from '../config.ts';
import { readSecret } from '../secret-file.ts';
import { CommandFault } from './exit-codes.ts';

/** Where a controller is and what it wants to see. */
export interface Connection {
  readonly url: string;
  readonly token: string;
}

export interface Request {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With its leading `/`, its variable parts encoded. */
  readonly path: string;
  /** Bytes as they are, or what is sent as JSON. */
  readonly body?: Uint8Array | object;
}

/** Sends one request; `body` is the answer's JSON, or null when it has none. Rejects when nothing answers. */
export type Send = (
  connection: Connection,
  request: Request,
) => Promise<{ readonly status: number; readonly body: unknown }>;

/** A controller on the same machine answers in milliseconds; after this it hangs. */
const answerMsMax = 10_000;

/** Sends over HTTP. */
export const sendOverHttp: Send = async ({ url, token }, { method, path, body }) => {
  const reply = await fetch(url + path, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': contentType(body) }),
    },
    signal: AbortSignal.timeout(answerMsMax),
    // A token is for us alone: whoever sends us elsewhere is not Carillon.
    redirect: 'error',
    ...(body === undefined ? {} : { body: body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body) }),
  });
  const text = await reply.text();
  return { status: reply.status, body: text === '' ? null : parsed(text) };
};

/** As what a body is sent. */
export const contentType = (body: Uint8Array | object): string =>
  body instanceof Uint8Array ? 'application/octet-stream' : 'application/json';

/** The connection that the environment describes, or a CommandFault with every reason against it. */
export function connectionFrom(environment: Environment): Connection {
  const config = readApiConfig(environment);
  if (config.kind === 'failed')
    throw new CommandFault('configuration', config.failure.map((one) => one.message).join('\n'));
  const { host, port, tokenFile } = config.value;
  const token = readSecret(tokenFile);
  if (token.kind === 'failed') throw new CommandFault('configuration', token.failure.message);
  return { url: `http://${reachable(host)}:${port}`, token: token.value };
}

/** A running controller, asked one thing at a time. */
export interface Client {
  /** The answer, decoded; rejects with CommandFault when there is none, or it is a refusal. */
  readonly ask: <Schema extends z.ZodType>(request: Request, schema: Schema) => Promise<z.output<Schema>>;
  /** The address of the controller, without a `/` at its end. */
  readonly url: () => string;
}

export function clientOf(connect: () => Connection, send: Send): Client {
  return {
    url: () => connect().url,
    ask: async (request, schema) => {
      const connection = connect();
      const { status, body } = await answered(send, connection, request);
      if (status >= 400) throw refusal(connection, status, body);
      const read = schema.safeParse(body);
      if (!read.success) throw notOurs(connection);
      return read.data;
    },
  };
}

async function answered(send: Send, connection: Connection, request: Request) {
  try {
    return await send(connection, request);
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'TimeoutError')
      throw new CommandFault(
        'unreachable',
        `Carillon at ${connection.url} does not answer. See \`carillon doctor\` and its log.`,
      );
    const advice = 'Start it with `carillon serve`, or set CARILLON_API_HOST and CARILLON_API_PORT to where it runs.';
    throw new CommandFault('unreachable', `Carillon is not running at ${connection.url}. ${advice}`);
  }
}

function refusal(connection: Connection, status: number, body: unknown): CommandFault {
  const read = errorBody.safeParse(body);
  if (!read.success) return notOurs(connection);
  const { code, message, hint } = read.data.error;
  if (status === 401) {
    const advice = 'Set CARILLON_API_TOKEN_FILE to the token file it was started with.';
    return new CommandFault('refused', `Carillon at ${connection.url} does not accept this token. ${advice}`, code);
  }
  return new CommandFault('refused', hints[code] ?? (hint === undefined ? message : `${message} ${hint}`), code);
}

/** The interface's hints name its addresses; here commands are nearer. */
const hints: Readonly<Record<string, string>> = {
  signedOut: 'The agent has not signed in. Do that first: `carillon agent sign-in AGENT`.',
  agentUnknown: 'There is no such agent. See `carillon agent list`.',
  notPrepared: 'The version is no longer ready to be served: deploy once more.',
  deploymentUnsure:
    'The database does not answer. What is served stays as it was, unless the order reached it in its last moment: `carillon deployments` says once it answers again.',
  traceUnknown: 'No trace of this call is kept, or not any more. `carillon call` shows its facts.',
  versionUnknown: 'There is no such version any more. See `carillon deployments`.',
  callUnknown: 'There is no such call. See `carillon calls --all`.',
  recordingUnknown: 'There is no such recording. See `carillon voicemails --all`.',
  callbackUnknown: 'There is no such callback, or it is over. See `carillon callbacks`.',
  unavailable: 'Something Carillon depends on does not answer. See `carillon doctor`, then try again.',
};

const notOurs = ({ url }: Connection): CommandFault =>
  new CommandFault('unreachable', `What answers at ${url} is not Carillon, or another version of it.`);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Another server's page; the caller says so when it does not fit.
    return text;
  }
}

/** A server that listens everywhere is asked on loopback; IPv6 addresses stand in brackets. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}
