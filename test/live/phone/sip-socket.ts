// The UDP socket that SIP messages travel by, and the record of the latest ones. Not here: what they mean.

import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { NetAddress, SipRecord } from './phone-types.ts';
import { parseMessage, printMessage } from './sip-message.ts';
import type { SipMessage } from './sip-message.ts';

/** Enough for some hundred calls; older messages are forgotten. */
const recordLimit = 2_000;

export interface SipSocket {
  readonly address: NetAddress;
  readonly send: (message: SipMessage, to: NetAddress) => void;
  /** From now on `received` gets every message that can be read. */
  readonly listen: (received: (message: SipMessage, from: NetAddress) => void) => void;
  readonly messages: () => readonly SipRecord[];
  readonly close: () => Promise<void>;
}

/** Opens a socket. Rejects when the address is taken. */
export async function openSipSocket(local: NetAddress): Promise<SipSocket> {
  const records: SipRecord[] = [];
  const record = (way: SipRecord['way'], peer: NetAddress, text: string): void => {
    records.push({ at: performance.now(), way, peer, text });
    if (records.length > recordLimit) records.shift();
  };
  const socket = createSocket('udp4');
  socket.bind(local.port, local.host);
  await once(socket, 'listening');
  const onTheWay = new Set<Promise<void>>();
  let state: 'open' | 'closed' = 'open';
  return {
    address: { host: local.host, port: socket.address().port },
    send: (message, to) => {
      if (state === 'closed') return;
      const text = printMessage(message);
      record('out', to, text);
      const leaving = new Promise<void>((resolve) => {
        socket.send(text, to.port, to.host, () => {
          onTheWay.delete(leaving);
          resolve();
        });
      });
      onTheWay.add(leaving);
    },
    listen: (received) => {
      socket.on('message', (bytes, { address, port }) => {
        const text = bytes.toString();
        const from: NetAddress = { host: address, port };
        record('in', from, text);
        const message = parseMessage(text);
        if (message !== null) received(message, from);
      });
    },
    messages: () => records,
    close: async () => {
      if (state === 'closed') return;
      state = 'closed';
      // Node looks up even plain addresses later: closing now would drop the last BYE or refusal.
      await Promise.all(onTheWay);
      await new Promise<void>((resolve) => {
        socket.close(resolve);
      });
    },
  };
}
