// GET /api/calls: live calls, their callers masked unless asked for in full.

import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import type { Log } from '../../base/log.ts';
import { callList, callQuery } from '../contract/index.ts';
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

/** Enough to tell two callers apart, not enough to call back: `+33 ... 78`. */
const shownAtStart = 3;
const shownAtEnd = 2;

/** The caller's number with its middle hidden; a short one is hidden whole. */
export function masked(caller: string | null): string | null {
  if (caller === null) return null;
  const hiddenCount = caller.length - shownAtStart - shownAtEnd;
  if (hiddenCount < shownAtStart) return '•'.repeat(caller.length);
  return `${caller.slice(0, shownAtStart)}${'•'.repeat(hiddenCount)}${caller.slice(-shownAtEnd)}`;
}
