// GET and POST /api/agents, DELETE /api/agents/:id, POST /api/agents/:id/sign-in, sign-out, ready, not-ready.

import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { agentId, phoneId, queueName } from '../../base/ids.ts';
import type { Agent, Availability } from '../../queue/index.ts';
import {
  type AgentView,
  abilities,
  agentCreated,
  agentList,
  agentParams,
  agentView,
  newAgent,
  notReadyBody,
  signedInReason,
} from '../contract/index.ts';
import { Refusal } from '../errors.ts';
import { digestOf, newPassword } from '../phone-secrets.ts';
import type { AgentToAdd, ControlRoom } from '../ports.ts';

/** The routes of agents; `realm` is the one over which phones' digests are computed. */
export const agentRoutes =
  (room: ControlRoom, realm: string): FastifyPluginCallbackZod =>
  (api, _options, done) => {
    api.get('/agents', { schema: { response: { 200: agentList } } }, async () => ({
      agents: (await room.agents.list()).map(viewOf),
    }));

    api.post('/agents', { schema: { body: newAgent, response: { 201: agentCreated } } }, async ({ body }, reply) => {
      const made = body.digest === undefined && body.password === undefined ? newPassword() : null;
      const digest = body.digest ?? digestOf(body.phone, realm, body.password ?? made ?? '');
      const { name, abilities: able } = body;
      const queues = body.queues.map(queueName);
      const agent = await add(room, { name, phone: phoneId(body.phone), queues, abilities: able, digest });
      return reply.code(201).send({ agent, password: made });
    });

    const ablePut = { params: agentParams, body: abilities, response: { 200: agentView } };
    api.put('/agents/:id/abilities', { schema: ablePut }, async ({ params, body }) => {
      if ((await room.agents.setAbilities(agentId(params.id), body)) === 'unknown') throw new Refusal('agentUnknown');
      return viewOf(await find(room, params.id));
    });

    api.delete('/agents/:id', { schema: { params: agentParams } }, async ({ params }, reply) => {
      if ((await room.agents.remove(agentId(params.id))) === 'unknown') throw new Refusal('agentUnknown');
      return reply.code(204).send();
    });
    choiceRoutes(room)(api, _options, done);
  };

/** What an agent may choose. Signing in or out twice changes nothing and is no fault. */
const choiceRoutes =
  (room: ControlRoom): FastifyPluginCallbackZod =>
  (api, _options, done) => {
    const schema = { params: agentParams, response: { 200: agentView } };
    api.post('/agents/:id/sign-in', { schema }, async ({ params }) => {
      const agent = await find(room, params.id);
      if (agent.availability.kind !== 'signedOut') return viewOf(agent);
      return choose(room, agent, { kind: 'paused', reason: signedInReason });
    });
    api.post('/agents/:id/sign-out', { schema }, async ({ params }) =>
      choose(room, await find(room, params.id), { kind: 'signedOut' }),
    );
    api.post('/agents/:id/ready', { schema }, async ({ params }) =>
      choose(room, await findSignedIn(room, params.id), { kind: 'available' }),
    );
    api.post('/agents/:id/not-ready', { schema: { ...schema, body: notReadyBody } }, async ({ params, body }) =>
      choose(room, await findSignedIn(room, params.id), { kind: 'paused', reason: body.reason }),
    );
    done();
  };

async function add(room: ControlRoom, agent: AgentToAdd): Promise<AgentView> {
  const added = await room.agents.add(agent);
  switch (added.kind) {
    case 'created':
      return viewOf(await find(room, added.id));
    case 'exists':
      throw new Refusal('phoneTaken', `An agent with the phone ${agent.phone} exists already.`);
    case 'unknownQueue':
      throw new Refusal('queueUnknown', `There is no queue ${added.queue}.`);
  }
}

async function find(room: ControlRoom, id: string): Promise<Agent> {
  const agent = (await room.agents.list()).find((one) => one.id === id);
  if (agent === undefined) throw new Refusal('agentUnknown');
  return agent;
}

async function findSignedIn(room: ControlRoom, id: string): Promise<Agent> {
  const agent = await find(room, id);
  if (agent.availability.kind === 'signedOut') throw new Refusal('signedOut');
  return agent;
}

async function choose(room: ControlRoom, { id }: Agent, availability: Availability): Promise<AgentView> {
  if ((await room.agents.choose(id, availability)) === 'unknown') throw new Refusal('agentUnknown');
  return viewOf(await find(room, id));
}

function viewOf({ id, name, phone, queues, abilities: able, availability, state }: Agent): AgentView {
  const { kind, since } = state;
  return {
    ...{ id, name, phone, queues: [...queues], availability },
    abilities: { languages: [...able.languages], skills: [...able.skills] },
    state: { kind, since, call: callOf(state) },
  };
}

function callOf(state: Agent['state']): string | null {
  switch (state.kind) {
    case 'reserved':
    case 'wrapUp':
      return state.call;
    case 'talking':
      return state.talk.call;
    case 'offline':
    case 'notReady':
    case 'ready':
    case 'notResponding':
      return null;
  }
}
