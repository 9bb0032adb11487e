// The traces of calls for whoever asks for one: read, followed on the version that the call ran, held against its facts. Not here:
// following itself (src/sim/traces), HTTP.

import type { CallId, ProgramHash } from './base/ids.ts';
import type { TracedCall } from './api/index.ts';
import type { StoredFact, StoredTrace } from './call/index.ts';
import type { Program } from './dsl/index.ts';
import type { FactRecord, TraceRecord } from './facts/index.ts';
import { type CallTrace, type Followed, decodeTrace, follow, traceLines } from './sim/index.ts';

export interface CallTraceParts {
  readonly traces: Pick<TraceRecord, 'entries'>;
  readonly record: Pick<FactRecord, 'timeline'>;
  readonly program: (hash: ProgramHash) => Promise<Program | null>;
}

/** Entries and facts of one call that are read: more than one process notes of it. */
const readCountMax = 10_000;

/** In the place of a caller who is not to be known: a number that belongs to nobody. */
const otherCaller = '+33199001234';
/** A shorter number is an extension of the house, and could stand in anything. */
const callerLengthMin = 6;

/** The trace of that call; null: none is kept, or its beginning is not. Rejects with a fault of the record. */
export async function findTrace(
  { traces, record, program }: CallTraceParts,
  call: CallId,
  callers: 'masked' | 'full',
): Promise<TracedCall | null> {
  const entries = await traces.entries(call, readCountMax);
  const trace = decodeTrace(entries);
  if (trace === null) return null;
  const { caller, called, flow, startedAt: since, program: hash } = trace.opening;
  const facts = await record.timeline(call, readCountMax);
  const followed = followedOn(await program(hash), trace, facts);
  return {
    ...{ flow, since, called, program: hash, caller },
    lines: traceLines(followed, facts),
    rest: followed.steps.length === 0 ? 'versionMissing' : restOf(trace, followed),
    departsAt: followed.departed?.input.at ?? null,
    entries: callers === 'full' ? entries : entries.map((entry) => ofNobody(entry, caller)),
  };
}

const restOf = (trace: CallTrace, { departed }: Followed): TracedCall['rest'] =>
  departed !== null ? 'departs' : trace.rest;

function followedOn(program: Program | null, trace: CallTrace, facts: readonly StoredFact[]): Followed {
  if (program !== null) return follow(trace, program, facts);
  const [input] = trace.inputs;
  return { steps: [], departed: input === undefined ? null : { input } };
}

/** The entry with another number wherever the caller's stands. */
const ofNobody = (entry: StoredTrace, caller: string | null): StoredTrace =>
  caller === null || caller.length < callerLengthMin
    ? entry
    : { ...entry, body: entry.body.replaceAll(caller, otherCaller) };
