// GET /api/numbers, PUT and DELETE /api/numbers/:number and /api/blocked-callers/:number, PUT /api/emergency,
// POST /api/outbound/judgements.

import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { e164 } from '../../base/ids.ts';
import type { ReceptionEvent, Verdict } from '../../outbound/index.ts';
import {
  type JudgementView,
  type ReceptionView,
  emergencyOrder,
  judgementQuestion,
  judgementView,
  numberOrder,
  numberParams,
  orderedBy,
  receptionView,
} from '../contract/index.ts';
import { Refusal } from '../errors.ts';
import type { ControlRoom } from '../ports.ts';

/** The routes of the reception of calls, and of what might be called. */
export const numberRoutes =
  ({ reception }: ControlRoom): FastifyPluginCallbackZod =>
  (api, _options, done) => {
    const view = (): ReceptionView => viewOf(reception);
    const order = (event: ReceptionEvent): ReceptionView => {
      if (reception.order(event) === 'unknownFlow') throw new Refusal('flowUnknown');
      return view();
    };
    const answers = { response: { 200: receptionView } };
    api.get('/numbers', { schema: answers }, () => view());
    api.put(
      '/numbers/:number',
      { schema: { ...answers, params: numberParams, body: numberOrder } },
      ({ params, body }) => order({ kind: 'route', number: e164(params.number), ...body }),
    );
    const byWhom = { schema: { ...answers, params: numberParams, body: orderedBy } };
    api.delete('/numbers/:number', byWhom, ({ params, body }) =>
      order({ kind: 'route', number: e164(params.number), flow: null, by: body.by }),
    );
    api.put('/blocked-callers/:number', byWhom, ({ params, body }) =>
      order({ kind: 'block', caller: e164(params.number), by: body.by }),
    );
    api.delete('/blocked-callers/:number', byWhom, ({ params, body }) =>
      order({ kind: 'unblock', caller: e164(params.number), by: body.by }),
    );
    api.put('/emergency', { schema: { ...answers, body: emergencyOrder } }, ({ body }) =>
      order(
        body.kind === 'none'
          ? { kind: 'emergencyOver', by: body.by }
          : { kind: 'emergency', to: body.kind, flow: body.flow, by: body.by },
      ),
    );
    api.post(
      '/outbound/judgements',
      { schema: { body: judgementQuestion, response: { 200: judgementView } } },
      ({ body }) => judged(reception.judge({ ...body, headers: [] })),
    );
    done();
  };

function viewOf({ state }: ControlRoom['reception']): ReceptionView {
  const { numbers, blocked, emergency } = state();
  return { numbers: [...numbers.values()], blocked: [...blocked.keys()], emergency };
}

function judged(verdict: Verdict): JudgementView {
  if (verdict.kind === 'refused') return { verdict: 'refused', why: verdict.why, number: null, shown: null };
  const { number, shown } = verdict.route;
  return { verdict: 'allowed', why: null, number, shown };
}
