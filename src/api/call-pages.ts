// A page of calls out of two sources: live ones from memory, ended ones from the record, as one list with the newest
// first. A record that does not answer leaves the live ones. Not here: HTTP and masking.

import { agentId, callId, queueName } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import { type CallFilters, type CallPlace, type CallSummary, type FactRecord, placedBefore } from '../facts/index.ts';
import type { CallList, CallQueryGiven, CallView } from './contract/index.ts';
import type { CallReport } from './ports.ts';

export interface CallSources {
  readonly live: readonly CallReport[];
  readonly record: FactRecord;
  readonly log: Log;
}

/** The page that was asked for. Rejects with the record's fault when only the record was asked. */
export async function callPage(sources: CallSources, given: CallQueryGiven): Promise<CallList> {
  const state = stateAsked(given);
  const filters = filtersOf(given);
  const after = given.after === undefined ? null : placeOf(given.after);
  const live = state === 'ended' ? [] : sources.live.filter((call) => fits(call, filters)).map(liveView);
  const recorded = await ended(sources, { state, filters, after, limit: given.limit + 1 });
  const found = [...live, ...(typeof recorded === 'string' ? [] : recorded.map(endedView))]
    .filter((call) => after === null || placedBefore(after, place(call)) < 0)
    .sort((one, other) => placedBefore(place(one), place(other)));
  const calls = found.slice(0, given.limit);
  const last = calls.at(-1);
  const next = found.length > given.limit && last !== undefined ? `${last.since}_${last.id}` : null;
  return { calls, next, record: typeof recorded === 'string' ? recorded : 'read' };
}

type StateAsked = 'live' | 'ended' | 'all';

/** Who asks for an end, a time or a further page does not mean live calls alone. */
function stateAsked({ state, result, code, from, to, after }: CallQueryGiven): StateAsked {
  if (state !== undefined) return state;
  return [result, code, from, to, after].every((one) => one === undefined) ? 'live' : 'all';
}

const filtersOf = (given: CallQueryGiven): CallFilters => ({
  flow: given.flow ?? null,
  called: given.called ?? null,
  queue: given.queue === undefined ? null : queueName(given.queue),
  agent: given.agent === undefined ? null : agentId(given.agent),
  result: given.result ?? null,
  code: given.code ?? null,
  from: given.from === undefined ? null : Date.parse(given.from),
  to: given.to === undefined ? null : Date.parse(given.to),
});

function placeOf(text: string): CallPlace {
  const middle = text.indexOf('_');
  return { at: Number(text.slice(0, middle)), call: callId(text.slice(middle + 1)) };
}

interface Asked {
  readonly state: StateAsked;
  readonly filters: CallFilters;
  readonly after: CallPlace | null;
  readonly limit: number;
}

async function ended({ live, record, log }: CallSources, { state, filters, after, limit }: Asked) {
  if (state === 'live') return 'notAsked' as const;
  try {
    // A live call stands in the record too, as one without an end.
    return await record.calls({ filters, after, without: live.map(({ id }) => id), limit });
  } catch (fault) {
    if (state === 'ended' || !isOutside(fault)) throw fault;
    log.warn('The record of calls cannot be read; live calls are shown alone.', { fault });
    return 'unavailable' as const;
  }
}

/** Whether something we depend on failed, and not we. */
export const isOutside = (fault: unknown): boolean => fault instanceof Error && 'retryable' in fault;

function fits(call: CallReport, { flow, called, queue, agent, result, code, from, to }: CallFilters): boolean {
  if (result !== null || code !== null) return false;
  return (
    (flow === null || call.flow === flow) &&
    (called === null || call.called === called) &&
    (queue === null || call.queue === queue) &&
    (agent === null || call.agent === agent) &&
    (from === null || call.since >= from) &&
    (to === null || call.since < to)
  );
}

const place = ({ since, id }: CallView): CallPlace => ({ at: since, call: callId(id) });

export const liveView = (call: CallReport): CallView => ({ state: 'live', ...call });

export function endedView(summary: CallSummary): CallView {
  const { call: id, beganAt: since, end, ...rest } = summary;
  return { state: 'ended', id, since, ...rest, end: end === null ? null : { at: end.at, ...end.reason } };
}
