// GET /api/calls/:id/trace: a call step by step; the caller masked unless asked for in full. Not here: following it.

import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { callId } from '../../base/ids.ts';
import type { Log } from '../../base/log.ts';
import { type CallTraceView, callParams, callTraceView, tracePath, traceQuery } from '../contract/index.ts';
import { Refusal } from '../errors.ts';
import { masked } from '../masked.ts';
import type { ControlRoom, TracedCall } from '../ports.ts';

/** Below `/api`; what a trace holds is private, so that each look at one leaves a line in the log. */
export const traceRoutes =
  ({ traces }: ControlRoom, log: Log): FastifyPluginCallbackZod =>
  (api, _options, done) => {
    const one = { schema: { params: callParams, querystring: traceQuery, response: { 200: callTraceView } } };
    api.get(tracePath.replace(/^\/api/, ''), one, async ({ params, query }) => {
      const { callers, inputs } = query;
      const traced = await traces.find(callId(params.id), callers);
      if (traced === null) throw new Refusal('traceUnknown');
      log.info('The trace of a call was read.', { call: params.id, callers, inputs });
      return viewOf(params.id, traced, query);
    });
    done();
  };

type Query = Readonly<{ callers: 'masked' | 'full'; inputs: 'none' | 'whole' }>;

function viewOf(call: string, traced: TracedCall, { callers, inputs }: Query): CallTraceView {
  const { flow, program, since, caller, called, rest, departsAt, entries } = traced;
  const shown = callers === 'full' ? caller : masked(caller);
  const hide = (text: string): string =>
    caller === null || shown === null || caller === '' ? text : text.replaceAll(caller, shown);
  return {
    ...{ call, flow, program, since, caller: shown, called, rest, departsAt },
    lines: traced.lines.map((line) => ({ ...line, text: hide(line.text), sinceBeginMs: line.at - since })),
    entries: inputs === 'none' ? null : entries.map(({ journal, seq, at, body }) => ({ journal, seq, at, body })),
  };
}
