// A wire between the controller and Asterisk's ARI that a test can cut: every connection on it is reset at once, whatever
// it was carrying. Not here: what must hold after a cut.

import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { once } from 'node:events';

export interface CuttableLine {
  /** The address that takes the place of Asterisk's. */
  readonly url: string;
  /** Resets every connection; how many there were. */
  readonly cut: () => number;
  readonly close: () => Promise<void>;
}

/** A wire to this address. */
export async function cuttableLine(target: string): Promise<CuttableLine> {
  const { hostname, port } = new URL(target);
  const ends = new Set<Socket>();
  const keep = (socket: Socket, other: Socket): void => {
    ends.add(socket);
    // A reset is what this wire is for; the other end follows.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      ends.delete(socket);
      other.destroy();
    });
  };
  const server = createServer({ noDelay: true }, (near) => {
    const far = connect({ host: hostname, port: Number(port), noDelay: true });
    keep(near, far);
    keep(far, near);
    near.pipe(far);
    far.pipe(near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = (): number => {
    const count = ends.size;
    for (const socket of [...ends]) socket.resetAndDestroy();
    return count / 2;
  };
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    cut,
    close: async () => {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
