// The trace of a call as the interface shows it: what reached its flow and what it did, step by step; and what it takes to follow
// it elsewhere. Instants are milliseconds since 1970.

import { z } from 'zod';

/** The address of a call's trace. */
export const tracePath = '/api/calls/:id/trace';

export const traceQuery = z.strictObject({
  callers: z
    .enum(['masked', 'full'])
    .default('masked')
    .describe('masked: lines show a part of the number, inputs another number'),
  inputs: z.enum(['none', 'whole']).default('none').describe('whole: with what follows the call through other flows'),
});

/** One line: something came in, or the flow did something. */
export const traceLine = z.object({
  at: z.number(),
  sinceBeginMs: z.number().describe('milliseconds after the call began'),
  what: z.string().describe('a word for what happened: step, say, pressed, request, result...'),
  text: z.string().describe('names, values and words; a key of a secret is a question mark'),
  lengthMs: z.number().nullable().describe('how long it was heard, or under way; null: it takes no time, or goes on'),
});

/** An entry as it was recorded. */
export const traceEntry = z.object({ journal: z.string(), seq: z.number(), at: z.number(), body: z.string() });

export const callTraceView = z.object({
  call: z.string(),
  flow: z.string(),
  program: z.string().describe('the version that the call ran'),
  since: z.number(),
  caller: z.string().nullable(),
  called: z.string(),
  lines: z.array(traceLine),
  rest: z
    .enum(['none', 'departs', 'versionMissing', 'cut'])
    .describe(
      'departs: from a line on only facts are shown, for the engine does not decide again as it did; versionMissing: from the first one on; cut: not all was kept',
    ),
  departsAt: z.number().nullable().describe('from when on facts alone are shown'),
  entries: z.array(traceEntry).nullable().describe('null unless asked for'),
});

/** A version's program as JSON, to the letter as it was compiled. */
export const versionProgram = z.object({ program: z.string() });

export type TraceLineView = z.output<typeof traceLine>;
export type CallTraceView = z.output<typeof callTraceView>;
