// The native driver: requests over undici, events over ws, secrets in headers. Not here: keeping a connection (socket.ts).

import { WebSocket } from 'ws';
import type { RawData } from 'ws';
import type { Clock } from '../base/clock.ts';
import { baseOf, basicAuthorization } from './address.ts';
import type { AriAccess } from './address.ts';
import { jsonOf } from './decode.ts';
import { eventBytesMax } from './limits.ts';
import type { Ear, EventConnection, Line } from './line.ts';
import { openPool } from './rest.ts';

/** Nothing is connected before the first request or `dial`. A late answer cannot come: its request was aborted. */
export const nativeLine = (access: AriAccess, clock: Clock): Line => ({
  ...openPool(access, clock),
  dial: (app, ear) => dial(access, app, ear),
  lateReplyCount: () => 0,
});

function dial(access: AriAccess, app: string, ear: Ear): EventConnection {
  const base = baseOf(access.url);
  const query = new URLSearchParams({ app, subscribeAll: 'false' });
  const url = `${base.origin.replace(/^http/, 'ws')}${base.path}/events?${query.toString()}`;
  const headers = { authorization: basicAuthorization(access) };
  const socket = new WebSocket(url, { headers, maxPayload: eventBytesMax, perMessageDeflate: false });
  socket.on('open', ear.onOpen);
  socket.on('message', (data) => {
    ear.onMessage(jsonOf(textOf(data)));
  });
  socket.on('pong', ear.onAlive);
  socket.on('error', (fault) => {
    ear.onLost(fault.message);
  });
  socket.on('close', (code) => {
    ear.onLost(`closed by Asterisk with code ${String(code)}`);
  });
  return {
    ping: () => {
      socket.ping();
    },
    end: () => {
      socket.terminate();
    },
  };
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.isBuffer(data) ? data.toString('utf8') : Buffer.from(data).toString('utf8');
}
