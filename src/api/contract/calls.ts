// Live calls as the interface shows them. Instants are milliseconds since 1970.

import { z } from 'zod';

export const callWait = z.enum(['begin', 'say', 'pause', 'input', 'queue', 'talking', 'ending']);

export const callView = z.object({
  id: z.string(),
  flow: z.string(),
  step: z.string(),
  language: z.string(),
  wait: callWait.describe('what the call is waiting for'),
  since: z.number().describe('when the call began'),
  caller: z.string().nullable().describe('null when withheld; masked unless asked for in full'),
});

export const callList = z.object({ calls: z.array(callView) });
export const callQuery = z.strictObject({ callers: z.enum(['masked', 'full']).default('masked') });

export type CallView = z.output<typeof callView>;
