// Who may come in: whoever holds the token; everybody to what says whether we live and how to speak to us, to the live page's
// own files and its sign-in; and to the page's stream and to traces also whoever has a session. Not here: roles; there is one token, the operator's.

import type { FastifyRequest } from 'fastify';
import { livePath, sessionPath, tracePath } from './contract/index.ts';
import { Refusal } from './errors.ts';
import type { Sessions } from './sessions.ts';

/** Where the page of the interface is; a browser sends no token for a page, and the page says nothing but the contract. */
export const docsPath = '/api/docs';

/** The addresses that need no token. Everything else does, unknown addresses included. */
const open: ReadonlySet<string> = new Set([
  ...['/livez', '/readyz', '/api/openapi.json', docsPath],
  ...['/', '/assets/:name', sessionPath],
]);
const isOpen = (route: string): boolean => open.has(route) || route.startsWith(`${docsPath}/`);

/** The addresses that a session of the page opens as well; nothing else, so that a session can look and not act. */
const ofThePage: ReadonlySet<string> = new Set([livePath, tracePath]);

/** Refuses a request that has neither the right Bearer token (RFC 6750 section 2.1) nor, where it is enough, a session. */
export function guard(sessions: Sessions, origins: ReadonlySet<string>): (request: FastifyRequest) => Promise<void> {
  return (request) => {
    const route = request.routeOptions.url ?? '';
    if (isOpen(route)) return Promise.resolve();
    const given = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (sessions.isToken(given)) return Promise.resolve();
    if (!ofThePage.has(route) || sessions.find(request.headers.cookie) === null)
      return Promise.reject(new Refusal('unauthorised'));
    // A page of others cannot read what we answer; and a session sees callers masked, and no more than lines.
    if (route === tracePath)
      return request.url.includes('?') ? Promise.reject(new Refusal('unauthorised')) : Promise.resolve();
    // A browser sends our cookie along with a websocket that any page opens: only our own page may.
    return isOurPage(request, origins) ? Promise.resolve() : Promise.reject(new Refusal('originRefused'));
  };
}

/** Whether the request comes from a page that we serve (Origin, RFC 6454). A request without one comes from no page. */
export const isOurPage = ({ headers }: FastifyRequest, origins: ReadonlySet<string>): boolean =>
  headers.origin !== undefined && origins.has(headers.origin);
