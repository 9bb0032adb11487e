// GET /livez and /readyz: the two addresses that need no token. They tell states, never names of people or numbers.

import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { liveness, readiness, service } from '../contract/index.ts';
import type { ControlRoom } from '../ports.ts';

/** /livez answers as long as the process does; /readyz says whether calls can be served. */
export const healthRoutes =
  (room: ControlRoom): FastifyPluginCallbackZod =>
  (api, _options, done) => {
    api.get('/livez', { schema: { response: { 200: liveness } } }, () => ({ service, state: 'live' }) as const);

    api.get('/readyz', { schema: { response: { 200: readiness, 503: readiness } } }, async (_request, reply) => {
      const checks = [...(await room.readiness())];
      const failing = checks.some((check) => check.state === 'failing');
      return reply.code(failing ? 503 : 200).send({ service, state: failing ? 'notReady' : 'ready', checks });
    });
    done();
  };
