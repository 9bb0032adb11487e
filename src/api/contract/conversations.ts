// Conversations as the interface shows them, and what an agent may ask of one. Instants are milliseconds since 1970.

import { z } from 'zod';
import { callIdText } from './calls.ts';
import { agentIdText, queueNameText } from './names.ts';

/**
 * How those in a conversation are together. `talking`: the caller and the agent. `held`: the caller hears music. `calling`: a
 * colleague is rung, the caller hears music; `handingOver`: the same, and the caller is theirs once they answer. `consulting`:
 * the agent talks with the colleague, the caller hears music; `returned`: the agent talks with the caller, the colleague hears
 * music. `conference`: all three hear one another.
 */
export const conversationState = z.enum([
  ...(['talking', 'held', 'calling', 'handingOver', 'consulting', 'returned', 'conference'] as const),
]);

/** An international number as E.164 has it. */
const numberText = z.string().regex(/^\+[1-9]\d{5,14}$/, 'must be + and 6 to 15 digits');

const agentTarget = z.strictObject({ kind: z.literal('agent'), agent: agentIdText });
const numberTarget = z.strictObject({ kind: z.literal('number'), number: numberText });
const queueTarget = z.strictObject({ kind: z.literal('queue'), queue: queueNameText });

const party = z.object({
  kind: z.enum(['agent', 'number']),
  name: z.string().describe('the agent’s id, or the number, masked'),
  voice: z.enum(['open', 'muted']),
});

export const conversationView = z.object({
  call: z.string(),
  state: conversationState,
  lead: party
    .nullable()
    .describe('who has the caller; null while a call that is handed over rings and the agent has left'),
  other: party.nullable().describe('who was called in, rung or talking'),
  heldAt: z.number().nullable().describe('since when the caller hears music'),
});

export const conversationList = z.object({ conversations: z.array(conversationView) });
export const conversationParams = z.object({ call: callIdText });

/** Orders without anything more to say. */
export const plainOrders = ['hold', 'retrieve', 'swap', 'join', 'cancel', 'complete'] as const;
/** Without an agent, the one who leads. */
export const voiceBody = z.strictObject({ agent: agentIdText.optional() });
export const transferBody = z.strictObject({
  to: z.discriminatedUnion('kind', [agentTarget, queueTarget, numberTarget]),
});
export const consultBody = z.strictObject({ to: z.discriminatedUnion('kind', [agentTarget, numberTarget]) });

/** After an order; null: the conversation is over, since the caller was handed over to a queue. */
export const conversationAfter = z.object({ conversation: conversationView.nullable() });

export type ConversationView = z.output<typeof conversationView>;
export type ConversationAfter = z.output<typeof conversationAfter>;
export type TransferTo = z.output<typeof transferBody>['to'];
