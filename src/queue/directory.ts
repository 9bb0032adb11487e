// Who the agents are and which queues there are, as configured. Not here: who is signed in, who waits.

import type { AgentId, QueueName } from '../base/ids.ts';
import type { AgentProfile } from './agent.ts';
import type { Abilities } from './needs.ts';
import type { Queue } from './waiting-line.ts';

export type { Queue } from './waiting-line.ts';

/** An agent as configured. */
export interface AgentRecord extends AgentProfile {
  /** HA1 of RFC 7616 section 3.4.2 for the agent's phone, hexadecimal. */
  readonly digest: string;
}

/** `taken`: the id or the phone belongs to another agent. `unknownQueue`: a queue that does not exist. */
export type AgentKept = 'ok' | 'taken' | 'unknownQueue';

/** The agents of one tenant. Every method rejects with a fault that carries `code` and `retryable` when the record is out of reach. */
export interface AgentDirectory {
  /** All agents by id, each with their queues by name. */
  list(): Promise<readonly AgentRecord[]>;
  /** A new agent; nothing changes unless 'ok'. */
  add(agent: AgentRecord): Promise<AgentKept>;
  /** A new agent, or this one instead of the one with the same id; nothing changes unless 'ok'. */
  put(agent: AgentRecord): Promise<AgentKept>;
  /** From now on the agent can do this, and nothing else. */
  setAbilities(agent: AgentId, abilities: Abilities): Promise<'ok' | 'gone'>;
  remove(agent: AgentId): Promise<'ok' | 'gone'>;
}

/** The queues of one tenant; faults as above. */
export interface QueueDirectory {
  /** All queues by name. */
  list(): Promise<readonly Queue[]>;
  /** A new queue. */
  add(queue: Queue): Promise<'ok' | 'taken'>;
  /** A new queue, or this one instead of the one with the same name. */
  put(queue: Queue): Promise<void>;
  /** Its agents no longer serve it. */
  remove(queue: QueueName): Promise<'ok' | 'gone'>;
}
