// An agent who is wanted in a conversation: reserved and rung like for a call of a line, but promised to nobody who waits.
// Not here: the conversation itself, and whether the agent should be asked.

import type { AgentId } from '../base/ids.ts';
import { type EndReason, endReason } from '../call/index.ts';
import type { Turn } from './acd-turn.ts';
import { type Agent, type DirectOffer, type Offer, type Talk, idleState } from './agent.ts';
import type { AcdEvent, CalledIn } from './events.ts';

export const isDirect = (offer: Offer): offer is DirectOffer => offer.origin.kind === 'conversation';

/** Only a ready agent is rung, and nobody twice for one leg. */
export function calledIn(turn: Turn, event: AcdEvent & { kind: 'calledIn' }): void {
  const { call, callerLeg, caller, leg } = event;
  const known = turn.agentOn(leg);
  if (known?.state.kind === 'talking') return tellAnswered(turn, known.id, known.state.talk);
  if (known !== undefined) return;
  const agent = turn.agent(event.agent);
  const queue = turn.talkOf(call)?.queue;
  if (agent?.state.kind !== 'ready' || queue === undefined || turn.linkState === 'down')
    return tell(turn, event, { kind: 'unreached', reason: endReason('agent', 'busy') });
  const origin = { kind: 'conversation', callerLeg, caller, queue } as const;
  const ring = turn.ringTime(queue);
  const state = { kind: 'reserved', since: turn.now, call, leg, ring, origin, line: { kind: 'ringing' } } as const;
  turn.putAgent({ ...agent, state });
  turn.fact({ kind: 'directOfferMade', call, queue, agent: agent.id, leg });
  turn.ring(agent, state);
}

export function directAnswered(turn: Turn, agent: Agent, offer: DirectOffer): void {
  const { call, leg, origin, since } = offer;
  const { queue, callerLeg } = origin;
  const talk = { call, callerLeg, agentLeg: leg, queue, part: 'conversation' } as const;
  turn.putAgent({ ...agent, state: { kind: 'talking', since: turn.now, talk } });
  turn.fact({ kind: 'directOfferAnswered', call, queue, agent: agent.id, ringMs: turn.now - since });
  tellAnswered(turn, agent.id, talk);
}

/** What becomes of the agent is for the caller of this to say. */
export function directMissed(turn: Turn, agent: AgentId, offer: DirectOffer, reason: EndReason): void {
  const { call, leg, origin, since } = offer;
  turn.fact({ kind: 'directOfferMissed', call, queue: origin.queue, agent, ringMs: turn.now - since, reason });
  tell(turn, { call, agent, leg }, { kind: 'unreached', reason });
}

/** Not wanted any more: the agent did nothing wrong, so is ready again with the idle time they had. */
export function directWithdrawn(turn: Turn, agent: Agent, offer: Offer): void {
  if (!isDirect(offer)) return;
  const { call, leg, origin, since } = offer;
  turn.effect({ kind: 'endLeg', leg });
  turn.putAgent({ ...agent, state: idleState(agent.availability, turn.now) });
  turn.fact({ kind: 'directOfferWithdrawn', call, queue: origin.queue, agent: agent.id, ringMs: turn.now - since });
}

export const tellAnswered = (turn: Turn, agent: AgentId, { call, agentLeg }: Talk): void =>
  tell(turn, { call, agent, leg: agentLeg }, { kind: 'answered' });

const tell = (
  turn: Turn,
  { call, agent, leg }: Pick<AcdEvent & { kind: 'calledIn' }, 'call' | 'agent' | 'leg'>,
  outcome: CalledIn,
): void => turn.effect({ kind: 'tellConversation', call, agent, leg, outcome });
