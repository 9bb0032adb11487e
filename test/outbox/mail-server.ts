// A mail server for tests: SMTP (RFC 5321) on a real socket, as much of it as a client uses, with answers that a test may spoil.

import { type AddressInfo, type Server, type Socket, createServer } from 'node:net';

/** A message as the server took it. */
export interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  /** Headers and body as they came. */
  readonly data: string;
  readonly signedInAs: string | null;
}

export interface MailServer {
  readonly port: number;
  readonly mails: readonly Mail[];
  /** From now on this command (`RCPT`, `DATA`, `.` for the message itself) is answered so; `cut` ends the connection. */
  readonly spoil: (command: string, answer: string) => void;
  readonly mend: () => void;
  readonly close: () => Promise<void>;
}

export async function openMailServer(): Promise<MailServer> {
  const mails: Mail[] = [];
  const spoiled = new Map<string, string>();
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    serve(socket, mails, spoiled);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    mails,
    spoil: (command, answer) => void spoiled.set(command, answer),
    mend: () => spoiled.clear(),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function serve(socket: Socket, mails: Mail[], spoiled: ReadonlyMap<string, string>): void {
  let buffer = '';
  let mode: 'commands' | 'data' = 'commands';
  let [from, signedInAs]: [string, string | null] = ['', null];
  let to: string[] = [];
  const say = (command: string, usual: string): boolean => {
    const answer = spoiled.get(command) ?? usual;
    if (answer === 'cut') socket.destroy();
    else if (answer !== 'silence') socket.write(`${answer}\r\n`);
    return answer === usual;
  };
  const onCommand = (line: string): void => {
    const command = line.slice(0, 4).toUpperCase();
    if (command === 'EHLO') say('EHLO', '250-test\r\n250-AUTH PLAIN\r\n250 8BITMIME');
    else if (command === 'AUTH') {
      const [, user = ''] = Buffer.from(line.split(' ')[2] ?? '', 'base64')
        .toString()
        .split('\0');
      if (say('AUTH', '235 ok')) signedInAs = user;
    } else if (command === 'MAIL') {
      [from, to] = [/<(.*?)>/.exec(line)?.[1] ?? '', []];
      say('MAIL', '250 ok');
    } else if (command === 'RCPT') {
      if (say('RCPT', '250 ok')) to.push(/<(.*?)>/.exec(line)?.[1] ?? '');
    } else if (command === 'DATA') {
      if (say('DATA', '354 go on')) mode = 'data';
    } else if (command === 'QUIT') socket.end('221 bye\r\n');
    else say(command, '250 ok');
  };
  const onData = (): boolean => {
    const end = buffer.indexOf('\r\n.\r\n');
    if (end === -1) return false;
    const data = buffer.slice(0, end);
    buffer = buffer.slice(end + 5);
    mode = 'commands';
    // Taken before it is answered: that is where a client cannot know.
    mails.push({ from, to, data, signedInAs });
    say('.', '250 queued');
    return true;
  };
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    buffer += chunk;
    for (;;) {
      if (mode === 'data') {
        if (!onData()) return;
        continue;
      }
      const end = buffer.indexOf('\r\n');
      if (end === -1) return;
      const line = buffer.slice(0, end);
      buffer = buffer.slice(end + 2);
      onCommand(line);
    }
  });
  socket.write('220 test\r\n');
}
