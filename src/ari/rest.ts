// Requests over undici: a pool of connections, and what each way of failing becomes. The native driver's half that sends.
// Not here: which parameters travel where, nor what an answer means (commands.ts).

import { Pool } from 'undici';
import type { Clock } from '../base/clock.ts';
import { TelephonyFault } from '../call/ports.ts';
import { baseOf, basicAuthorization } from './address.ts';
import type { AriAccess } from './address.ts';
import { commandsOver } from './commands.ts';
import type { AriRest } from './commands.ts';
import { jsonOf } from './decode.ts';
import { unanswered } from './faults.ts';
import { connectionCountMax, idleConnectionMs, replyBytesMax } from './limits.ts';
import type { Line, Reply, Wire } from './line.ts';

/** Commands alone, without events: for a look at Asterisk, whichever driver serves calls. */
export const openRest = (access: AriAccess, clock: Clock): AriRest => commandsOver(openPool(access, clock));

/** Opens a pool of connections; none is made before the first request. */
export function openPool(access: AriAccess, clock: Clock): Pick<Line, 'send' | 'close'> {
  const base = baseOf(access.url);
  const pool = new Pool(base.origin, {
    connections: connectionCountMax,
    keepAliveTimeout: idleConnectionMs,
    keepAliveMaxTimeout: idleConnectionMs,
    maxResponseSize: replyBytesMax,
  });
  const headers = { authorization: basicAuthorization(access) };
  const headersOfJson = { ...headers, 'content-type': 'application/json' };
  return {
    send: (wire, withinMs) =>
      send(
        { pool, clock, name: wire.name, withinMs },
        {
          ...{ method: wire.method, path: base.path + pathOf(wire), body: wire.body },
          headers: wire.body === null ? headers : headersOfJson,
        },
      ),
    close: () => pool.destroy(),
  };
}

function pathOf({ path, pathParams, query }: Wire): string {
  const filled = Object.entries(pathParams).reduce(
    (text, [name, value]) => text.replace(`{${name}}`, () => encodeURIComponent(value)),
    path,
  );
  const asked = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return asked.length === 0 ? filled : `${filled}?${asked.join('&')}`;
}

interface Sending {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly name: string;
  readonly withinMs: number;
}

async function send(sending: Sending, request: Parameters<Pool['request']>[0]): Promise<Reply> {
  const deadline = new AbortController();
  const cancel = sending.clock.after(sending.withinMs, () => {
    deadline.abort();
  });
  try {
    const response = await sending.pool.request({ ...request, signal: deadline.signal });
    return { status: response.statusCode, json: jsonOf(await response.body.text()) };
  } catch (fault) {
    if (deadline.signal.aborted)
      throw new TelephonyFault('timeout', `${sending.name}: no answer in time.`, { cause: fault });
    throw unanswered(sending.name, fault);
  } finally {
    cancel();
  }
}
