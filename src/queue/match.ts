// Which waiting call goes to which agent: pure, deterministic, longest idle first. Not here: reserving and ringing.

import type { Instant } from '../base/clock.ts';
import type { Agent } from './agent.ts';
import { fits, needsNow } from './needs.ts';
import { type WaitingCall, servedBefore } from './waiting-line.ts';

export interface Match {
  readonly waiting: WaitingCall;
  readonly agent: Agent;
}

/**
 * Pairs calls with ready agents who serve their queue and can do what is needed now. Calls in the order of the line, each to the fitting agent who
 * has been idle longest (ties by id). No agent and no call appears twice.
 */
export function match(waiting: Iterable<WaitingCall>, agents: Iterable<Agent>, now: Instant): Match[] {
  const free = [...agents].filter((agent) => agent.state.kind === 'ready').sort(idleLongest);
  const line = [...waiting].filter((one) => one.place.kind === 'waiting').sort(servedBefore);
  const matches: Match[] = [];
  for (const one of line) {
    const needs = needsNow(one, now);
    const index = free.findIndex((agent) => agent.queues.includes(one.queue) && fits(agent.abilities, needs));
    const agent = free[index];
    if (agent === undefined) continue;
    free.splice(index, 1);
    matches.push({ waiting: one, agent });
  }
  return matches;
}

const idleLongest = (one: Agent, other: Agent): number =>
  one.idleSince - other.idleSince || (one.id < other.id ? -1 : 1);
