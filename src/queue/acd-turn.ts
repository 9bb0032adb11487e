// The ACD's state and one transition of it under way: reads, changes, facts and effects gathered. Lives for one
// transition; nothing of it leaves but the decision. Not here: what to decide (acd.ts).

import { type Deadline, type Instant, deadline } from '../base/clock.ts';
import { type AgentId, type CallId, type LegId, type QueueName, legId } from '../base/ids.ts';
import type { Changes, Decision } from '../base/machine.ts';
import type { AgentFact, DirectOfferFact, QueueFact } from '../call/index.ts';
import { type Agent, type Offer, type Talk, serves } from './agent.ts';
import { type Needing, mayFit } from './needs.ts';
import { type Handling, handled } from './handling.ts';
import type { AcdEffect } from './events.ts';
import { match } from './match.ts';
import type { Queue, WaitingCall } from './waiting-line.ts';

export interface AcdState {
  /** Whether phones can be rung now. Not stored: after a start it is `down` until the telephone system is in hand. */
  readonly link: 'up' | 'down';
  readonly queues: ReadonlyMap<QueueName, Queue>;
  readonly agents: ReadonlyMap<AgentId, Agent>;
  readonly waiting: ReadonlyMap<CallId, WaitingCall>;
  /** How long the recent calls of each queue took; none where none has ended. */
  readonly handling: ReadonlyMap<QueueName, Handling>;
}

export type AcdFact = QueueFact | DirectOfferFact | AgentFact;
export type AcdDecision = Decision<AcdState, AcdFact, AcdEffect>;

export const emptyAcd: AcdState = {
  link: 'down',
  queues: new Map(),
  agents: new Map(),
  waiting: new Map(),
  handling: new Map(),
};

/** How long an agent's phone rings when the queue does not say. */
const ringMsDefault = 20_000;

/** One transition under way: copies of what it changes, and what it gathered. Lives for one call of `transition`. */
export class Turn {
  readonly now: Instant;
  #state: AcdState;
  readonly #facts: AcdFact[] = [];
  readonly #effects: AcdEffect[] = [];

  constructor(state: AcdState, now: Instant) {
    this.#state = state;
    this.now = now;
  }

  decision(): AcdDecision {
    return { state: this.#state, facts: this.#facts, effects: this.#effects };
  }
  fact(fact: AcdFact): void {
    this.#facts.push(fact);
  }
  effect(effect: AcdEffect): void {
    this.#effects.push(effect);
  }
  queue(name: QueueName): Queue | undefined {
    return this.#state.queues.get(name);
  }
  agent(id: AgentId): Agent | undefined {
    return this.#state.agents.get(id);
  }
  agents(): Iterable<Agent> {
    return this.#state.agents.values();
  }
  waiting(call: CallId): WaitingCall | undefined {
    return this.#state.waiting.get(call);
  }
  /** The agent who is rung or talks by this leg. */
  agentOn(leg: LegId): Agent | undefined {
    return this.#find((agent) =>
      agent.state.kind === 'reserved'
        ? agent.state.leg === leg
        : agent.state.kind === 'talking' && agent.state.talk.agentLeg === leg,
    );
  }
  /** What is known of a call that one or more agents talk with. */
  talkOf(call: CallId): Talk | undefined {
    const agent = this.#find(({ state }) => state.kind === 'talking' && state.talk.call === call);
    return agent?.state.kind === 'talking' ? agent.state.talk : undefined;
  }
  line(): Iterable<WaitingCall> {
    return this.#state.waiting.values();
  }
  /** Whether somebody signed in can take this call, now or once it has waited longer. */
  isServed(one: Needing & Pick<WaitingCall, 'queue'>): boolean {
    return this.#find((agent) => serves(agent, one.queue) && mayFit(agent.abilities, one, this.now)) !== undefined;
  }
  #find(test: (agent: Agent) => boolean): Agent | undefined {
    return this.#state.agents.values().find(test);
  }

  putQueue(queue: Queue): void {
    this.#state = { ...this.#state, queues: new Map(this.#state.queues).set(queue.name, queue) };
  }
  putAgent(agent: Agent): void {
    const from = this.agent(agent.id)?.state.kind;
    const to = agent.state.kind;
    if (from !== undefined && from !== to) {
      const reason = agent.state.kind === 'notReady' ? agent.state.reason : null;
      this.fact({ kind: 'agentStateChanged', agent: agent.id, from, to, reason });
    }
    this.#state = { ...this.#state, agents: new Map(this.#state.agents).set(agent.id, agent) };
  }
  dropAgent(id: AgentId): void {
    const agents = new Map(this.#state.agents);
    agents.delete(id);
    this.#state = { ...this.#state, agents };
  }
  putWaiting(waiting: WaitingCall): void {
    this.#state = { ...this.#state, waiting: new Map(this.#state.waiting).set(waiting.call, waiting) };
  }
  dropWaiting(call: CallId): void {
    const waiting = new Map(this.#state.waiting);
    waiting.delete(call);
    this.#state = { ...this.#state, waiting };
  }

  /** A call of this queue kept its agent for so long. */
  handled(queue: QueueName, handlingMs: number): void {
    const { handling } = this.#state;
    this.#state = { ...this.#state, handling: new Map(handling).set(queue, handled(handling.get(queue), handlingMs)) };
  }

  nextTicket(): number {
    let last = 0;
    for (const { ticket } of this.#state.waiting.values()) last = Math.max(last, ticket);
    return last + 1;
  }

  /** Callers whom the last agent left who could have taken them are told so; whoever is being offered has one. */
  refuseUnserved(): void {
    for (const one of this.#state.waiting.values()) {
      if (one.place.kind === 'offered' || this.isServed(one)) continue;
      this.dropWaiting(one.call);
      const waitMs = this.now - one.joinedAt;
      this.fact({ kind: 'queueLeft', call: one.call, queue: one.queue, why: 'noAgent', waitMs });
      this.effect({ kind: 'tellFlow', call: one.call, outcome: { kind: 'noAgent' } });
    }
  }

  get linkState(): AcdState['link'] {
    return this.#state.link;
  }
  link(link: AcdState['link']): void {
    this.#state = { ...this.#state, link };
  }

  /** Reserves an agent for every call that has a fitting ready one, and rings their phones. */
  offerAll(): void {
    if (this.#state.link === 'down') return;
    for (const { waiting, agent } of match(this.#state.waiting.values(), this.#state.agents.values(), this.now)) {
      const { call, queue, visit } = waiting;
      const offerCount = waiting.offerCount + 1;
      const leg = legId(`${call}-agent-${visit}-${offerCount}`);
      const ring = this.ringTime(queue);
      const origin = { kind: 'line' } as const;
      const state = { kind: 'reserved', since: this.now, call, leg, ring, origin, line: { kind: 'ringing' } } as const;
      this.putWaiting({ ...waiting, offerCount, place: { kind: 'offered', agent: agent.id } });
      this.putAgent({ ...agent, state });
      this.fact({ kind: 'callOfferedToAgent', call, queue, agent: agent.id, leg });
      this.ring(agent, state);
    }
  }

  ringTime(queue: QueueName): Deadline {
    return deadline(this.now, this.queue(queue)?.ringMs ?? ringMsDefault);
  }

  ring(agent: Agent, offer: Offer): void {
    const { call, leg, ring, origin } = offer;
    const wanted = origin.kind === 'conversation' ? origin : this.waiting(call);
    if (wanted === undefined) return;
    const { caller, queue } = wanted;
    this.effect({ kind: 'ring', leg, phone: agent.phone, call, caller, queue, ring });
    this.effect({ kind: 'timer', wait: ring, event: { kind: 'ringExpired', leg } });
  }
}

/** What changed between two states, by key of what is stored. Compares references: unchanged entries are shared. */
export function acdChanges(before: AcdState, after: AcdState): Changes {
  const changes: Record<string, unknown> = {};
  compare('queue', before.queues, after.queues, changes);
  compare('agent', before.agents, after.agents, changes);
  compare('waiting', before.waiting, after.waiting, changes);
  compare('handling', before.handling, after.handling, changes);
  return changes;
}

function compare<Value>(
  prefix: string,
  before: ReadonlyMap<string, Value>,
  after: ReadonlyMap<string, Value>,
  changes: Record<string, unknown>,
): void {
  if (before === after) return;
  for (const [key, value] of after) if (before.get(key) !== value) changes[`${prefix}/${key}`] = value;
  for (const key of before.keys()) if (!after.has(key)) changes[`${prefix}/${key}`] = null;
}
