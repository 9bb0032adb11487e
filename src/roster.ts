// Keeps three places in step: the directory in PostgreSQL (the record), the ACD's memory, and the phones known to the
// telephone system. A directory that is down stops no call: what the journal holds serves until it is back.

import type { Clock } from './base/clock.ts';
import { type AgentId, type IdSource, agentId } from './base/ids.ts';
import type { Log } from './base/log.ts';
import type { Phones } from './call/ports.ts';
import type { AgentAdded, AgentToAdd } from './api/index.ts';
import type { Abilities, Acd, AgentDirectory, AgentRecord, Queue, QueueDirectory } from './queue/index.ts';

export interface RosterParts {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  readonly agents: AgentDirectory;
  readonly queues: QueueDirectory;
  readonly phones: Phones;
  readonly acd: Acd;
}

export interface Roster {
  /** Reads the directory, again and again until it answers. */
  readonly load: () => void;
  /** Makes every phone known again, after each connection: the telephone system may have forgotten them. */
  readonly pushPhones: () => Promise<void>;
  readonly addAgent: (agent: AgentToAdd) => Promise<AgentAdded>;
  readonly setAbilities: (id: AgentId, abilities: Abilities) => Promise<'done' | 'unknown'>;
  readonly removeAgent: (id: AgentId) => Promise<'removed' | 'unknown'>;
  readonly putQueue: (queue: Queue) => Promise<void>;
  readonly state: () => 'loading' | 'loaded';
}

/** The directory is asked again after this long. */
const loadAgainMs = 2_000;
/** Phones pushed at the same time: enough to be quick, few enough not to hold up calls. */
const phonesAtOnceCount = 4;

export function openRoster(parts: RosterParts): Roster {
  const { clock, ids, log, agents, queues, phones, acd } = parts;
  const known = new Map<AgentId, AgentRecord>();
  let state: 'loading' | 'loaded' = 'loading';
  const pushPhones = (): Promise<void> => pushAll(phones, [...known.values()], log);
  const load = async (): Promise<void> => {
    try {
      const [queueList, agentList] = [await queues.list(), await agents.list()];
      for (const agent of agentList) known.set(agent.id, agent);
      inStep(acd, queueList, agentList);
      state = 'loaded';
    } catch (fault) {
      log.warn('The directory of agents and queues cannot be read; asking again.', { fault });
      clock.after(loadAgainMs, () => void load());
      return;
    }
    await pushPhones();
  };
  return {
    load: () => void load(),
    pushPhones,
    state: () => state,
    addAgent: async (agent) => {
      const record = { ...agent, id: agentId(ids('agent')) };
      const kept = await agents.add(record);
      if (kept === 'taken') return { kind: 'exists' };
      if (kept === 'unknownQueue') return { kind: 'unknownQueue', queue: unknownQueue(acd, agent) };
      known.set(record.id, record);
      await phones.put(record);
      acd.post({ kind: 'agentPut', agent: profileOf(record) });
      return { kind: 'created', id: record.id };
    },
    setAbilities: (id, abilities) => setAbilities(parts, known, id, abilities),
    removeAgent: async (id) => {
      const phone = known.get(id)?.phone;
      if ((await agents.remove(id)) === 'gone') return 'unknown';
      known.delete(id);
      acd.post({ kind: 'agentRemoved', agent: id });
      if (phone !== undefined) await phones.remove(phone);
      return 'removed';
    },
    putQueue: async (queue) => {
      await queues.put(queue);
      acd.post({ kind: 'queuePut', queue });
    },
  };
}

async function setAbilities(
  { agents, acd }: RosterParts,
  known: Map<AgentId, AgentRecord>,
  id: AgentId,
  abilities: Abilities,
): Promise<'done' | 'unknown'> {
  const before = known.get(id);
  if ((await agents.setAbilities(id, abilities)) === 'gone' || before === undefined) return 'unknown';
  const record = { ...before, abilities };
  known.set(id, record);
  acd.post({ kind: 'agentPut', agent: profileOf(record) });
  return 'done';
}

/** The ACD takes over what the directory holds and forgets what it no longer does. */
function inStep(acd: Acd, queues: readonly Queue[], agents: readonly AgentRecord[]): void {
  for (const queue of queues) acd.post({ kind: 'queuePut', queue });
  for (const agent of agents) acd.post({ kind: 'agentPut', agent: profileOf(agent) });
  const kept = new Set(agents.map(({ id }) => id));
  for (const id of acd.state().agents.keys()) if (!kept.has(id)) acd.post({ kind: 'agentRemoved', agent: id });
}

/** The secret behind the phone stays here. */
const profileOf = ({ id, name, phone, queues, abilities }: AgentRecord) => ({ id, name, phone, queues, abilities });

const unknownQueue = (acd: Acd, { queues }: AgentToAdd): Queue['name'] => {
  const missing = queues.find((name) => !acd.state().queues.has(name)) ?? queues[0];
  if (missing === undefined) throw new Error('An agent without queues was refused for an unknown queue.');
  return missing;
};

async function pushAll(phones: Phones, agents: AgentRecord[], log: Log): Promise<void> {
  const push = async (): Promise<void> => {
    for (let agent = agents.shift(); agent !== undefined; agent = agents.shift()) {
      try {
        await phones.put(agent);
      } catch (fault) {
        log.warn('A phone could not be made known; the next connection tries again.', { agent: agent.id, fault });
      }
    }
  };
  await Promise.all(Array.from({ length: phonesAtOnceCount }, push));
}
