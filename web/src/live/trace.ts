// Asks for the trace of one call. Not here: how it looks.

import { type CallTraceView, callTraceView, tracePath } from '../../../src/api/contract/index.ts';

/** `missing`: nothing is kept of it, or nothing has arrived yet; `failed`: nobody answers, or the session is over. */
export type TraceAnswer =
  | { readonly kind: 'there'; readonly trace: CallTraceView }
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed' };

/** How long an answer may take. */
const answerMsMax = 5_000;

export async function askTrace(call: string): Promise<TraceAnswer> {
  try {
    const path = tracePath.replace(':id', encodeURIComponent(call));
    const reply = await fetch(path, { signal: AbortSignal.timeout(answerMsMax) });
    if (reply.status === 404) return { kind: 'missing' };
    if (!reply.ok) return { kind: 'failed' };
    const read = callTraceView.safeParse(await reply.json());
    return read.success ? { kind: 'there', trace: read.data } : { kind: 'failed' };
  } catch {
    // The server is away; asked again soon.
    return { kind: 'failed' };
  }
}

/** Whether the call has ended, and so nothing more will come. */
export const isOver = (answer: TraceAnswer): boolean =>
  answer.kind === 'there' && answer.trace.lines.some(({ what }) => what === 'ended');
