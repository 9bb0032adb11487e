// An agent whom a line offers a call: their answer, what is said to them before they hear the caller, and how the two are put
// together or parted. Not here: who is offered what (match.ts), agents whom a conversation wants (direct-offer.ts).

import type { Instant } from '../base/clock.ts';
import type { AgentId } from '../base/ids.ts';
import type { EndReason } from '../call/index.ts';
import type { Turn } from './acd-turn.ts';
import { type Agent, type Offer, isAnswered } from './agent.ts';
import type { AcdEvent } from './events.ts';
import type { WaitingCall } from './waiting-line.ts';

/** The agent has answered: both talk, or whoever brought the call has something to say first. */
export function lineAnswered(turn: Turn, agent: Agent, offer: Offer, waiting: WaitingCall): void {
  // Heard again.
  if (isAnswered(offer)) return;
  if (waiting.connect === 'direct') return putTogether(turn, agent, { offer, answeredAt: turn.now }, waiting);
  turn.putAgent({ ...agent, state: { ...offer, line: { kind: 'up', answeredAt: turn.now } } });
  turn.effect({ kind: 'tellFlow', call: waiting.call, outcome: { kind: 'agentAnswered', agent: agent.id } });
}

/** Whoever brought the call has said what there was to say; asked again it is told again. */
export function bridgeWanted(turn: Turn, { call, callerLeg }: AcdEvent & { kind: 'bridgeWanted' }): void {
  if (turn.talkOf(call) !== undefined) return turn.effect({ kind: 'tellFlow', call, outcome: { kind: 'connected' } });
  const waiting = turn.waiting(call);
  if (waiting === undefined) return turn.effect({ kind: 'tellFlow', call, outcome: { kind: 'left' } });
  const agent = waiting.place.kind === 'offered' ? turn.agent(waiting.place.agent) : undefined;
  if (agent === undefined || !isAnswered(agent.state)) {
    turn.effect({ kind: 'tellFlow', call, outcome: { kind: 'agentGone' } });
    return;
  }
  const { answeredAt } = agent.state.line;
  putTogether(turn, agent, { offer: agent.state, answeredAt }, { ...waiting, leg: callerLeg });
}

interface Taken {
  readonly offer: Offer;
  readonly answeredAt: Instant;
}

function putTogether(turn: Turn, agent: Agent, { offer, answeredAt }: Taken, waiting: WaitingCall): void {
  const { call, queue, leg: callerLeg, joinedAt } = waiting;
  const talk = { call, callerLeg, agentLeg: offer.leg, queue, part: 'line' } as const;
  const ringMs = answeredAt - offer.since;
  turn.dropWaiting(call);
  turn.putAgent({ ...agent, state: { kind: 'talking', since: answeredAt, talk } });
  turn.fact({ kind: 'queueAnswered', call, queue, agent: agent.id, waitMs: turn.now - joinedAt, ringMs });
  turn.effect({ kind: 'tellFlow', call, outcome: { kind: 'connected' } });
  turn.effect({ kind: 'connect', agent: agent.id, talk });
}

/** The caller keeps the first enqueue time, so goes back to the place they had. */
export function backToLine(turn: Turn, agent: AgentId, offer: Offer, reason: EndReason): void {
  const waiting = turn.waiting(offer.call);
  if (waiting === undefined) return;
  turn.putWaiting({ ...waiting, place: { kind: 'waiting' } });
  const ringMs = turn.now - offer.since;
  turn.fact({ kind: 'agentNotResponding', call: offer.call, queue: waiting.queue, agent, ringMs, reason });
  if (isAnswered(offer)) turn.effect({ kind: 'tellFlow', call: offer.call, outcome: { kind: 'agentGone' } });
}

/** After an absence, in which an answer or its end may have been told to nobody. */
export function lineResumed(turn: Turn, { call, connect, place }: WaitingCall): void {
  if (connect === 'direct') return;
  const agent = place.kind === 'offered' ? turn.agent(place.agent) : undefined;
  const isUp = agent !== undefined && isAnswered(agent.state);
  const outcome = isUp ? ({ kind: 'agentAnswered', agent: agent.id } as const) : ({ kind: 'agentGone' } as const);
  turn.effect({ kind: 'tellFlow', call, outcome });
}
