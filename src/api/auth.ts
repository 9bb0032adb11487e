// Who may come in: whoever holds the token; everybody to what says whether we live and how to speak to us, to the live page's
// own files and its sign-in; and to the page's stream and to traces also whoever has a session. Not here: roles; there is one token, the operator's.

import type { FastifyRequest } from 'fastify';
import { livePath, scriptAnswersPath, scriptPath, sessionPath, tracePath } from './contract/index.ts';
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

/** The addresses that a session of the page opens as well: it can look, and fill in the script that an agent has before them. */
const ofThePage: ReadonlySet<string> = new Set([livePath, scriptAnswersPath]);
/** Those whose answer only our own page can read: the cookie is sent to no other (SameSite), and we allow no other origin. */
const readByThePage: ReadonlySet<string> = new Set([scriptPath, tracePath]);

/** Refuses a request that has neither the right Bearer token (RFC 6750 section 2.1) nor, where it is enough, a session. */
export function guard(sessions: Sessions, origins: ReadonlySet<string>): (request: FastifyRequest) => Promise<void> {
  return (request) => {
    const route = request.routeOptions.url ?? '';
    if (isOpen(route)) return Promise.resolve();
    const given = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (sessions.isToken(given)) return Promise.resolve();
    const session = sessions.find(request.headers.cookie);
    // A session sees callers masked, and no more than lines: it asks for nothing in particular.
    const isPlain = !request.url.includes('?');
    if (readByThePage.has(route) && session !== null && isPlain) return Promise.resolve();
    if (!ofThePage.has(route) || session === null) return Promise.reject(new Refusal('unauthorised'));
    // A browser sends our cookie along with a websocket that any page opens: only our own page may.
    return isOurPage(request, origins) ? Promise.resolve() : Promise.reject(new Refusal('originRefused'));
  };
}

/** Whether the request comes from a page that we serve (Origin, RFC 6454). A request without one comes from no page. */
export const isOurPage = ({ headers }: FastifyRequest, origins: ReadonlySet<string>): boolean =>
  headers.origin !== undefined && origins.has(headers.origin);
