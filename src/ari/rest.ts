// Sends one request to Asterisk and gives its decoded reply. Every request has a deadline and every failure a type.
// Not here: which request serves what (legs.ts and its neighbours), nor repeating anything.

import { Pool } from 'undici';
import { assert } from '../base/assert.ts';
import type { Clock } from '../base/clock.ts';
import { TelephonyFault } from '../call/ports.ts';
import { DecodeFault } from './decode.ts';
import { AriError } from './faults.ts';
import { connectionCountMax, deadlineMs, idleConnectionMs, replyBytesMax, requestCountMax } from './limits.ts';
import type { Operation } from './operation.ts';

/** Where Asterisk's interface is and who we are there. */
export interface AriAccess {
  /** Such as `http://127.0.0.1:8088`, with or without the final `/ari`. */
  readonly url: string;
  readonly user: string;
  readonly password: string;
}

/** Sends requests to one Asterisk. */
export interface AriRest {
  /** The decoded reply. Rejects with AriError when Asterisk refused, with TelephonyFault when nothing sensible came back. */
  readonly request: <Params extends object, Reply>(
    operation: Operation<Params, Reply>,
    params: Params,
    withinMs?: number,
  ) => Promise<Reply>;
  /** From now on every request is refused with this sentence, for another controller owns the application. */
  readonly fence: (why: string) => void;
  readonly close: () => Promise<void>;
}

/** Opens a pool of connections; none is made before the first request. */
export function openRest(access: AriAccess, clock: Clock): AriRest {
  const base = baseOf(access.url);
  const pool = new Pool(base.origin, {
    connections: connectionCountMax,
    keepAliveTimeout: idleConnectionMs,
    keepAliveMaxTimeout: idleConnectionMs,
    maxResponseSize: replyBytesMax,
  });
  const headers = { authorization: basicAuthorization(access), 'content-type': 'application/json' };
  let fenced: string | null = null;
  let underWay = 0;
  return {
    request: async (operation, params, withinMs = deadlineMs.command) => {
      if (fenced !== null) throw new TelephonyFault('refused', fenced);
      if (underWay >= requestCountMax) throw new TelephonyFault('unreachable', 'Too many requests are waiting.');
      underWay += 1;
      try {
        const wire = wireOf(operation, params);
        const reply = await send(
          { pool, clock, name: operation.name, withinMs },
          { ...wire, path: base.path + wire.path, headers },
        );
        return understood(operation, reply);
      } finally {
        underWay -= 1;
      }
    },
    fence: (why) => {
      fenced = why;
    },
    close: () => pool.destroy(),
  };
}

/** The Authorization header of RFC 7617; secrets travel there and never in a URL. */
export const basicAuthorization = (access: AriAccess): string =>
  `Basic ${Buffer.from(`${access.user}:${access.password}`).toString('base64')}`;

/** Origin and path of the interface, `/ari` added when the URL has no path. */
export function baseOf(url: string): { readonly origin: string; readonly path: string } {
  const parsed = new URL(url);
  const path = parsed.pathname.replace(/\/+$/, '');
  return { origin: parsed.origin, path: path === '' ? '/ari' : path };
}

interface Wire {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body: string | null;
}

/** Parameters of POST and PUT go into the JSON body, where their length has no limit and they need no escaping. */
function wireOf<Params extends object, Reply>(operation: Operation<Params, Reply>, params: Params): Wire {
  let path = operation.path;
  const query = new URLSearchParams();
  const body: Record<string, unknown> = {};
  let whole: unknown;
  const inBody = operation.method === 'POST' || operation.method === 'PUT';
  for (const [name, value] of Object.entries(params)) {
    const place = operation.places[name];
    if (value === undefined) continue;
    if (place === 'path') path = path.replace(`{${name}}`, pathText(value));
    else if (place === 'whole body') whole = value;
    else if (inBody) body[name] = value;
    else query.append(name, wireText(value));
  }
  const asked = query.size === 0 ? path : `${path}?${query.toString()}`;
  return { method: operation.method, path: asked, body: inBody ? JSON.stringify(whole ?? body) : null };
}

function pathText(value: unknown): string {
  const text = wireText(value);
  assert(text !== '' && text !== '.' && text !== '..', 'A path parameter cannot be empty or dots.');
  return encodeURIComponent(text);
}

function wireText(value: unknown): string {
  if (Array.isArray(value)) return value.map(wireText).join(',');
  assert(
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean',
    'A parameter must be plain.',
  );
  return String(value);
}

interface Sending {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly name: string;
  readonly withinMs: number;
}

interface Reply {
  readonly status: number;
  readonly body: string;
}

async function send(sending: Sending, wire: Wire & { readonly headers: Record<string, string> }): Promise<Reply> {
  const deadline = new AbortController();
  const cancel = sending.clock.after(sending.withinMs, () => {
    deadline.abort();
  });
  try {
    const response = await sending.pool.request({ ...wire, signal: deadline.signal });
    return { status: response.statusCode, body: await response.body.text() };
  } catch (fault) {
    if (deadline.signal.aborted)
      throw new TelephonyFault('timeout', `${sending.name}: no answer in time.`, { cause: fault });
    throw unanswered(sending.name, fault);
  } finally {
    cancel();
  }
}

/** Codes of failures before the request left: only then is it certain that nothing happened. */
const unsentCodes: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_DESTROYED',
  'UND_ERR_CLOSED',
]);

function unanswered(name: string, fault: unknown): TelephonyFault {
  const code = fault instanceof Error && 'code' in fault ? fault.code : null;
  return unsentCodes.has(code)
    ? new TelephonyFault('unreachable', `${name}: Asterisk cannot be reached.`, { cause: fault })
    : new TelephonyFault('timeout', `${name}: the connection broke before the answer.`, { cause: fault });
}

function understood<Params, Value>(operation: Operation<Params, Value>, reply: Reply): Value {
  const json = jsonOf(reply.body);
  if (reply.status >= 400) throw new AriError(reply.status, reasonOf(json), operation.name);
  try {
    return operation.decode(json, '');
  } catch (fault) {
    if (!(fault instanceof DecodeFault)) throw fault;
    throw new TelephonyFault('refused', `${operation.name}: the answer is not understood.`, { cause: fault });
  }
}

function jsonOf(body: string): unknown {
  try {
    return body === '' ? null : JSON.parse(body);
  } catch {
    // Asterisk answers an unknown path with a page of HTML: what counts then is the status.
    return null;
  }
}

function reasonOf(json: unknown): string {
  if (typeof json !== 'object' || json === null) return '';
  if ('message' in json && typeof json.message === 'string') return json.message;
  return 'error' in json && typeof json.error === 'string' ? json.error : '';
}
