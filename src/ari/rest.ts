// Requests over undici: a pool of connections. The native driver's half that sends.
// Not here: which parameters travel where, nor what an answer means (commands.ts), nor waiting for one
// (reply-in-time.ts).

import { Pool } from 'undici';
import type { Clock } from '../base/clock.ts';
import { baseOf, basicAuthorization } from './address.ts';
import type { AriAccess } from './address.ts';
import { commandsOver } from './commands.ts';
import type { AriRest } from './commands.ts';
import { fewAtATime } from './connector.ts';
import { connectionCountMax, idleConnectionMs, replyBytesMax } from './limits.ts';
import type { Line, Wire } from './line.ts';
import { replyInTime } from './reply-in-time.ts';

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
    connect: fewAtATime(clock),
  });
  const headers = { authorization: basicAuthorization(access) };
  const headersOfJson = { ...headers, 'content-type': 'application/json' };
  return {
    send: (wire, withinMs) =>
      replyInTime(
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
