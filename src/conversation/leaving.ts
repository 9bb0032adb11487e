// How somebody leaves a conversation, and how it ends: the same for every reason. Not here: when (conversation.ts, orders.ts).

import type { Instant } from '../base/clock.ts';
import type { LegId } from '../base/ids.ts';
import { type ConversationFact, type EndReason, endReason } from '../call/index.ts';
import type {
  Called,
  ConversationDecision,
  ConversationEffect,
  Callee,
  EndedBy,
  Ending,
  Leaver,
  Next,
  Party,
  Talking,
} from './model.ts';
import { heldAtOf, partiesOf } from './places.ts';

/** What is recorded of whom somebody called or handed over to. */
export const named = (to: Callee | { readonly kind: 'queue'; readonly queue: string }) =>
  to.kind === 'agent'
    ? ({ toKind: to.kind, to: to.agent } as const)
    : to.kind === 'queue'
      ? ({ toKind: to.kind, to: to.queue } as const)
      : ({ toKind: to.kind, to: to.number } as const);

/**
 * Who has left, as the facts, the list of those to tell, and the effects have it. `line`: whether they talk still, are rung still,
 * or their leg has ended.
 */
export function leave(
  state: Talking,
  who: Called,
  line: 'ended' | 'up' | 'rung',
): { readonly leaving: readonly Leaver[]; readonly effects: readonly ConversationEffect[] } {
  const isPlaced = line === 'rung' && who.kind === 'number';
  const end: ConversationEffect[] = line === 'ended' ? [] : [{ kind: isPlaced ? 'callOff' : 'endLeg', leg: who.leg }];
  if (who.kind !== 'agent') return { leaving: state.leaving, effects: end };
  const leaver = { agent: who.agent, leg: who.leg };
  return { leaving: [...state.leaving, leaver], effects: [...end, { kind: 'tellLeft', call: state.call, ...leaver }] };
}

/** The talk of one party is over; of a number outside nothing is counted. */
export const talked = (state: Talking, party: Party, reason: EndReason, now: Instant): ConversationFact[] =>
  party.kind === 'agent'
    ? [{ kind: 'conversationEnded', call: state.call, agent: party.agent, talkMs: now - party.since, reason }]
    : [];

/** The same cause means another thing on either side: a plain hang-up is the caller's or the agent's. */
export const hungUpBy = (by: EndedBy, reason: EndReason): EndReason =>
  (by === 'caller' || by === 'agent') && reason.code === 'hangup' ? endReason(by, reason.code) : reason;

export interface Over {
  readonly by: EndedBy;
  readonly reason: EndReason;
  /** The leg that ended by itself. */
  readonly gone: LegId | null;
  readonly next: Next;
  readonly facts: readonly ConversationFact[];
}

/** Nobody's leg outlives the conversation but the caller's. */
export function over(state: Talking, { by, reason, gone, next, facts }: Over, now: Instant): ConversationDecision {
  const { call, room, stage, callerLeg, music } = state;
  const parties = partiesOf(state);
  const rung = stage.kind === 'calling' ? stage.other : null;
  const everybody: readonly Called[] = [...parties, ...(rung?.kind === 'agent' ? [rung] : [])];
  const agents = everybody.flatMap((one) => (one.kind === 'agent' ? [{ agent: one.agent, leg: one.leg }] : []));
  const ending: Ending = {
    ...{ kind: 'ending', call, room, by, next },
    held: heldAtOf(stage) === null || by === 'caller' ? null : { leg: callerLeg, music },
    legs: [...state.leaving, ...everybody].map(({ leg }) => leg).filter((leg) => leg !== gone),
    calledOff: rung?.kind === 'number' ? rung.leg : null,
    leaving: [...state.leaving, ...agents],
  };
  const ends = parties.flatMap((party) => talked(state, party, hungUpBy(by, reason), now));
  return { state: ending, facts: [...facts, ...ends], effects: partings(ending) };
}

/** Told last: the agents' phones are free by then, and the caller is out of every room. */
export const partings = (ending: Ending): readonly ConversationEffect[] => {
  const { call, room, held, legs, calledOff, leaving, next } = ending;
  return [
    ...(held === null ? [] : [{ kind: 'leaveHold', ...held } as const]),
    { kind: 'closeRoom', room },
    ...(calledOff === null ? [] : [{ kind: 'callOff', leg: calledOff } as const]),
    ...legs.map((leg) => ({ kind: 'endLeg', leg }) as const),
    ...leaving.map((one) => ({ kind: 'tellLeft', call, ...one }) as const),
    { kind: 'tellOver', call, next },
  ];
};
