// GET, POST and DELETE /api/session, POST /api/session/links: signing in to the live page and out of it.

import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Log } from '../../base/log.ts';
import { isOurPage } from '../auth.ts';
import { linkFragment, linkMade, sessionPath, sessionState, signIn } from '../contract/index.ts';
import { Refusal } from '../errors.ts';
import type { Sessions } from '../sessions.ts';

/** The routes of sessions. Making a link needs the token, like every order; the rest is open to the page. */
export const sessionRoutes =
  (sessions: Sessions, origins: ReadonlySet<string>, log: Log): FastifyPluginCallbackZod =>
  (api, _options, done) => {
    api.get(sessionPath, { schema: { response: { 200: sessionState } } }, ({ headers }) => ({
      state: sessions.find(headers.cookie) === null ? ('signedOut' as const) : ('signedIn' as const),
    }));

    const signInSchema = { body: signIn, response: { 204: z.null() } };
    api.post(sessionPath, { schema: signInSchema }, async (request, reply) => {
      // Else another page could sign its visitor in to a centre of its own choosing.
      if (!isOurPage(request, origins)) throw new Refusal('originRefused');
      const { body } = request;
      const right = body.kind === 'token' ? sessions.isToken(body.token) : sessions.useLink(body.link);
      log.info('Somebody signed in to the live page.', { by: body.kind, outcome: right ? 'taken' : 'refused' });
      if (!right) throw new Refusal(body.kind === 'token' ? 'unauthorised' : 'linkUsed');
      const transport = request.headers.origin?.startsWith('https:') === true ? 'https' : 'http';
      return reply.header('set-cookie', sessions.open(transport)).code(204).send(null);
    });

    api.delete(sessionPath, { schema: { response: { 204: z.null() } } }, async (_request, reply) =>
      reply.header('set-cookie', sessions.close()).code(204).send(null),
    );

    api.post(`${sessionPath}/links`, { schema: { response: { 201: linkMade } } }, async (_request, reply) => {
      const { link, expiresAt } = sessions.makeLink();
      return reply.code(201).send({ path: `/${linkFragment}${link}`, expiresAt });
    });
    done();
  };
