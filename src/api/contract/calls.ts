// Calls as the interface shows and finds them: live ones from memory, ended ones from the record. Instants are milliseconds
// since 1970.

import { z } from 'zod';
import { agentIdText, queueNameText } from './names.ts';

/** Calls on one page, unless asked otherwise and at most. */
const pageSize = { usual: 50, max: 200 } as const;

export const callWait = z.enum(['begin', 'say', 'pause', 'input', 'queue', 'talking', 'ending']);
export const endResult = z.enum(['completed', 'caller', 'agent', 'network', 'us', 'unknown']);
export const endReasonView = z.object({ result: endResult, code: z.string() });

/** A call's identity as we gave it. */
export const callIdText = z.string().regex(/^[\w.-]{1,150}$/, 'must be a call’s id');

const everyCall = {
  id: z.string(),
  since: z.number().describe('when the call began'),
  flow: z.string().describe('empty when no flow answers the number, or nobody served the call'),
  called: z.string().describe('the number dialled'),
  caller: z.string().nullable().describe('null when withheld; masked unless asked for in full'),
  queue: z.string().nullable().describe('live: where it waits or talks; ended: the queue it joined last'),
  agent: z.string().nullable().describe('the id of the agent who answered it'),
};

/** A call as a list shows it. */
export const callView = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('live'),
    ...everyCall,
    step: z.string(),
    language: z.string(),
    wait: callWait.describe('what the call is waiting for'),
  }),
  z.object({
    state: z.literal('ended'),
    ...everyCall,
    end: z
      .object({ at: z.number(), ...endReasonView.shape })
      .nullable()
      .describe('null until the end has reached the record'),
  }),
]);

/** Whether ended calls and facts could be read: `unavailable` when the database does not answer. */
const recordState = z.enum(['read', 'notAsked', 'unavailable']);

export const callList = z.object({
  calls: z.array(callView).describe('the newest first'),
  next: z.string().nullable().describe('give it as `after` for the next page; null on the last one'),
  record: recordState,
});

const instant = z.iso.datetime({ offset: true }).describe('such as 2026-03-01T09:00:00+01:00');
const callers = z.enum(['masked', 'full']).default('masked');

export const callQuery = z.strictObject({
  callers,
  state: z
    .enum(['live', 'ended', 'all'])
    .optional()
    .describe('live unless said; all when a result, a code, a time or a page is asked for'),
  flow: z.string().max(80).optional(),
  called: z.string().max(40).optional().describe('the number dialled, as the network gave it'),
  queue: queueNameText.optional(),
  agent: agentIdText.optional().describe('the id of an agent who answered'),
  result: endResult.optional(),
  code: z.string().max(40).optional().describe('a part of the end’s code, in any case'),
  from: instant.optional().describe('began at this time or later'),
  to: instant.optional().describe('began before this time'),
  limit: z.coerce.number().int().min(1).max(pageSize.max).default(pageSize.usual),
  after: z
    .string()
    .regex(/^\d{1,15}_[\w.-]{1,150}$/, 'must be the `next` of another page')
    .optional(),
});

export const callParams = z.object({ id: callIdText });
export const callStoryQuery = z.strictObject({ callers });

/** One fact of a call; `details` are its fields as they were recorded. */
export const callFactView = z.object({
  at: z.number(),
  sinceBeginMs: z.number().describe('milliseconds after the call began'),
  kind: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.null(), endReasonView])),
});

export const callStory = z.object({
  call: callView,
  facts: z.array(callFactView).describe('in the order in which they became true'),
  rest: z.enum(['none', 'cut']).describe('`cut`: the call has more facts than are shown'),
  record: recordState,
});

export type CallView = z.output<typeof callView>;
export type CallList = z.output<typeof callList>;
export type CallQueryGiven = z.output<typeof callQuery>;
export type CallFactView = z.output<typeof callFactView>;
export type CallStory = z.output<typeof callStory>;
