// The scripts that agents are shown beside their calls, and what they answer.

import { z } from 'zod';

/** Where a script is, and where it is answered. */
export const scriptPath = '/api/scripts/:id';
export const scriptAnswersPath = '/api/scripts/:id/answers';

/** `choice`: one of these; `value`: something of that type of the language, a date as `YYYY-MM-DD`. */
const answerForm = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('choice'),
    choices: z.array(z.object({ value: z.union([z.string(), z.boolean()]), label: z.string() })),
  }),
  z.object({ kind: z.literal('value'), type: z.string() }),
]);

/** What the agent is to do now; the script waits for it. */
const scriptTask = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('field'),
    field: z.number(),
    question: z.string(),
    text: z.string(),
    answer: z.enum(['required', 'optional']),
    form: answerForm,
    correction: z.string().nullable().describe('what was wrong with the answer before'),
  }),
  z.object({ kind: z.literal('objections'), field: z.number(), texts: z.array(z.string()) }),
]);

export const scriptView = z.object({
  id: z.string(),
  call: z.string(),
  agent: z.string().nullable(),
  script: z.string(),
  lines: z.array(z.string()).describe('what the agent is to say, newest last'),
  task: scriptTask.nullable(),
  version: z.number(),
});

export const scriptList = z.object({ scripts: z.array(scriptView.omit({ lines: true, task: true })) });
export const scriptParams = z.object({ id: z.string().regex(/^[\w.-]{1,180}$/, 'must be a script’s id') });

const field = z.int().min(0);
/** The longest text that a field takes. */
const textLengthMax = 1_000;
const money = z.strictObject({ amount: z.string().regex(/^-?\d{1,15}(\.\d{1,6})?$/), currency: z.string().length(3) });

/** `field` is that of the task: an answer to one that is over is refused. */
export const scriptAnswer = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('field'),
    field,
    value: z.union([z.string().max(textLengthMax), z.number(), z.boolean(), z.null(), money]),
  }),
  z.strictObject({ kind: z.literal('objection'), field, objection: z.int().min(0) }),
  z.strictObject({ kind: z.literal('continue'), field }),
]);

/** The script after the answer; null: it is over, and left nothing to read. */
export const scriptAfter = z.object({ script: scriptView.nullable() });

export type ScriptView = z.output<typeof scriptView>;
export type ScriptAnswerGiven = z.input<typeof scriptAnswer>;
