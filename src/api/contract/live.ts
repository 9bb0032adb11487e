// What goes over the live page's websocket: one snapshot, then deltas. Both hold entries by key, so that what changed is
// all that is sent. Instants are milliseconds since 1970 by the server's clock; callers are masked.

import { z } from 'zod';
import { agentStateKind } from './agents.ts';
import { callWait } from './calls.ts';
import { conversationView } from './conversations.ts';

/** Where the websocket is. */
export const livePath = '/api/live';

/** The keys of entries: a kind's prefix and the identity of what it shows. */
export const liveKeys = {
  call: (id: string) => `call/${id}`,
  waiting: (call: string) => `waiting/${call}`,
  agent: (id: string) => `agent/${id}`,
  conversation: (call: string) => `conversation/${call}`,
  queue: (name: string) => `queue/${name}`,
  script: (id: string) => `script/${id}`,
  telephony: 'telephony',
} as const;

const instant = z.number();
const caller = z.string().nullable().describe('masked; null when withheld');

const call = z.object({
  kind: z.literal('call'),
  id: z.string(),
  caller,
  flow: z.string(),
  step: z.object({ name: z.string(), label: z.string().nullable() }),
  stepAt: instant.describe('since when the call has been in this step'),
  startedAt: instant,
  doing: callWait,
});

const waiting = z.object({
  kind: z.literal('waiting'),
  call: z.string(),
  queue: z.string(),
  caller,
  priority: z.number(),
  joinedAt: instant,
  ticket: z.number().describe('who came first within one millisecond'),
  offeredTo: z.string().nullable().describe('the agent whose phone rings for this call'),
});

const queue = z.object({
  kind: z.literal('queue'),
  name: z.string(),
  state: z.enum(['open', 'closed']),
  waitingMax: z.number().nullable().describe('how many may wait; null: as many as come'),
});

const agent = z.object({
  kind: z.literal('agent'),
  id: z.string(),
  name: z.string(),
  queues: z.array(z.string()),
  state: agentStateKind,
  since: instant,
  reason: z.string().nullable().describe('why the agent is not ready; null in every other state'),
  call: z.string().nullable().describe('the call that is offered, talked or written up'),
  endsAt: instant.nullable().describe('when ringing or wrap-up ends by itself'),
});

/** A call that talks with an agent: who has it, who is on hold, who was called in. */
const conversation = conversationView.extend({ kind: z.literal('conversation') });

/** A script that an agent is shown: that there is one, and by `version` that it changed; what is in it is asked for. */
const script = z.object({
  kind: z.literal('script'),
  id: z.string(),
  call: z.string(),
  agent: z.string().nullable(),
  script: z.string(),
  version: z.number(),
});

const telephony = z.object({
  kind: z.literal('telephony'),
  state: z.enum(['away', 'surveying', 'ready']),
  since: instant,
});

export const liveEntry = z.discriminatedUnion('kind', [call, waiting, queue, agent, conversation, script, telephony]);

const seq = z.int().describe('the number of the last delta that is in what is known');

/** Everything there is. */
const liveSnapshot = z.object({
  kind: z.literal('snapshot'),
  seq,
  at: instant,
  entries: z.record(z.string(), liveEntry),
});

/** What changed since delta `seq - 1`; null: gone. */
export const liveDelta = z.object({
  kind: z.literal('delta'),
  seq,
  at: instant,
  changes: z.record(z.string(), liveEntry.nullable()),
});

/** Nothing changed, and we are alive. Without one a page cannot tell silence from a dead line. */
const liveBeat = z.object({ kind: z.literal('beat'), seq, at: instant });

/** What the server sends. */
export const liveMessage = z.discriminatedUnion('kind', [liveSnapshot, liveDelta, liveBeat]);

/** What a client may send: that a number was missing, so it needs everything again. */
export const liveRequest = z.strictObject({ kind: z.literal('resync') });

export type LiveEntry = z.output<typeof liveEntry>;
export type LiveCall = z.output<typeof call>;
export type LiveWaiting = z.output<typeof waiting>;
export type LiveQueue = z.output<typeof queue>;
export type LiveAgent = z.output<typeof agent>;
export type LiveConversation = z.output<typeof conversation>;
export type LiveScript = z.output<typeof script>;
export type LiveTelephony = z.output<typeof telephony>;
export type LiveMessage = z.output<typeof liveMessage>;
export type LiveRequest = z.output<typeof liveRequest>;
