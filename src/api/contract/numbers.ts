// Numbers, blocked callers and the switch for emergencies as the interface shows and takes them. Instants are milliseconds.

import { z } from 'zod';
import { flowNameText, personText, phoneNumberText } from './names.ts';

const numberView = z.object({ number: z.string(), flow: z.string() });

const emergencyView = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.enum(['closed', 'swapped']), flow: z.string(), by: z.string(), since: z.number() }),
]);

/** Numbers that lead elsewhere than to the flow whose entry they are, callers who are not let in, and whether there is an emergency. */
export const receptionView = z.object({
  numbers: z.array(numberView),
  blocked: z.array(z.string()),
  emergency: emergencyView,
});

export const numberParams = z.object({ number: phoneNumberText });
export const numberOrder = z.strictObject({ flow: flowNameText, by: personText });
/** Whoever gives an order that says nothing more. */
export const orderedBy = z.strictObject({ by: personText });

export const emergencyOrder = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none'), by: personText }),
  z.strictObject({
    kind: z.enum(['closed', 'swapped']).describe('closed: every new call hears this flow; swapped: it is served by it'),
    flow: flowNameText,
    by: personText,
  }),
]);

/** A call that might be placed; it is not. */
export const judgementQuestion = z.strictObject({
  to: z.string().max(200),
  from: z.string().max(200).nullable().default(null),
});
export const judgementView = z.object({
  verdict: z.enum(['allowed', 'refused']),
  why: z.string().nullable(),
  number: z.string().nullable().describe('as it would be dialled'),
  shown: z.string().nullable(),
});

export type ReceptionView = z.output<typeof receptionView>;
export type EmergencyOrder = z.input<typeof emergencyOrder>;
export type JudgementView = z.output<typeof judgementView>;
