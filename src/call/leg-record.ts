// The story of each leg, as facts: begun, answered, ended. A caller's leg begins with `callOffered` and is answered with
// `callAnswered`; an agent's begins with `callOfferedToAgent` or `directOfferMade`; that of a number outside with `numberDialled`,
// and is answered with `numberAnswered`. What those do not tell is told here. Pure: who records it is elsewhere.

import type { AgentId, CallId, LegId } from '../base/ids.ts';
import type { CallEvent } from './events.ts';
import type { Fact } from './facts.ts';
import type { LegFact } from './system-facts.ts';

/** A leg whose end is not recorded yet. */
export interface OpenLeg {
  readonly leg: LegId;
  readonly call: CallId;
  /** Null: the caller's leg, or that of a number outside. */
  readonly agent: AgentId | null;
  readonly line: 'ringing' | 'up';
}

/** The stored name of a leg that is open. */
export const legKey = (leg: LegId): string => `leg/${leg}`;

/** The legs that begin with these facts. */
export const legsBegun = (facts: readonly Fact[]): OpenLeg[] =>
  facts.flatMap((fact): OpenLeg[] => {
    if (fact.kind === 'callOffered') return [{ leg: fact.leg, call: fact.call, agent: null, line: 'ringing' }];
    if (fact.kind === 'numberDialled') return [{ leg: fact.leg, call: fact.call, agent: null, line: 'ringing' }];
    if (fact.kind !== 'callOfferedToAgent' && fact.kind !== 'directOfferMade') return [];
    return [{ leg: fact.leg, call: fact.call, agent: fact.agent, line: 'ringing' }];
  });

/** What an event adds to the story of its leg, and the leg after it (null: ended); null when it adds nothing. */
export function legStory(
  open: OpenLeg,
  event: CallEvent,
): { readonly fact: LegFact; readonly after: OpenLeg | null } | null {
  const { leg, call, agent, line } = open;
  if (event.kind === 'legEnded') {
    return { fact: { kind: 'legEnded', call, leg, agent, reason: event.reason }, after: null };
  }
  if (event.kind !== 'legAnswered' || agent === null || line === 'up') return null;
  return { fact: { kind: 'legAnswered', call, leg, agent }, after: { ...open, line: 'up' } };
}
