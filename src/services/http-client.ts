// The way out over undici: the one place that opens connections to other systems. A name is resolved once for a connection, what
// it leads to is checked, and the connection goes to that very address. Not here: what is asked, and how often.

import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { Agent, buildConnector, errors } from 'undici';
import { type Lookup, fewLookups } from './name-lookup.ts';
import { type HttpClient, HttpFault, type HttpReply, type HttpRequest } from './ports.ts';
import { isPublicAddress } from './public-address.ts';

/** The longest answer in bytes: a hundred records of a flow, many times over. */
export const answerBytesMax = 1024 * 1024;
/** Connections to one host at a time; more requests wait in line within their budgets. */
const connectionCountMax = 32;
/** An idle connection is let go of: the next one asks again where the name leads. */
const idleMs = 10_000;
/** No answer is waited for longer: budgets end before. */
const longestMs = 300_000;
/** A host that does not take a connection by then is taken for dead, and makes room for the next attempt. */
const connectMsMax = 10_000;
const headerBytesMax = 16 * 1024;

export interface HttpClientOptions {
  /** Hosts, as they stand in addresses, that may lead to private addresses. */
  readonly privateHosts: readonly string[];
  /** The addresses behind a name; for tests. */
  readonly resolve?: Lookup;
  /** Trusted beside the system's authorities, PEM; for tests. */
  readonly authorities?: string;
}

/** Opens the way out; no connection is made before the first request. */
export function httpClient(options: HttpClientOptions): HttpClient {
  const agent = new Agent({
    connect: guarded(options),
    connections: connectionCountMax,
    pipelining: 1,
    keepAliveTimeout: idleMs,
    keepAliveMaxTimeout: idleMs,
    maxHeaderSize: headerBytesMax,
    maxResponseSize: answerBytesMax,
    headersTimeout: longestMs,
    bodyTimeout: longestMs,
  });
  return {
    send: (request, signal) => send(agent, request, signal),
    close: () => agent.destroy(),
  };
}

async function send(agent: Agent, request: HttpRequest, signal: AbortSignal): Promise<HttpReply> {
  const { origin, pathname, search } = new URL(request.url);
  const { method, headers, body } = request;
  try {
    const reply = await agent.request({ origin, path: pathname + search, method, headers, body, signal });
    if (Number(reply.headers['content-length'] ?? 0) > answerBytesMax) {
      reply.body.on('error', () => undefined).destroy();
      throw tooLarge();
    }
    return { status: reply.statusCode, text: await reply.body.text() };
  } catch (fault) {
    throw toHttpFault(fault, signal);
  }
}

const tooLarge = (options?: { cause: unknown }): HttpFault =>
  new HttpFault('tooLarge', 'The answer is longer than any that is read.', options);

function toHttpFault(fault: unknown, signal: AbortSignal): HttpFault {
  if (fault instanceof HttpFault) return fault;
  const options = { cause: fault };
  if (signal.aborted) return new HttpFault('aborted', 'The request was given up.', options);
  if (fault instanceof errors.ResponseExceededMaxSizeError || fault instanceof errors.HeadersOverflowError) {
    return tooLarge(options);
  }
  if (fault instanceof errors.InvalidArgumentError) {
    return new HttpFault('refused', 'The request cannot be sent as it is.', options);
  }
  const code = fault instanceof Error && 'code' in fault ? String(fault.code) : '';
  const begun = fault instanceof errors.SocketError || code === 'ECONNRESET' || fault instanceof errors.HTTPParserError;
  return begun
    ? new HttpFault('cut', 'The connection ended before the answer did.', options)
    : new HttpFault('unreachable', 'The other side was not reached.', options);
}

/** Connects to the checked address and to no other, whatever the name leads to a moment later. */
function guarded({
  privateHosts,
  resolve: lookUp = addressesOf,
  authorities,
}: HttpClientOptions): buildConnector.connector {
  const connect = buildConnector({
    allowH2: false,
    timeout: connectMsMax,
    ...(authorities === undefined ? {} : { ca: authorities }),
  });
  const allowed = new Set(privateHosts.map(hostOf));
  const resolve = fewLookups(lookUp);
  return (options, callback) => {
    const host = bare(options.hostname);
    const found = isIP(host) === 0 ? resolve(host) : Promise.resolve([host]);
    found.then(
      (addresses) => {
        const address = allowed.has(host) ? addresses[0] : addresses.find(isPublicAddress);
        if (address === undefined) {
          callback(new HttpFault('addressForbidden', 'The host leads to no address that may be asked.'), null);
          return;
        }
        // The certificate is still that of the name.
        const servername = isIP(host) === 0 ? host : '';
        connect({ ...options, hostname: address, ...(servername === '' ? {} : { servername }) }, callback);
      },
      (fault: unknown) => {
        callback(new HttpFault('unreachable', 'The host’s name leads nowhere.', { cause: fault }), null);
      },
    );
  };
}

const addressesOf: Lookup = async (host) => (await lookup(host, { all: true })).map(({ address }) => address);

/** A host as addresses have it, so that `CRM.local` and `crm.local` are one. */
const hostOf = (host: string): string =>
  bare(URL.parse(`http://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}`)?.hostname ?? host);

const bare = (host: string): string => host.replace(/^\[|\]$/g, '');
