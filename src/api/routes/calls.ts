// GET /api/calls, GET /api/calls/:id: calls live and ended, and the timeline of one; callers masked unless asked for in full.

import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { callId } from '../../base/ids.ts';
import type { Log } from '../../base/log.ts';
import { callPage } from '../call-pages.ts';
import { storyOf } from '../call-stories.ts';
import {
  type CallFactView,
  type CallStory,
  type CallView,
  callList,
  callParams,
  callQuery,
  callStory,
  callStoryQuery,
} from '../contract/index.ts';
import { Refusal } from '../errors.ts';
import { masked } from '../masked.ts';
import type { ControlRoom } from '../ports.ts';

/** The routes of calls. Numbers shown in full leave a line in the log. */
export const callRoutes =
  ({ calls, record }: ControlRoom, log: Log): FastifyPluginCallbackZod =>
  (api, _options, done) => {
    api.get('/calls', { schema: { querystring: callQuery, response: { 200: callList } } }, async ({ query }) => {
      const page = await callPage({ live: await calls.list(), record, log }, query);
      if (query.callers === 'masked') return { ...page, calls: page.calls.map(maskedCall) };
      log.info('Callers’ numbers were shown in full.', { callCount: page.calls.length });
      return page;
    });

    const one = { params: callParams, querystring: callStoryQuery, response: { 200: callStory } };
    api.get('/calls/:id', { schema: one }, async ({ params, query }) => {
      const live = (await calls.list()).find(({ id }) => id === params.id);
      const story = await storyOf({ live, record, log }, callId(params.id));
      if (story === null) throw new Refusal('callUnknown');
      if (query.callers === 'masked') return maskedStory(story);
      log.info('Callers’ numbers were shown in full.', { callCount: 1 });
      return story;
    });
    done();
  };

const maskedCall = (call: CallView): CallView => ({ ...call, caller: masked(call.caller) });

const maskedStory = (story: CallStory): CallStory => ({
  ...story,
  call: maskedCall(story.call),
  facts: story.facts.map(maskedFact),
});

function maskedFact(fact: CallFactView): CallFactView {
  const { caller } = fact.details;
  return typeof caller === 'string' ? { ...fact, details: { ...fact.details, caller: masked(caller) } } : fact;
}
