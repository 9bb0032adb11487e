// One signed-in connection to Asterisk's manager interface, from an instance of the library of its own: its memory of half
// a message would spoil the next connection. Not here: connecting again (watch.ts), nor what an event means.

import Manager from 'asterisk-manager';
import type { Clock } from '../../base/clock.ts';
import { TelephonyFault } from '../../call/ports.ts';
import { plainAction, plainValue } from './plain.ts';
import type { Action } from './plain.ts';
import { actionCountMax, actionMs } from './limits.ts';

/** Where the manager interface is and who we are there. */
export interface AmiAccess {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

/** An event, its fields in lower case; what came several times or not as text is left out. */
export type AmiEvent = Readonly<Record<string, string>>;

export interface AmiSession {
  /** The response. Rejects with TelephonyFault when it was refused, did not come in time, or would say more than it shows. */
  readonly action: (action: Action) => Promise<AmiEvent>;
  readonly close: () => void;
}

export interface AmiSessionOptions {
  readonly access: AmiAccess;
  readonly clock: Clock;
  readonly onEvent: (event: AmiEvent) => void;
  /** Told once, of a session that was open and is not any more; not after `close`. */
  readonly onLost: (why: string) => void;
}

/** Connects and signs in. Rejects with TelephonyFault: `refused` when it is the password, `unreachable` otherwise. */
export function openAmiSession(options: AmiSessionOptions): Promise<AmiSession> {
  const { access, clock } = options;
  const user = plainValue(access.user);
  const password = plainValue(access.password);
  const manager = new Manager(null, access.host, user, password);
  const pending = new Map<string, (fault: TelephonyFault) => void>();
  let life: 'opening' | 'open' | 'over' = 'opening';
  let link: 'connecting' | 'connected' = 'connecting';
  return new Promise((resolve, reject) => {
    const end = (fault: TelephonyFault): void => {
      const before = life;
      life = 'over';
      cancel();
      // One that is still being made the library would forget without closing it: it is closed when it stands, below.
      if (link === 'connected') manager.disconnect();
      for (const settle of [...pending.values()]) settle(fault);
      if (before === 'opening') reject(fault);
      if (before === 'open') options.onLost(fault.message);
    };
    const cancel = clock.after(actionMs, () => {
      if (life === 'opening') end(unreachable('The manager interface did not answer in time.'));
    });
    manager.on('error', (fault) => {
      if (life !== 'over') end(unreachable(fault instanceof Error ? fault.message : 'The connection failed.'));
    });
    manager.on('close', () => {
      if (life !== 'over') end(unreachable('The manager interface closed the connection.'));
    });
    manager.on('managerevent', (message) => {
      if (life === 'open') options.onEvent(textsOf(message));
    });
    manager.connect(access.port, access.host, () => {
      link = 'connected';
      if (life !== 'opening') return manager.disconnect();
      manager.login((refusal) => {
        if (life !== 'opening') return;
        if (refusal !== undefined) return end(new TelephonyFault('refused', 'The manager interface refused us.'));
        cancel();
        life = 'open';
        resolve({
          action: (action) => act({ manager, clock, pending }, action),
          close: () => {
            life = 'over';
            manager.disconnect();
            for (const settle of [...pending.values()]) settle(unreachable('Closed by us.'));
          },
        });
      });
    });
  });
}

interface Acting {
  readonly manager: InstanceType<typeof Manager>;
  readonly clock: Clock;
  readonly pending: Map<string, (fault: TelephonyFault) => void>;
}

let actionCount = 0;

async function act({ manager, clock, pending }: Acting, action: Action): Promise<AmiEvent> {
  const fields = plainAction(action);
  if (pending.size >= actionCountMax) throw unreachable('Too many actions are waiting.');
  actionCount += 1;
  const id = `carillon-${actionCount}`;
  return new Promise((resolve, reject) => {
    const fail = (fault: TelephonyFault): void => {
      settled();
      reject(fault);
    };
    const cancel = clock.after(actionMs, () => {
      fail(new TelephonyFault('timeout', `${action.action}: no answer in time.`));
    });
    const settled = (): void => {
      cancel();
      pending.delete(id);
      // Without this the library keeps the listener of an answer that never comes.
      manager.removeAllListeners(id);
    };
    pending.set(id, fail);
    manager.action({ ...fields, actionid: id }, (refusal, response) => {
      if (refusal !== undefined) return fail(new TelephonyFault('refused', `${action.action} was refused.`));
      settled();
      resolve(textsOf(response));
    });
  });
}

function textsOf(message: unknown): AmiEvent {
  if (typeof message !== 'object' || message === null) return {};
  return Object.fromEntries(
    Object.entries(message).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

const unreachable = (why: string): TelephonyFault => new TelephonyFault('unreachable', why);
