// Who may come in: whoever holds the token, and everybody to what says whether we live and how to speak to us.
// Not here: roles; there is one token, the operator's.

import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Refusal } from './errors.ts';

/** Where the page of the interface is; a browser sends no token for a page, and the page says nothing but the contract. */
export const docsPath = '/api/docs';

/** The addresses that need no token. Everything else does, unknown addresses included. */
const open: ReadonlySet<string> = new Set(['/livez', '/readyz', '/api/openapi.json', docsPath]);
const isOpen = (route: string): boolean => open.has(route) || route.startsWith(`${docsPath}/`);

/** Refuses a request without the right Bearer token (RFC 6750 section 2.1). */
export function guard(token: string): (request: FastifyRequest) => Promise<void> {
  const wanted = fingerprint(token);
  return (request) => {
    if (isOpen(request.routeOptions.url ?? '')) return Promise.resolve();
    const given = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
    // Hashes are equally long, so that neither length nor content of the token shows in the time this takes.
    return timingSafeEqual(fingerprint(given), wanted)
      ? Promise.resolve()
      : Promise.reject(new Refusal('unauthorised'));
  };
}

const fingerprint = (text: string): Buffer => createHash('sha256').update(text).digest();
