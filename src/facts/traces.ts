// What of a journal record belongs to the trace of its call, as it is kept. Pure. Not here: what is noted (src/ivr/tracing.ts).

import { callId } from '../base/ids.ts';
import { isObject } from '../base/json.ts';
import type { StoredTrace } from '../call/index.ts';
import type { JournalRecord } from './decode.ts';

/** The longest entry, in characters: an answer of another system that is longer is kept as its length. */
export const traceLengthMax = 16_384;

/** The entry of a trace that this record holds, or null. */
export function traceOf(journal: string, { seq, at, event, trace }: JournalRecord): StoredTrace | null {
  if (trace === undefined || !('call' in trace) || typeof trace.call !== 'string') return null;
  const { call, ...note } = trace;
  const body = JSON.stringify({ event, ...note });
  return { journal, seq, at, call: callId(call), body: body.length > traceLengthMax ? cut(event, body.length) : body };
}

/** Of what is too long only what it was. */
function cut(event: unknown, length: number): string {
  const kind = isObject(event) && typeof event['kind'] === 'string' ? event['kind'] : 'unknown';
  return JSON.stringify({ event: { kind: 'cut', of: kind, length } });
}
