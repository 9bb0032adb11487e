// Promises to call back as the interface shows them. Instants are milliseconds since 1970.

import { z } from 'zod';
import { personText } from './names.ts';

/**
 * `scheduled`: nothing before `at`. `inLine`: waits for an agent. `dialling`: an agent has answered, the number rings. `held`: the
 * person is on the line and hears music until an agent has them. `talking`: with an agent.
 */
export const callbackState = z.enum(['scheduled', 'inLine', 'dialling', 'held', 'talking']);

export const callbackView = z.object({
  id: z.string(),
  call: z.string().describe('the call in which it was promised'),
  number: z.string().describe('masked'),
  queue: z.string(),
  state: callbackState,
  askedAt: z.number(),
  at: z.number().nullable().describe('when it is looked at next; null once it is in line'),
  keepsPlace: z.boolean().describe('whether its place in the line is that of the call'),
  tries: z.number().int().describe('how often the number was dialled'),
});

export const callbackList = z.object({ callbacks: z.array(callbackView) });
export const callbackParams = z.object({
  id: z.string().regex(/^[A-Za-z0-9][\w-]{0,140}$/, 'must be a callback’s id'),
});
export const callbackOrder = z.strictObject({ by: personText });

export type CallbackView = z.output<typeof callbackView>;
