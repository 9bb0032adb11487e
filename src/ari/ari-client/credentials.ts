// ari-client keeps user and password for the whole process: a second client with others would make the first send them.
// So one set is in use at a time, and another one is refused. Not here: where secrets come from.

import { TelephonyFault } from '../../call/ports.ts';
import { baseOf } from '../address.ts';
import type { AriAccess } from '../address.ts';

interface InUse {
  readonly origin: string;
  readonly user: string;
  readonly password: string;
  count: number;
}

let inUse: InUse | null = null;

/** Takes the process's one set of credentials, or throws TelephonyFault; the returned function gives it back. */
export function claimCredentials(access: AriAccess): () => void {
  const { user, password } = access;
  const { origin, path } = baseOf(access.url);
  if (path !== '/ari') throw refusal('ari-client reaches Asterisk’s interface at /ari only.');
  // It writes them as Latin-1 into the header and as UTF-8 into the address: only what is the same in both works.
  if (!/^[\x21-\x7e]+$/.test(user + password)) throw refusal('ari-client needs a user and a password in plain ASCII.');
  if (inUse !== null && !(inUse.origin === origin && inUse.user === user && inUse.password === password))
    throw refusal('ari-client keeps one set of credentials in a process, and another one is in use.');
  const claimed = (inUse ??= { origin, user, password, count: 0 });
  claimed.count += 1;
  let held = 1;
  return () => {
    claimed.count -= held;
    held = 0;
    if (claimed.count === 0 && inUse === claimed) inUse = null;
  };
}

const refusal = (why: string): TelephonyFault => new TelephonyFault('refused', why);
