// GET /api/live: the websocket. Who may come here was decided before (auth.ts). Not here: what is sent (broadcaster.ts).

import type { WebSocket } from '@fastify/websocket';
import type { FastifyPluginCallback } from 'fastify';
import type { Clock } from '../../base/clock.ts';
import { livePath, liveRequest } from '../contract/index.ts';
import { Refusal } from '../errors.ts';
import type { Sessions } from '../sessions.ts';
import type { Broadcaster, Watching } from './broadcaster.ts';
import { liveLimits } from './limits.ts';

/** Close codes of RFC 6455 section 7.4; from 4000 on they are ours. */
const closeCodes = { goingAway: 1001, policy: 1008, tryLater: 1013, sessionOver: 4401 } as const;

export interface LiveRouteParts {
  readonly clock: Clock;
  readonly sessions: Sessions;
  readonly broadcaster: Broadcaster;
}

/** The route; too many clients are refused before they become one. */
export const liveRoute =
  ({ clock, sessions, broadcaster }: LiveRouteParts): FastifyPluginCallback =>
  (api, _options, done) => {
    const preValidation = (): Promise<void> =>
      broadcaster.isFull() ? Promise.reject(new Refusal('crowded')) : Promise.resolve();
    api.get(livePath, { websocket: true, preValidation, schema: { hide: true } }, (socket, request) => {
      const watching = watch(socket, broadcaster);
      if (watching === 'full') return socket.close(closeCodes.tryLater);
      const session = sessions.find(request.headers.cookie);
      const over = (): void => socket.close(closeCodes.sessionOver);
      const cancel = session === null ? () => undefined : clock.after(session.expiresAt - clock.now(), over);
      socket.on('close', cancel);
    });
    api.addHook('preClose', (closed) => {
      for (const socket of api.websocketServer.clients) {
        socket.close(closeCodes.goingAway);
        clock.after(liveLimits.closeMs, () => socket.terminate());
      }
      closed();
    });
    done();
  };

function watch(socket: WebSocket, broadcaster: Broadcaster): Watching | 'full' {
  const watching = broadcaster.join({
    send: (text) => socket.send(text),
    bufferedBytes: () => socket.bufferedAmount,
    ping: () => socket.ping(),
    // No handshake with who does not read: it would wait in the same full buffer.
    drop: () => socket.terminate(),
  });
  if (watching === 'full') return 'full';
  socket.on('message', (data: Buffer, isBinary) => {
    if (!isBinary && asksForResync(data)) watching.resync();
    else socket.close(closeCodes.policy);
  });
  socket.on('pong', watching.heard);
  socket.on('close', watching.leave);
  // What went wrong on the line ends in `close`; there is nobody to tell.
  socket.on('error', () => undefined);
  return watching;
}

function asksForResync(data: Buffer): boolean {
  try {
    return liveRequest.safeParse(JSON.parse(data.toString('utf8'))).success;
  } catch {
    // Not JSON: not ours.
    return false;
  }
}
