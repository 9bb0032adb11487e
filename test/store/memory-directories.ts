// The directories in memory, for tests of what uses them. Held to the same contract as the real ones in test/contract.

import type { AgentDirectory, AgentKept, AgentRecord, QueueDirectory } from '../../src/queue/directory.ts';
import type { Queue } from '../../src/queue/waiting-line.ts';

/** The agents and queues of one tenant. */
export function memoryDirectories(): { readonly agents: AgentDirectory; readonly queues: QueueDirectory } {
  const agents = new Map<string, AgentRecord>();
  const queues = new Map<string, Queue>();
  return { agents: memoryAgents(agents, queues), queues: memoryQueues(agents, queues) };
}

function memoryAgents(agents: Map<string, AgentRecord>, queues: ReadonlyMap<string, Queue>): AgentDirectory {
  const keep = (agent: AgentRecord): AgentKept => {
    const phoneTaken = [...agents.values()].some(({ id, phone }) => phone === agent.phone && id !== agent.id);
    if (phoneTaken) return 'taken';
    if (agent.queues.some((queue) => !queues.has(queue))) return 'unknownQueue';
    agents.set(agent.id, { ...agent, queues: [...new Set(agent.queues)].sort() });
    return 'ok';
  };
  return {
    list: () => Promise.resolve([...agents.values()].sort((one, other) => (one.id < other.id ? -1 : 1))),
    add: (agent) => Promise.resolve(agents.has(agent.id) ? 'taken' : keep(agent)),
    put: (agent) => Promise.resolve(keep(agent)),
    setAbilities: (agent, abilities) => {
      const known = agents.get(agent);
      if (known !== undefined) agents.set(agent, { ...known, abilities });
      return Promise.resolve(known === undefined ? 'gone' : 'ok');
    },
    remove: (agent) => Promise.resolve(agents.delete(agent) ? 'ok' : 'gone'),
  };
}

function memoryQueues(agents: Map<string, AgentRecord>, queues: Map<string, Queue>): QueueDirectory {
  const set = (queue: Queue): void => {
    queues.set(queue.name, queue);
  };
  return {
    list: () => Promise.resolve([...queues.values()].sort((one, other) => (one.name < other.name ? -1 : 1))),
    add: (queue) => {
      if (queues.has(queue.name)) return Promise.resolve('taken');
      set(queue);
      return Promise.resolve('ok');
    },
    put: (queue) => {
      set(queue);
      return Promise.resolve();
    },
    remove: (queue) => {
      for (const [id, agent] of agents) {
        agents.set(id, { ...agent, queues: agent.queues.filter((name) => name !== queue) });
      }
      return Promise.resolve(queues.delete(queue) ? 'ok' : 'gone');
    },
  };
}
