// What a refused request looks like. Not here: which refusal has which HTTP status (api/errors.ts).

import { z } from 'zod';

/** `code` is stable and for programs, `message` one sentence for people, `hint` what to do instead. */
export const errorBody = z.object({
  error: z.object({ code: z.string(), message: z.string(), hint: z.string().optional() }),
});

export type ErrorBody = z.output<typeof errorBody>;
