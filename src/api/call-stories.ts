// One call as a timeline: what it is now, and every fact of it in order. Not here: HTTP, and who may see numbers.

import type { CallId } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import type { EndReason, RecordedValue, StoredFact } from '../call/index.ts';
import { type FactRecord, summaryOf } from '../facts/index.ts';
import { endedView, isOutside, liveView } from './call-pages.ts';
import type { CallFactView, CallStory } from './contract/index.ts';
import type { CallReport } from './ports.ts';

/** The most facts of one call that are shown: hours of a caller who goes round in a menu. */
export const factCountMax = 5_000;

export interface StorySources {
  readonly live: CallReport | undefined;
  readonly record: FactRecord;
  readonly log: Log;
}

/** The call's story, or null when nobody knows the call. Rejects with the record's fault when memory does not know it either. */
export async function storyOf(sources: StorySources, id: CallId): Promise<CallStory | null> {
  const facts = await factsOf(sources, id);
  const known = facts === 'unavailable' ? [] : facts;
  const summary = summaryOf(known);
  const call = sources.live === undefined ? summary && endedView(summary) : liveView(sources.live);
  if (call === null) return null;
  return {
    call,
    facts: known.slice(0, factCountMax).map((one) => factView(one, call.since)),
    rest: known.length > factCountMax ? 'cut' : 'none',
    record: facts === 'unavailable' ? 'unavailable' : 'read',
  };
}

async function factsOf({ live, record, log }: StorySources, id: CallId) {
  try {
    return await record.timeline(id, factCountMax + 1);
  } catch (fault) {
    if (live === undefined || !isOutside(fault)) throw fault;
    log.warn('The facts of a call cannot be read; it is shown as it is now.', { call: id, fault });
    return 'unavailable' as const;
  }
}

function factView({ at, fact }: StoredFact, beganAt: number): CallFactView {
  const { kind, ...fields } = fact;
  const details = Object.entries(fields).flatMap(([name, value]) => (name === 'call' ? [] : [[name, shown(value)]]));
  return { at, sinceBeginMs: at - beganAt, kind, details: Object.fromEntries(details) as CallFactView['details'] };
}

/** What flows track may be anything; it is shown as it would be written. */
const shown = (value: RecordedValue | EndReason): CallFactView['details'][string] =>
  typeof value === 'boolean' || (typeof value === 'object' && value !== null && !isReason(value))
    ? JSON.stringify(value)
    : value;

const isReason = (value: object): value is EndReason => 'result' in value && 'code' in value;
