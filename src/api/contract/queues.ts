// Queues as the interface shows and takes them. Durations are milliseconds.

import { z } from 'zod';
import { musicText, queueNameText } from './names.ts';

/** An hour: nobody needs longer to write down what a call was about. */
const wrapUpMsMax = 3_600_000;
/** More than any centre lets wait; whoever wants no limit says null. */
const waitingMaxMax = 10_000;
const ringMsMin = 1_000;
/** Two minutes: no caller should wait for one agent's phone any longer. */
const ringMsMax = 120_000;

/** The whole of a queue's settings; what is left out gets its default. */
export const queueSettings = z.strictObject({
  music: musicText.default('default').describe('a class of musiconhold.conf'),
  wrapUpMs: z.int().min(0).max(wrapUpMsMax).default(15_000),
  ringMs: z.int().min(ringMsMin).max(ringMsMax).default(20_000),
  state: z.enum(['open', 'closed']).default('open'),
  waitingMax: z
    .int()
    .min(1)
    .max(waitingMaxMax)
    .nullable()
    .default(null)
    .describe('how many callers may wait, those who are being offered included; null: as many as come'),
});

/** A queue with those who wait in it now; the oldest wait is null when nobody does. */
export const queueView = z.object({
  name: queueNameText,
  music: z.string(),
  wrapUpMs: z.number(),
  ringMs: z.number(),
  state: z.enum(['open', 'closed']),
  waitingMax: z.number().nullable(),
  waitingCount: z.int(),
  oldestWaitMs: z.number().nullable(),
});

export const queueList = z.object({ queues: z.array(queueView) });
export const queueParams = z.object({ name: queueNameText });

export type QueueSettings = z.input<typeof queueSettings>;
export type QueueView = z.output<typeof queueView>;
