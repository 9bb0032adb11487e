// Stored entries as a trace. We wrote them ourselves, so an event of a kind that we know is taken as it is; at anything else the
// trace ends. Not here: following it.

import { decodeObject, isObject } from '../../base/json.ts';
import type { Instant } from '../../base/clock.ts';
import type { StoredTrace } from '../../call/index.ts';
import { type Frame, type IvrEvent, type StoredFrame, restoredFrame } from '../../ivr/index.ts';
import { type CallTrace, type TracedInput, type TracedWorld, placeholder } from './trace.ts';

/** The trace of these entries, which are in order; null when its beginning is not among them. */
export function decodeTrace(entries: readonly StoredTrace[]): CallTrace | null {
  let opening: Frame | null = null;
  let world: TracedWorld = nothingKnown;
  const inputs: TracedInput[] = [];
  for (const { journal, seq, at, body } of entries) {
    const { event, opening: first, world: noted, quiet } = decodeObject(body) ?? {};
    opening ??= isObject(first) ? frameOf(first) : null;
    if (opening === null) return null;
    const quietEvents = Array.isArray(quiet) ? (quiet as unknown[]) : [];
    for (const one of quietEvents) if (isTimed(one)) inputs.push(inputOf(one.at, one.event, world, null));
    if (isObject(noted)) world = worldOf(noted);
    if (!isEvent(event)) return { opening, inputs, rest: 'cut' };
    inputs.push(inputOf(at, event, world, { journal, seq }));
  }
  return opening === null ? null : { opening, inputs, rest: 'none' };
}

const nothingKnown: TracedWorld = { config: {}, numbers: {}, queues: {}, splits: {} };

const frameOf = (opening: object): Frame => restoredFrame({ ...(opening as StoredFrame), wait: { kind: 'begin' } });

const worldOf = (noted: object): TracedWorld => ({ ...nothingKnown, ...(noted as Partial<TracedWorld>) });

function inputOf(at: Instant, event: IvrEvent, world: TracedWorld, record: TracedInput['record']): TracedInput {
  const isMasked = event.kind === 'digit' && !/^[0-9A-D*#]$/.test(event.digit);
  const shown: IvrEvent = isMasked ? { ...event, digit: placeholder } : event;
  return { at, of: 0, event: shown, key: isMasked ? 'masked' : 'plain', world, record };
}

const isTimed = (one: unknown): one is { readonly at: Instant; readonly event: IvrEvent } =>
  isObject(one) && typeof one['at'] === 'number' && isEvent(one['event']);

const kinds: readonly IvrEvent['kind'][] = [
  ...(['begin', 'answeringMachine', 'digit', 'promptEnded', 'timer', 'legEnded', 'queue', 'agentAnswered'] as const),
  ...(['agentGone', 'waiting', 'conversationEnded', 'recorded', 'requestEnded', 'transferAnswered'] as const),
  ...(['transferEnded', 'fieldGiven', 'objection', 'continued', 'astray', 'failed', 'resumed'] as const),
];

const isEvent = (event: unknown): event is IvrEvent => isObject(event) && kinds.some((kind) => kind === event['kind']);
