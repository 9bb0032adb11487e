// The port Phones: agents' telephones as endpoints in Asterisk's memory, pushed over its interface without any file.
// They are gone after a restart of Asterisk and have to be put again. Not here: who may have a phone.

import { assert } from '../base/assert.ts';
import type { PhoneId } from '../base/ids.ts';
import type { Done, PhoneAccount, Phones } from '../call/ports.ts';
import type { AriParts } from './parts.ts';
import { type Settings, putObject, removeObject } from './pushed.ts';

/** The realm that a phone's digest is computed over unless another is given; pjsip.conf names it as `default_realm`. */
export const phoneRealm = 'carillon';

/** Where calls begin that a phone dials by itself: a context without any extension. */
const phoneContext = 'agents-out';

export function phonesOn(parts: AriParts, realm: string): Phones {
  return {
    put: (account) => put(parts, account, realm),
    remove: (phone) => remove(parts, phone),
  };
}

/** Each object before the one that names it. Putting again leaves a registration as it is. */
async function put(parts: AriParts, account: PhoneAccount, realm: string): Promise<void> {
  assert(/^[0-9a-f]{32}$/.test(account.digest), 'A digest is 32 hexadecimal digits.');
  const id = plain(account.phone);
  await putObject(parts, 'auth', id, authOf(account, realm));
  await putObject(parts, 'aor', id, aor);
  await putObject(parts, 'endpoint', id, endpointOf(id));
}

/** Each object before those that it names. */
async function remove(parts: AriParts, phone: PhoneId): Promise<Done> {
  const id = plain(phone);
  const done = await removeObject(parts, 'endpoint', id);
  await removeObject(parts, 'aor', id);
  await removeObject(parts, 'auth', id);
  return done;
}

const authOf = (account: PhoneAccount, realm: string): Settings => ({
  auth_type: 'digest',
  username: account.phone,
  realm,
  password_digest: `MD5:${account.digest}`,
});

/** One device at a time; the one that signed in last wins, or a phone that restarted could not come back. */
const aor: Settings = {
  max_contacts: '1',
  remove_existing: 'yes',
  // A phone that was switched off is known to be away after two minutes at most.
  minimum_expiration: '30',
  default_expiration: '120',
  maximum_expiration: '120',
};

const endpointOf = (id: string): Settings => ({
  context: phoneContext,
  disallow: 'all',
  allow: 'alaw,ulaw',
  auth: id,
  aors: id,
  identify_by: 'auth_username,username',
  // Audio always passes through us, so that it can be recorded and outlives a change of party.
  direct_media: 'no',
  // The phone's own idea of its address is not believed: answers go where its packets came from.
  rtp_symmetric: 'yes',
  force_rport: 'yes',
  rewrite_contact: 'yes',
  // A phone that vanished without a word frees its agent after this many seconds, longer on hold.
  rtp_timeout: '30',
  rtp_timeout_hold: '300',
  // Transfers are made by us, not by the phone.
  allow_transfer: 'no',
  allow_subscribe: 'no',
});

function plain(phone: PhoneId): string {
  assert(/^[\w-]{1,64}$/.test(phone), 'A phone has a plain id.');
  return phone;
}
