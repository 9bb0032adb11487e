// Whether the controller lives and whether it can serve.

import { z } from 'zod';

/** The name by which the controller is told from another server on the same port. */
export const service = 'carillon';

export const liveness = z.object({ service: z.literal(service), state: z.literal('live') });

export const readiness = z.object({
  service: z.literal(service),
  state: z.enum(['ready', 'notReady']),
  checks: z.array(z.object({ name: z.string(), state: z.enum(['ok', 'degraded', 'failing']), detail: z.string() })),
});

export type Readiness = z.output<typeof readiness>;
