// The port Trunks: lines to the outside as endpoints in Asterisk's memory, pushed over its interface without any file.
// They are gone after a restart of Asterisk and have to be put again. Calls that come in over a trunk are told by address, which
// needs a file (pjsip.conf, type=identify). Not here: which trunk takes a call.

import { assert } from '../base/assert.ts';
import type { TrunkName } from '../base/ids.ts';
import type { Done, TrunkLine, Trunks } from '../call/ports.ts';
import type { AriParts } from './parts.ts';
import { type Settings, putObject, removeObject } from './pushed.ts';

/** Where calls begin that the far side of a pushed trunk sends us: a context without any extension. */
const trunkContext = 'agents-out';

export const trunksOn = (parts: AriParts): Trunks => ({
  put: (line) => put(parts, line),
  remove: (trunk) => remove(parts, trunk),
});

/** A trunk's name as it may stand in a dial string; anything else is a fault of ours. */
export function plainTrunk(trunk: TrunkName): string {
  assert(/^[\w-]{1,64}$/.test(trunk), 'A trunk has a plain name.');
  return trunk;
}

/** Each object before the one that names it. */
async function put(parts: AriParts, line: TrunkLine): Promise<void> {
  const id = plainTrunk(line.trunk);
  if (line.account !== null) await putObject(parts, 'auth', id, authOf(line.account));
  await putObject(parts, 'aor', id, aorOf(line));
  await putObject(parts, 'endpoint', id, endpointOf(id, line));
}

/** Each object before those that it names. */
async function remove(parts: AriParts, trunk: TrunkName): Promise<Done> {
  const id = plainTrunk(trunk);
  const done = await removeObject(parts, 'endpoint', id);
  await removeObject(parts, 'aor', id);
  await removeObject(parts, 'auth', id);
  return done;
}

const authOf = ({ user, password }: NonNullable<TrunkLine['account']>): Settings => ({
  auth_type: 'userpass',
  username: plainText(user),
  password: plainText(password),
});

function aorOf({ host, port }: TrunkLine): Settings {
  assert(/^[A-Za-z0-9.-]{1,253}$/.test(host) && Number.isInteger(port), 'A trunk has an address.');
  // Asked every so many seconds whether it answers, and given this many for it.
  return { contact: `sip:${host}:${String(port)}`, qualify_frequency: '30', qualify_timeout: '3' };
}

const endpointOf = (id: string, { account }: TrunkLine): Settings => ({
  context: trunkContext,
  disallow: 'all',
  allow: 'alaw,ulaw',
  aors: id,
  ...(account === null ? {} : { outbound_auth: id }),
  dtmf_mode: 'rfc4733',
  // Audio always passes through us, so that it can be recorded and outlives a change of party.
  direct_media: 'no',
  // A party that vanished without a word is gone after this many seconds, longer on hold.
  rtp_timeout: '30',
  rtp_timeout_hold: '300',
  // Nobody outside may move calls about.
  allow_transfer: 'no',
});

function plainText(text: string): string {
  assert(!/\p{Cc}/u.test(text), 'A name or password is one line.');
  return text;
}
