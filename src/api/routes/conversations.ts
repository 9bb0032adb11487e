// GET /api/conversations, GET /api/conversations/:call and POST /api/conversations/:call/ORDER: what the agent who leads asks
// for. An order is recorded when it is answered, and heard a moment later.

import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { type CallId, agentId, callId, queueName } from '../../base/ids.ts';
import type { Order, Target } from '../../conversation/index.ts';
import {
  type ConversationAfter,
  type TransferTo,
  consultBody,
  conversationAfter,
  conversationList,
  conversationParams,
  conversationView,
  plainOrders,
  transferBody,
  voiceBody,
} from '../contract/index.ts';
import { conversationViewOf } from '../conversation-views.ts';
import { Refusal, type RefusalCode } from '../errors.ts';
import { numberRefusals } from '../number-refusals.ts';
import type { ControlRoom } from '../ports.ts';

export const conversationRoutes =
  ({ conversations }: ControlRoom): FastifyPluginCallbackZod =>
  (api, _options, done) => {
    const schema = { params: conversationParams, response: { 200: conversationAfter } };
    const ask = (call: string, order: Order): ConversationAfter => obeyed(conversations, callId(call), order);

    api.get('/conversations', { schema: { response: { 200: conversationList } } }, () => ({
      conversations: conversations.list().map(conversationViewOf),
    }));
    const one = { params: conversationParams, response: { 200: conversationView } };
    api.get('/conversations/:call', { schema: one }, ({ params }) => {
      const talk = conversations.list().find(({ call }) => call === params.call);
      if (talk === undefined) throw new Refusal('conversationUnknown');
      return conversationViewOf(talk);
    });
    for (const kind of plainOrders)
      api.post(`/conversations/:call/${kind}`, { schema }, ({ params }) => ask(params.call, { kind }));
    for (const [path, voice] of [['mute', 'muted'] as const, ['unmute', 'open'] as const])
      api.post(
        `/conversations/:call/${path}`,
        { schema: { ...schema, body: voiceBody.nullish() } },
        ({ params, body }) => {
          const agent = body?.agent === undefined ? leadOfCall(conversations, params.call) : agentId(body.agent);
          return ask(params.call, { kind: 'voice', agent, voice });
        },
      );
    api.post('/conversations/:call/transfer', { schema: { ...schema, body: transferBody } }, ({ params, body }) =>
      ask(params.call, { kind: 'transfer', to: targetOf(body.to) }),
    );
    api.post('/conversations/:call/consult', { schema: { ...schema, body: consultBody } }, ({ params, body }) => {
      const to = targetOf(body.to);
      // The body's own shape has no queue.
      return ask(params.call, to.kind === 'queue' ? { kind: 'transfer', to } : { kind: 'consult', to });
    });
    done();
  };

function targetOf(to: TransferTo): Target {
  if (to.kind === 'agent') return { kind: 'agent', agent: agentId(to.agent) };
  return to.kind === 'queue' ? { kind: 'queue', queue: queueName(to.queue) } : to;
}

function leadOfCall(conversations: ControlRoom['conversations'], call: string) {
  const lead = conversations.list().find((talk) => talk.call === call)?.lead;
  if (lead === undefined) throw new Refusal('conversationUnknown');
  if (lead.kind !== 'agent') throw new Refusal('notLed');
  return lead.agent;
}

function obeyed(conversations: ControlRoom['conversations'], call: CallId, order: Order): ConversationAfter {
  const outcome = conversations.order(call, order);
  if (outcome !== 'obeyed') throw new Refusal(refusals[outcome], wordsOf(outcome));
  const talk = conversations.list().find((one) => one.call === call);
  return { conversation: talk === undefined ? null : conversationViewOf(talk) };
}

type Outcome = Exclude<ReturnType<ControlRoom['conversations']['order']>, 'obeyed'>;

const refusals: Readonly<Record<Outcome, RefusalCode>> = {
  over: 'conversationUnknown',
  notLed: 'notLed',
  notNow: 'notNow',
  notThere: 'notInConversation',
  self: 'toSelf',
  unknown: 'targetUnknown',
  busy: 'agentBusy',
  closed: 'queueClosed',
  full: 'queueFull',
  noAgent: 'queueUnserved',
  noTrunk: 'noTrunk',
  ...({ tooFast: 'callsLimited', tooMany: 'callsLimited', night: 'callsLimited', spend: 'callsLimited' } as const),
  ...({ malformed: 'numberRefused', notANumber: 'numberRefused', satellite: 'numberRefused' } as const),
  ...({ premium: 'numberRefused', personal: 'numberRefused', special: 'numberRefused' } as const),
  ...({ country: 'numberRefused', blocked: 'numberRefused', own: 'numberRefused', noRate: 'numberRefused' } as const),
  ...({ callerId: 'numberRefused', header: 'numberRefused' } as const),
};

/** Of a number the sentence says why; of the rest the code says enough. */
const wordsOf = (outcome: Outcome): string | undefined => numberWords[outcome];
const numberWords: Readonly<Partial<Record<Outcome, string>>> = numberRefusals;
