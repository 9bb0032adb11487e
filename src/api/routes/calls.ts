// GET /api/calls: live calls, their callers masked unless asked for in full.

import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import type { Log } from '../../base/log.ts';
import { callList, callQuery } from '../contract/index.ts';
import { masked } from '../masked.ts';
import type { ControlRoom } from '../ports.ts';

/** The routes of calls. Numbers shown in full leave a line in the log. */
export const callRoutes =
  ({ calls }: ControlRoom, log: Log): FastifyPluginCallbackZod =>
  (api, _options, done) => {
    api.get('/calls', { schema: { querystring: callQuery, response: { 200: callList } } }, async ({ query }) => {
      const live = await calls.list();
      if (query.callers === 'masked') return { calls: live.map((call) => ({ ...call, caller: masked(call.caller) })) };
      log.info('Callers’ numbers were shown in full.', { callCount: live.length });
      return { calls: [...live] };
    });
    done();
  };
