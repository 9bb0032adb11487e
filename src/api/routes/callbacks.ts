// GET /api/callbacks and DELETE /api/callbacks/:id: promises to call back that are not over.

import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import type { Callback } from '../../callbacks/index.ts';
import { type CallbackView, callbackList, callbackOrder, callbackParams } from '../contract/index.ts';
import { Refusal } from '../errors.ts';
import { masked } from '../masked.ts';
import type { ControlRoom } from '../ports.ts';

export const callbackRoutes =
  ({ callbacks }: ControlRoom): FastifyPluginCallbackZod =>
  (api, _options, done) => {
    api.get('/callbacks', { schema: { response: { 200: callbackList } } }, () => ({
      callbacks: [...callbacks.list()].sort((one, other) => one.askedAt - other.askedAt).map(viewOf),
    }));
    const cancel = { params: callbackParams, body: callbackOrder };
    api.delete('/callbacks/:id', { schema: cancel }, async ({ params, body }, reply) => {
      const outcome = callbacks.cancel(params.id, body.by);
      if (outcome === 'unknown') throw new Refusal('callbackUnknown');
      if (outcome === 'talking') throw new Refusal('callbackTalks');
      return reply.code(204).send();
    });
    done();
  };

function viewOf({ id, call, to, queue, stage, askedAt, since, dialCount }: Callback): CallbackView {
  return {
    ...{ id, call, number: masked(to) ?? '', queue, askedAt, tries: dialCount },
    state: stage.kind === 'joining' ? 'held' : stage.kind,
    at: stage.kind === 'scheduled' ? stage.at : null,
    keepsPlace: since !== null,
  };
}
