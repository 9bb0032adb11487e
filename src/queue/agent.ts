// One agent: what they chose (availability) and what the ACD makes of it (state). Not here: who gets which call.

import { type Deadline, type Instant, deadline } from '../base/clock.ts';
import type { AgentId, CallId, LegId, PhoneId, QueueName } from '../base/ids.ts';
import { type Abilities, noAbilities } from './needs.ts';

/** What the agent chose, apart from the state that follows from it. */
export type Availability =
  | { readonly kind: 'signedOut' }
  | { readonly kind: 'available' }
  | { readonly kind: 'paused'; readonly reason: string };

export type AgentState =
  | { readonly kind: 'offline'; readonly since: Instant }
  | { readonly kind: 'notReady'; readonly since: Instant; readonly reason: string }
  | { readonly kind: 'ready'; readonly since: Instant }
  /** Promised to one call; the agent's phone is rung by `leg`, or they have answered and are not put together yet. */
  | {
      readonly kind: 'reserved';
      readonly since: Instant;
      readonly call: CallId;
      readonly leg: LegId;
      readonly ring: Deadline;
      readonly origin: Origin;
      readonly line: { readonly kind: 'ringing' } | { readonly kind: 'up'; readonly answeredAt: Instant };
    }
  | { readonly kind: 'talking'; readonly since: Instant; readonly talk: Talk }
  | { readonly kind: 'wrapUp'; readonly since: Instant; readonly call: CallId; readonly until: Deadline }
  /** Missed or declined an offer; gets no call until they say that they are ready. */
  | { readonly kind: 'notResponding'; readonly since: Instant };

/** Why an agent is rung: for somebody who waits in a line, or because a conversation wants them in it. */
export type Origin =
  | { readonly kind: 'line' }
  | {
      readonly kind: 'conversation';
      readonly callerLeg: LegId;
      readonly caller: string | null;
      /** Of the agent who is in it: it says how long everybody wraps up. */
      readonly queue: QueueName;
    };

/** An offer under way. */
export type Offer = Extract<AgentState, { kind: 'reserved' }>;

/** An offer for a conversation. */
export type DirectOffer = Offer & { readonly origin: Extract<Origin, { kind: 'conversation' }> };

/** The conversation an agent is in; `part` is where they came from. */
export interface Talk {
  readonly call: CallId;
  readonly callerLeg: LegId;
  readonly agentLeg: LegId;
  readonly queue: QueueName;
  readonly part: Origin['kind'];
}

/** What is known of an agent besides their state; it comes from the directory. */
export interface AgentProfile {
  readonly id: AgentId;
  readonly name: string;
  readonly phone: PhoneId;
  readonly queues: readonly QueueName[];
  readonly abilities: Abilities;
}

export interface Agent extends AgentProfile {
  readonly availability: Availability;
  readonly state: AgentState;
  /** Since when this agent has had no call: who has waited longest is served first. */
  readonly idleSince: Instant;
}

/** An agent as it was stored; earlier releases knew no origin, no answer before the bridge and no abilities. */
export type StoredAgent = Omit<Agent, 'state' | 'abilities'> & {
  readonly abilities?: Abilities;
  readonly state: StoredAgentState;
};
type StoredAgentState =
  | Exclude<AgentState, { kind: 'reserved' | 'talking' }>
  | (Omit<Offer, 'origin' | 'line'> & { readonly origin?: Origin; readonly line?: Offer['line'] })
  | {
      readonly kind: 'talking';
      readonly since: Instant;
      readonly talk: Omit<Talk, 'part'> & { readonly part?: Talk['part'] };
    };

/** The agent of a stored state, by this release or an earlier one. */
export function restoredAgent(stored: StoredAgent): Agent {
  const { state } = stored;
  const agent = { ...stored, abilities: stored.abilities ?? noAbilities };
  switch (state.kind) {
    case 'reserved': {
      const { origin = { kind: 'line' }, line = { kind: 'ringing' } } = state;
      return { ...agent, state: { ...state, origin, line } };
    }
    case 'talking':
      return { ...agent, state: { ...state, talk: { ...state.talk, part: state.talk.part ?? 'line' } } };
    case 'offline':
    case 'notReady':
    case 'ready':
    case 'wrapUp':
    case 'notResponding':
      return { ...agent, state };
  }
}

/** An agent who has not signed in yet. */
export const newAgent = (profile: AgentProfile, now: Instant): Agent => ({
  ...profile,
  availability: { kind: 'signedOut' },
  state: { kind: 'offline', since: now },
  idleSince: now,
});

/** The state of an agent who has no call, as their own choice has it. */
export function idleState(availability: Availability, now: Instant): AgentState {
  switch (availability.kind) {
    case 'signedOut':
      return { kind: 'offline', since: now };
    case 'available':
      return { kind: 'ready', since: now };
    case 'paused':
      return { kind: 'notReady', since: now, reason: availability.reason };
  }
}

/** The agent after `availability` was chosen. Whoever has answered, talks or wraps up finishes that first. */
export function choose(agent: Agent, availability: Availability, now: Instant): Agent {
  const chosen = { ...agent, availability };
  const signsIn = agent.availability.kind === 'signedOut' && availability.kind !== 'signedOut';
  const idleSince = signsIn ? now : agent.idleSince;
  switch (agent.state.kind) {
    case 'talking':
      return chosen;
    case 'wrapUp':
      // Saying "ready" or "not ready" during wrap-up ends it: the agent has finished earlier than the clock.
      return { ...chosen, state: idleState(availability, now), idleSince };
    case 'reserved':
      if (isAnswered(agent.state)) return chosen;
      return { ...chosen, state: idleState(availability, now), idleSince };
    case 'offline':
    case 'notReady':
    case 'ready':
    case 'notResponding':
      return { ...chosen, state: idleState(availability, now), idleSince };
  }
}

/** The one way into wrap-up: after a conversation, for as long as the queue grants; 0 ms goes straight to idle. */
export function beginWrapUp(agent: Agent, call: CallId, wrapUpMs: number, now: Instant): Agent {
  const state: AgentState =
    wrapUpMs > 0
      ? { kind: 'wrapUp', since: now, call, until: deadline(now, wrapUpMs) }
      : idleState(agent.availability, now);
  return { ...agent, state, idleSince: now };
}

/** Whether the agent is signed in and serves `queue`, free or not. */
export const serves = (agent: Agent, queue: QueueName): boolean =>
  agent.availability.kind !== 'signedOut' && agent.queues.includes(queue);

/** An offer whose agent has answered and is not put together with the caller yet. */
export type Answered = Offer & { readonly line: Extract<Offer['line'], { kind: 'up' }> };

/** Whether this agent has answered and waits for the caller. */
export const isAnswered = (state: AgentState): state is Answered =>
  state.kind === 'reserved' && state.line.kind === 'up';
