// The ACD of one tenant: agents, waiting lines and the offers between them, as one pure machine. An agent is reserved in
// the same transition that chose them, so nobody is promised twice. Not here: telephones, prompts, storage.

import { unreachable } from '../base/assert.ts';
import type { Instant } from '../base/clock.ts';
import type { AgentId, CallId, LegId } from '../base/ids.ts';
import type { EndReason } from '../call/index.ts';
import { type AcdDecision, type AcdState, Turn } from './acd-turn.ts';
import {
  type Agent,
  type AgentProfile,
  type Availability,
  type Offer,
  type Talk,
  beginWrapUp,
  choose,
  idleState,
  isAnswered,
  newAgent,
} from './agent.ts';
import { calledIn, directAnswered, directMissed, directWithdrawn, isDirect, tellAnswered } from './direct-offer.ts';
import type { AcdEvent } from './events.ts';
import { armRelaxing, callChanged, callJoined, needsRelaxed } from './joining.ts';
import { backToLine, bridgeWanted, lineAnswered, lineResumed } from './line-offer.ts';

/** The next state of the ACD, what became true, and what must be done. Total: late and doubled events change nothing. */
export function transition(state: AcdState, event: AcdEvent, now: Instant): AcdDecision {
  const turn = new Turn(state, now);
  decide(turn, event);
  turn.offerAll();
  return turn.decision();
}

function decide(turn: Turn, event: AcdEvent): void {
  switch (event.kind) {
    case 'queuePut':
      turn.putQueue(event.queue);
      return;
    case 'agentPut':
      return agentPut(turn, event.agent);
    case 'agentRemoved':
      return agentRemoved(turn, event.agent);
    case 'availabilityChosen':
      return availabilityChosen(turn, event.agent, event.availability);
    case 'callJoined':
      return callJoined(turn, event);
    case 'callLeft':
      return callLeft(turn, event.call, event.why);
    case 'callChanged':
      return callChanged(turn, event);
    case 'needsRelaxed':
      return needsRelaxed(turn, event);
    case 'bridgeWanted':
      return bridgeWanted(turn, event);
    case 'legAnswered':
      return legAnswered(turn, event.leg);
    case 'legEnded':
      return offerFailed(turn, event.leg, event.reason, 'legGone');
    case 'ringFailed':
      return unanswered(turn, event.leg, event.reason);
    case 'ringExpired':
      return unanswered(turn, event.leg, { result: 'agent', code: 'noAnswer' });
    case 'conversationEnded':
      return conversationEnded(turn, event);
    case 'calledIn':
      return calledIn(turn, event);
    case 'wrapUpExpired':
      return wrapUpExpired(turn, event.agent, event.call);
    case 'linkLost':
      return turn.link('down');
    case 'resumed':
      return resumed(turn);
    default:
      return unreachable(event);
  }
}

function agentPut(turn: Turn, profile: AgentProfile): void {
  const known = turn.agent(profile.id);
  if (known === undefined) turn.fact({ kind: 'agentAdded', agent: profile.id });
  turn.putAgent(known === undefined ? newAgent(profile, turn.now) : { ...known, ...profile });
}

function agentRemoved(turn: Turn, id: AgentId): void {
  const agent = turn.agent(id);
  if (agent === undefined) return;
  releaseOffer(turn, agent, { result: 'us', code: 'agentRemoved' });
  turn.dropAgent(id);
  turn.fact({ kind: 'agentRemoved', agent: id });
  turn.refuseUnserved();
}

function availabilityChosen(turn: Turn, id: AgentId, availability: Availability): void {
  const agent = turn.agent(id);
  if (agent === undefined) return;
  const sameChoice = JSON.stringify(agent.availability) === JSON.stringify(availability);
  if (sameChoice && agent.state.kind !== 'notResponding' && agent.state.kind !== 'wrapUp') return;
  if (!isAnswered(agent.state)) releaseOffer(turn, agent, { result: 'agent', code: 'declined' });
  turn.putAgent(choose(agent, availability, turn.now));
  turn.refuseUnserved();
}

/** An agent who changes their mind while their phone rings declines: the caller goes back to the line. */
function releaseOffer(turn: Turn, agent: Agent, reason: EndReason): void {
  if (agent.state.kind !== 'reserved') return;
  turn.effect({ kind: 'endLeg', leg: agent.state.leg });
  notTaken(turn, agent.id, agent.state, reason);
}

function callLeft(turn: Turn, call: CallId, why: 'abandoned' | 'flow'): void {
  const waiting = turn.waiting(call);
  if (waiting === undefined) return notInLine(turn, call, why);
  turn.dropWaiting(call);
  const waitMs = turn.now - waiting.joinedAt;
  if (why === 'abandoned') turn.fact({ kind: 'queueAbandoned', call, queue: waiting.queue, waitMs });
  else turn.fact({ kind: 'queueLeft', call, queue: waiting.queue, why, waitMs });
  if (why === 'flow') turn.effect({ kind: 'tellFlow', call, outcome: { kind: 'left' } });
  const agent = waiting.place.kind === 'offered' ? turn.agent(waiting.place.agent) : undefined;
  if (agent?.state.kind !== 'reserved') return;
  // The agent did nothing wrong: back to ready, with the idle time they had.
  turn.effect({ kind: 'endLeg', leg: agent.state.leg });
  turn.putAgent({ ...agent, state: idleState(agent.availability, turn.now) });
}

/** A flow waits for the answer: it is out of the line, unless an agent has just taken the call, which it was told. */
function notInLine(turn: Turn, call: CallId, why: 'abandoned' | 'flow'): void {
  if (why === 'flow' && turn.talkOf(call) === undefined)
    turn.effect({ kind: 'tellFlow', call, outcome: { kind: 'left' } });
}

function legAnswered(turn: Turn, leg: LegId): void {
  const agent = turn.agentOn(leg);
  if (agent?.state.kind === 'talking') return;
  if (agent?.state.kind === 'reserved' && isDirect(agent.state)) return directAnswered(turn, agent, agent.state);
  const waiting = agent?.state.kind === 'reserved' ? turn.waiting(agent.state.call) : undefined;
  if (agent?.state.kind !== 'reserved' || waiting === undefined) {
    // Answered at the very moment the offer was withdrawn: nobody is there for this agent to talk to.
    turn.effect({ kind: 'endLeg', leg });
    return;
  }
  lineAnswered(turn, agent, agent.state, waiting);
}

/** Our own ring time is over, or the phone could not be rung: not heard before an answer, it means nothing after it. */
function unanswered(turn: Turn, leg: LegId, reason: EndReason): void {
  const state = turn.agentOn(leg)?.state;
  if (state !== undefined && !isAnswered(state)) offerFailed(turn, leg, reason, 'legUp');
}

/** No answer, busy, phone unreachable; or they hung up again before they heard the caller. */
function offerFailed(turn: Turn, leg: LegId, reason: EndReason, line: 'legUp' | 'legGone'): void {
  const agent = turn.agentOn(leg);
  if (agent?.state.kind !== 'reserved') return;
  if (line === 'legUp') turn.effect({ kind: 'endLeg', leg });
  notTaken(turn, agent.id, agent.state, reason);
  const hasLeft = agent.availability.kind === 'signedOut';
  const state = hasLeft ? idleState(agent.availability, turn.now) : notResponding(turn.now);
  turn.putAgent({ ...agent, state });
  turn.refuseUnserved();
}

const notResponding = (now: Instant): Agent['state'] => ({ kind: 'notResponding', since: now });

function notTaken(turn: Turn, agent: AgentId, offer: Offer, reason: EndReason): void {
  if (isDirect(offer)) directMissed(turn, agent, offer, reason);
  else backToLine(turn, agent, offer, reason);
}

function conversationEnded(turn: Turn, { agent: id, call, leg }: AcdEvent & { kind: 'conversationEnded' }): void {
  const agent = turn.agent(id);
  if (agent?.state.kind === 'reserved' && agent.state.leg === leg) return directWithdrawn(turn, agent, agent.state);
  if (agent?.state.kind !== 'talking' || agent.state.talk.agentLeg !== leg) return;
  const { queue } = agent.state.talk;
  const wrapUpMs = turn.queue(queue)?.wrapUpMs ?? 0;
  turn.handled(queue, turn.now - agent.state.since + wrapUpMs);
  const after = beginWrapUp(agent, call, wrapUpMs, turn.now);
  turn.putAgent(after);
  armWrapUp(turn, after);
}

function wrapUpExpired(turn: Turn, id: AgentId, call: CallId): void {
  const agent = turn.agent(id);
  if (agent?.state.kind !== 'wrapUp' || agent.state.call !== call) return;
  turn.putAgent({ ...agent, state: idleState(agent.availability, turn.now) });
}

function resumed(turn: Turn): void {
  turn.link('up');
  for (const waiting of turn.line()) {
    armRelaxing(turn, waiting);
    lineResumed(turn, waiting);
  }
  for (const agent of turn.agents()) {
    switch (agent.state.kind) {
      case 'reserved':
        if (!isAnswered(agent.state)) turn.ring(agent, agent.state);
        break;
      case 'talking':
        talkAgain(turn, agent.id, agent.state.talk);
        break;
      case 'wrapUp':
        armWrapUp(turn, agent);
        break;
      case 'offline':
      case 'notReady':
      case 'ready':
      case 'notResponding':
        break;
    }
  }
}

function talkAgain(turn: Turn, agent: AgentId, talk: Talk): void {
  if (talk.part === 'conversation') return tellAnswered(turn, agent, talk);
  turn.effect({ kind: 'tellFlow', call: talk.call, outcome: { kind: 'connected' } });
  turn.effect({ kind: 'connect', agent, talk });
}

function armWrapUp(turn: Turn, agent: Agent): void {
  if (agent.state.kind !== 'wrapUp') return;
  const event = { kind: 'wrapUpExpired', agent: agent.id, call: agent.state.call } as const;
  turn.effect({ kind: 'timer', wait: agent.state.until, event });
}
