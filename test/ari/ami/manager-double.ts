// A stand-in for Asterisk's manager interface on the loopback, that keeps every byte it got and can be silent, rude or in
// pieces. Not here: any telephony; the contract suite runs on the real one.

import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

export interface ManagerDouble {
  readonly port: number;
  /** All that came in, over all connections. */
  readonly received: () => string;
  readonly connectionCount: () => number;
  /** How an action is answered, by its name in lower case; an action without one is answered with Success. */
  readonly answers: Map<string, 'silence' | 'error' | 'cut'>;
  /** Sends to the newest connection, as it is. */
  readonly send: (text: string) => void;
  readonly cut: () => void;
  readonly close: () => Promise<void>;
}

export async function managerDouble(): Promise<ManagerDouble> {
  const sockets: Socket[] = [];
  const answers: ManagerDouble['answers'] = new Map();
  let received = '';
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.setEncoding('utf8');
    socket.on('error', () => undefined);
    socket.write('Asterisk Call Manager/11.0.0\r\n');
    let rest = '';
    socket.on('data', (chunk: string) => {
      received += chunk;
      const actions = (rest + chunk).split('\r\n\r\n');
      rest = actions.pop() ?? '';
      for (const action of actions) answer(socket, answers, action);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    received: () => received,
    connectionCount: () => sockets.length,
    answers,
    send: (text) => sockets.at(-1)?.write(text),
    cut: () => sockets.at(-1)?.destroy(),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** An event as Asterisk sends one. */
export const eventText = (event: string, fields: Readonly<Record<string, string>>): string =>
  [`Event: ${event}`, ...Object.entries(fields).map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n');

function answer(socket: Socket, answers: ManagerDouble['answers'], action: string): void {
  const name = /^action: (.*)$/im.exec(action)?.[1]?.toLowerCase() ?? '';
  const id = /^actionid: (.*)$/im.exec(action)?.[1] ?? '';
  const how = answers.get(name);
  if (how === 'silence') return;
  if (how === 'cut') return void socket.destroy();
  const words = how === 'error' ? ['Error', 'Permission denied'] : ['Success', 'Done'];
  socket.write(`Response: ${words[0]}\r\nActionID: ${id}\r\nMessage: ${words[1]}\r\n\r\n`);
}
