// GET /api/queues, PUT /api/queues/:name.

import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { queueName } from '../../base/ids.ts';
import { queueList, queueParams, queueSettings, queueView } from '../contract/index.ts';
import { Refusal } from '../errors.ts';
import type { ControlRoom } from '../ports.ts';

/** The routes of queues. */
export const queueRoutes =
  ({ queues }: ControlRoom): FastifyPluginCallbackZod =>
  (api, _options, done) => {
    api.get('/queues', { schema: { response: { 200: queueList } } }, async () => ({
      queues: [...(await queues.list())],
    }));

    api.put(
      '/queues/:name',
      { schema: { params: queueParams, body: queueSettings, response: { 200: queueView } } },
      async ({ params, body }) => {
        await queues.put({ name: queueName(params.name), ...body });
        const stored = (await queues.list()).find((queue) => queue.name === params.name);
        if (stored === undefined) throw new Refusal('fault');
        return stored;
      },
    );
    done();
  };
