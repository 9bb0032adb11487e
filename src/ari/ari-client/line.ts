// The second driver: requests and events by the library ari-client, its faults masked (docs/adr/0008-second-driver.md).
// Not here: keeping a connection (socket.ts), nor anything about legs, which both drivers share.

import type { Clock } from '../../base/clock.ts';
import { TelephonyFault } from '../../call/ports.ts';
import type { AriAccess } from '../address.ts';
import { unanswered } from '../faults.ts';
import { requestCountMax } from '../limits.ts';
import type { Ear, EventConnection, Line, Reply, Wire } from '../line.ts';
import { claimCredentials } from './credentials.ts';
import { loadLibrary } from './library.ts';
import type { Library } from './library.ts';

/** Loads nothing before the first request or `dial`. Throws TelephonyFault for an access that ari-client cannot carry. */
export function ariClientLine(access: AriAccess, clock: Clock): Line {
  const release = claimCredentials(access);
  const counts = { late: 0, unsettled: 0 };
  let loading: Promise<Library> | null = null;
  let life: 'open' | 'closed' = 'open';
  const load = (): Promise<Library> => {
    const fresh = loadLibrary(access);
    loading = fresh;
    // The next one who needs it tries again.
    fresh.catch(() => {
      if (loading === fresh) loading = null;
    });
    return fresh;
  };
  return {
    send: (wire, withinMs) => {
      if (life === 'closed') return Promise.reject(unreachable(wire.name, 'Closed.'));
      if (counts.unsettled >= requestCountMax) return Promise.reject(unreachable(wire.name, 'Too many requests hang.'));
      return inTime(
        { clock, counts, name: wire.name, withinMs },
        (loading ?? load()).then((library) => ask(library, wire)),
      );
    },
    // Loaded anew each time: this may be another Asterisk than before.
    dial: (app, ear) => dial(load(), app, ear),
    lateReplyCount: () => counts.late,
    close: () => {
      life = 'closed';
      release();
      return Promise.resolve();
    },
  };
}

function ask(library: Library, { name, pathParams, query, body }: Wire): Promise<Reply> {
  const asked = library.call(name, { ...pathParams, ...query, ...(body === null ? {} : { body }) });
  if (asked === 'undescribed') throw new TelephonyFault('refused', `${name}: this Asterisk does not describe it.`);
  return asked;
}

interface Asking {
  readonly clock: Clock;
  readonly counts: { late: number; unsettled: number };
  readonly name: string;
  readonly withinMs: number;
}

/** The library has no deadlines and cannot take a request back: whatever comes after ours is dropped and counted. */
function inTime({ clock, counts, name, withinMs }: Asking, reply: Promise<Reply>): Promise<Reply> {
  counts.unsettled += 1;
  return new Promise((resolve, reject) => {
    let state: 'waiting' | 'over' = 'waiting';
    const cancel = clock.after(withinMs, () => {
      state = 'over';
      reject(new TelephonyFault('timeout', `${name}: no answer in time.`));
    });
    const settle = (act: () => void): void => {
      counts.unsettled -= 1;
      cancel();
      if (state === 'over') counts.late += 1;
      else act();
    };
    reply.then(
      (value) => {
        settle(() => {
          resolve(value);
        });
      },
      (fault: unknown) => {
        settle(() => {
          reject(fault instanceof TelephonyFault ? fault : unanswered(name, fault));
        });
      },
    );
  });
}

function dial(loaded: Promise<Library>, app: string, ear: Ear): EventConnection {
  let state: EventConnection | 'loading' | 'ended' = 'loading';
  loaded.then(
    (library) => {
      if (state === 'loading') state = library.listen(app, ear);
    },
    (fault: unknown) => {
      if (state === 'loading') ear.onLost(fault instanceof Error ? fault.message : 'it could not be loaded');
    },
  );
  return {
    ping: () => {
      if (typeof state === 'object') state.ping();
    },
    end: () => {
      const before = state;
      state = 'ended';
      if (typeof before === 'object') before.end();
    },
  };
}

const unreachable = (name: string, why: string): TelephonyFault => new TelephonyFault('unreachable', `${name}: ${why}`);
