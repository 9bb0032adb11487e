// Who is signed in to the live page. A session is a signed note in a cookie, not an entry in a table: a controller that was
// killed and came back still knows everybody, and a changed token signs everybody out. Links work once and die with the
// process. Not here: users and roles; whoever has the token is the operator.

import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock, Instant } from '../base/clock.ts';

/** A long shift; then the page asks again. */
const sessionMsMax = 12 * 3_600_000;
/** Long enough to walk to another screen, short enough that an old terminal is of no use to a finder. */
const linkMsMax = 3_600_000;
/** Links that were made and not used; the oldest give way. */
const linkCountMax = 100;
const secretByteCount = 24;

export interface Session {
  readonly expiresAt: Instant;
}

export interface Sessions {
  /** A Set-Cookie line (RFC 6265) that signs in. `https`: the cookie must not travel in the clear. */
  readonly open: (transport: 'http' | 'https') => string;
  /** A Set-Cookie line that signs out. */
  readonly close: () => string;
  /** The session that a Cookie line holds, if it is ours and not over. */
  readonly find: (cookies: string | undefined) => Session | null;
  readonly isToken: (text: string) => boolean;
  readonly makeLink: () => { readonly link: string; readonly expiresAt: Instant };
  /** Whether the link was ours, unused and not too old; it is used up. */
  readonly useLink: (link: string) => boolean;
}

/** Sessions signed with a key made from the operator's token. */
export function openSessions(token: string, clock: Clock): Sessions {
  const key = createHmac('sha256', token).update('sessions of the live page').digest();
  const sign = (text: string): string => createHmac('sha256', key).update(text).digest('base64url');
  // Two centres on one host share their cookies, whatever their ports: each has a name of its own.
  const name = `carillon_${createHash('sha256').update(key).digest('hex').slice(0, 8)}`;
  const attributes = 'Path=/; HttpOnly; SameSite=Strict';
  const links = new Map<string, Instant>();
  return {
    open: (transport) => {
      const note = `${Math.ceil(clock.now() + sessionMsMax)}.${randomBytes(secretByteCount).toString('base64url')}`;
      const secure = transport === 'https' ? '; Secure' : '';
      return `${name}=${note}.${sign(note)}; ${attributes}; Max-Age=${sessionMsMax / 1_000}${secure}`;
    },
    close: () => `${name}=; ${attributes}; Max-Age=0`,
    find: (cookies) => {
      const [expires = '', nonce = '', signature = ''] = (cookieOf(cookies, name) ?? '').split('.');
      if (!equal(signature, sign(`${expires}.${nonce}`))) return null;
      const expiresAt = Number(expires);
      return expiresAt > clock.now() ? { expiresAt } : null;
    },
    isToken: (text) => equal(text, token),
    makeLink: () => {
      const link = randomBytes(secretByteCount).toString('base64url');
      const expiresAt = clock.now() + linkMsMax;
      const [oldest] = links.keys();
      if (oldest !== undefined && links.size >= linkCountMax) links.delete(oldest);
      links.set(link, expiresAt);
      return { link, expiresAt };
    },
    useLink: (link) => {
      const expiresAt = links.get(link);
      links.delete(link);
      return expiresAt !== undefined && expiresAt > clock.now();
    },
  };
}

/** The value of one cookie of a Cookie line. */
function cookieOf(cookies: string | undefined, name: string): string | null {
  const pairs = (cookies ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? null;
}

/** Compares two secrets without showing by the time it takes how alike, or how long, they are. */
export const equal = (one: string, other: string): boolean => timingSafeEqual(fingerprint(one), fingerprint(other));

const fingerprint = (text: string): Buffer => createHash('sha256').update(text).digest();
