// Digest authentication (RFC 2617/7616 with MD5, as SIP servers ask for it): from challenge to answer. Pure.

import { createHash } from 'node:crypto';

/** What a server asks to be answered. */
export interface Challenge {
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string;
  readonly qop: 'auth' | 'none';
}

export interface DigestRequest {
  readonly username: string;
  readonly password: string;
  readonly method: string;
  readonly uri: string;
  /** Our own chance text, and how often this nonce was used with this answer included. */
  readonly cnonce: string;
  readonly useCount: number;
}

/** The first challenge that MD5 can answer, or null. */
export function parseChallenge(values: readonly string[]): Challenge | null {
  for (const value of values) {
    const part = (name: string): string => partOf(value, name);
    const algorithm = part('algorithm').toUpperCase();
    if (!/^digest\s/i.test(value) || (algorithm !== '' && algorithm !== 'MD5')) continue;
    const qop = part('qop')
      .split(',')
      .some((one) => one.trim() === 'auth')
      ? 'auth'
      : 'none';
    return { realm: part('realm'), nonce: part('nonce'), opaque: part('opaque'), qop };
  }
  return null;
}

/** The value of an Authorization or Proxy-Authorization header. */
export function printAuthorization(challenge: Challenge, request: DigestRequest): string {
  const count = request.useCount.toString(16).padStart(8, '0');
  const secret = md5(`${request.username}:${challenge.realm}:${request.password}`);
  const asked = md5(`${request.method}:${request.uri}`);
  const middle = challenge.qop === 'auth' ? `${challenge.nonce}:${count}:${request.cnonce}:auth` : challenge.nonce;
  const parts = [
    `username="${request.username}"`,
    `realm="${challenge.realm}"`,
    `nonce="${challenge.nonce}"`,
    `uri="${request.uri}"`,
    `response="${md5(`${secret}:${middle}:${asked}`)}"`,
    'algorithm=MD5',
    ...(challenge.opaque === '' ? [] : [`opaque="${challenge.opaque}"`]),
    ...(challenge.qop === 'auth' ? ['qop=auth', `nc=${count}`, `cnonce="${request.cnonce}"`] : []),
  ];
  return `Digest ${parts.join(', ')}`;
}

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** A quoted or bare part of a challenge, or an empty text. */
function partOf(value: string, name: string): string {
  const found = new RegExp(`(?:^|[\\s,])${name}\\s*=\\s*(?:"([^"]*)"|([^\\s,]+))`, 'i').exec(value);
  return found?.[1] ?? found?.[2] ?? '';
}
