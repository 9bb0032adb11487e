// Runs the ACD machine and performs what it asks for. Not here: decisions (acd.ts).

import { unreachable } from '../base/assert.ts';
import { remainingMs } from '../base/clock.ts';
import type { AgentId, CallId, LegId, QueueName } from '../base/ids.ts';
import { type Machine, startMachine } from '../base/machine.ts';
import { endReason, insist } from '../call/index.ts';
import { TelephonyFault } from '../call/ports.ts';
import { acdChanges, type AcdFact, type AcdState } from './acd-turn.ts';
import { transition } from './acd.ts';
import { type Agent, isAnswered, serves } from './agent.ts';
import type { Handling } from './handling.ts';
import type { AcdEffect, AcdEvent } from './events.ts';
import type { AcdPorts } from './ports.ts';
import { type Queue, type WaitingCall, isFull } from './waiting-line.ts';

export type Acd = Machine<AcdState, AcdEvent>;

/** The caller number shown to an agent when the caller withheld theirs. */
const withheld = 'anonymous';

/** Starts the ACD from a stored state. Nothing is performed until the first event. */
export function startAcd(ports: AcdPorts, state: AcdState): Acd {
  const acd: Acd = startMachine<AcdState, AcdEvent, AcdFact, AcdEffect>({
    name: 'acd',
    state,
    now: ports.clock.now,
    transition,
    changes: acdChanges,
    record: ports.record,
    lane: laneOf,
    perform: (effect) => perform(ports, effect, acd.post),
    // One event that cannot be decided must not stop everybody's routing: it is left out, and told.
    onFault: (fault, event) => {
      ports.log.error('The ACD could not decide on an event.', { fault, kind: event.kind });
      return 'goOn';
    },
    onEffectFault: (fault, lane) => ports.log.error('The ACD could not do what it decided.', { fault, lane }),
  });
  return acd;
}

/** The ACD's state as it was stored, from what the journal holds under `queue/`, `agent/`, `waiting/` and `handling/`. */
export function acdFrom(stored: {
  readonly queues: Iterable<Queue>;
  readonly agents: Iterable<Agent>;
  readonly waiting: Iterable<WaitingCall>;
  readonly handling: Iterable<readonly [QueueName, Handling]>;
}): AcdState {
  return {
    link: 'down',
    queues: new Map<QueueName, Queue>([...stored.queues].map((queue) => [queue.name, queue])),
    agents: new Map<AgentId, Agent>([...stored.agents].map((agent) => [agent.id, agent])),
    waiting: new Map<CallId, WaitingCall>([...stored.waiting].map((one) => [one.call, one])),
    handling: new Map(stored.handling),
  };
}

/** The agents' legs that the ACD has asked for and not yet handed to a conversation. */
export const ringingLegs = (state: AcdState): LegId[] =>
  [...state.agents.values()].flatMap((agent) => (agent.state.kind === 'reserved' ? [agent.state.leg] : []));

/** The leg of the agent who has answered and waits for this call's caller; null: nobody does. */
export function answeredLeg(state: AcdState, call: CallId): LegId | null {
  const place = state.waiting.get(call)?.place;
  const agent = place?.kind === 'offered' ? state.agents.get(place.agent) : undefined;
  return agent !== undefined && isAnswered(agent.state) ? agent.state.leg : null;
}

/** Whether an agent can be called into a conversation now. */
export function agentReach(acd: Acd, id: AgentId): 'ok' | 'unknown' | 'busy' {
  const agent = acd.state().agents.get(id);
  if (agent === undefined) return 'unknown';
  return agent.state.kind === 'ready' && acd.state().link === 'up' ? 'ok' : 'busy';
}

/** Whether a queue takes callers now. */
export function lineReach(acd: Acd, name: QueueName): 'ok' | 'unknown' | 'closed' | 'full' | 'noAgent' {
  const queue = acd.state().queues.get(name);
  if (queue === undefined) return 'unknown';
  if (queue.state === 'closed') return 'closed';
  const { agents, waiting } = acd.state();
  if (!agents.values().some((agent) => serves(agent, name))) return 'noAgent';
  return isFull(queue, waiting.values()) ? 'full' : 'ok';
}

/** What concerns one leg or one call keeps its order; the rest goes on beside it. */
function laneOf(effect: AcdEffect): string {
  switch (effect.kind) {
    case 'ring':
    case 'endLeg':
      return effect.leg;
    case 'connect':
      return effect.talk.call;
    case 'tellFlow':
    case 'tellConversation':
      return effect.call;
    case 'timer':
      return 'timer';
    default:
      return unreachable(effect);
  }
}

type Post = (event: AcdEvent) => unknown;

async function perform(ports: AcdPorts, effect: AcdEffect, post: Post): Promise<void> {
  switch (effect.kind) {
    case 'ring':
      return ring(ports, effect, post);
    case 'endLeg':
      await insist(ports.clock, () => ports.legs.end(effect.leg, 'normal'));
      return;
    case 'connect':
      ports.connect(effect.agent, effect.talk);
      return;
    case 'tellFlow':
      ports.tellFlow(effect.call, effect.outcome);
      return;
    case 'tellConversation':
      ports.tellConversation(effect.call, effect.agent, effect.leg, effect.outcome);
      return;
    case 'timer':
      ports.clock.after(remainingMs(effect.wait, ports.clock.now()), () => post(effect.event));
      return;
    default:
      return unreachable(effect);
  }
}

/** A phone that cannot be reached ends the offer like one that is not answered, only at once. */
async function ring(ports: AcdPorts, effect: Extract<AcdEffect, { kind: 'ring' }>, post: Post): Promise<void> {
  const { leg, phone, caller, queue, ring: wait } = effect;
  const shown = { name: ports.shownName(queue), number: caller ?? withheld };
  try {
    const done = await insist(ports.clock, () =>
      ports.legs.ring({ leg, phone, shown, timeoutMs: remainingMs(wait, ports.clock.now()) }),
    );
    if (done === 'gone') post({ kind: 'legEnded', leg, reason: endReason('network', 'unreachable') });
  } catch (fault) {
    if (!(fault instanceof TelephonyFault)) throw fault;
    ports.log.warn('An agent’s phone could not be rung.', { leg, fault });
    post({ kind: 'ringFailed', leg, reason: endReason('network', fault.code) });
  }
}
