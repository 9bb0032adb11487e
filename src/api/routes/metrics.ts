// GET /metrics, for Prometheus; with the token like everything that is not about whether we live.

import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import type { ControlRoom } from '../ports.ts';

/** The one route of metrics; it is no part of the contract, whose names are Prometheus's own business. */
export const metricRoutes =
  ({ metrics }: ControlRoom): FastifyPluginCallbackZod =>
  (api, _options, done) => {
    api.get('/metrics', { schema: { hide: true } }, async (_request, reply) => {
      const { contentType, text } = await metrics();
      return reply.type(contentType).send(text);
    });
    done();
  };
