// Recordings as the interface shows them: what is known of each; their sound is at an address of its own.

import { z } from 'zod';
import { personText, queueNameText } from './names.ts';

/** Messages on one page, unless asked otherwise and at most. */
const pageSize = { usual: 50, max: 200 } as const;

const mark = z.object({ at: z.number(), by: z.string() }).nullable();

export const recordingView = z.object({
  id: z.string(),
  call: z.string(),
  made: z
    .enum(['voicemail', 'conversation'])
    .describe('a conversation has the caller on the left, the agent on the right'),
  voicemail: z.string().nullable().describe('the name that the flow gave the message'),
  queue: z.string().nullable().describe('whose message it is; null: that of the environment'),
  caller: z.string().nullable().describe('null when withheld; masked unless asked for in full'),
  at: z.number().describe('when it was left, or the conversation ended'),
  state: z.enum(['whole', 'truncated', 'failed']).describe('truncated: a part is missing; failed: there is no sound'),
  lengthMs: z.number(),
  soundMs: z.number().nullable().describe('of a message: how much of it is no silence'),
  channelCount: z.number(),
  bytes: z.number(),
  digest: z.string().nullable().describe('SHA-256 of the file'),
  listened: mark,
  handled: mark,
});

export const recordingList = z.object({ recordings: z.array(recordingView).describe('in the order of their making') });

/** What an agent wishes while the conversation is being recorded. */
export const recordingWish = z.strictObject({ state: z.enum(['on', 'paused']) });

export const voicemailList = z.object({ voicemails: z.array(recordingView).describe('the newest first') });

const callers = z.enum(['masked', 'full']).default('masked');

export const voicemailQuery = z.strictObject({
  callers,
  queue: queueNameText.optional().describe('of every queue unless said'),
  state: z.enum(['open', 'handled', 'all']).default('open'),
  limit: z.coerce.number().int().min(1).max(pageSize.max).default(pageSize.usual),
});

export const recordingParams = z.object({
  id: z.string().regex(/^[A-Za-z0-9][\w-]{0,148}$/, 'must be a recording’s id'),
});
export const recordingQuery = z.strictObject({ callers });
export const markParams = z.object({ ...recordingParams.shape, mark: z.enum(['listened', 'handled']) });
export const markBody = z.strictObject({ by: personText.describe('who did it') });

export type RecordingView = z.output<typeof recordingView>;
