// A controller in memory behind the HTTP interface: the real ACD machine, no telephone system and no disk.

import type { Callback } from '../../src/callbacks/index.ts';
import type { Sheet } from '../../src/ivr/index.ts';
import { type AgentId, agentId, callId } from '../../src/base/ids.ts';
import { type Log, silentLog } from '../../src/base/log.ts';
import type {
  AgentCreated,
  AgentView,
  CallFactView,
  CallView,
  ConversationAfter,
  ConversationView,
  ErrorBody,
  QueueView,
} from '../../src/api/contract/index.ts';
import { Broadcaster, buildApi } from '../../src/api/index.ts';
import {
  type AgentToAdd,
  type CallReport,
  type ControlRoom,
  type ReadinessCheck,
  queueReports,
} from '../../src/api/index.ts';
import type { Outside } from '../../src/conversation/index.ts';
import { type MemoryConversations, memoryConversations } from './conversations-in-memory.ts';
import { findTrace } from '../../src/call-traces.ts';
import { type MemoryRecord, memoryRecord } from '../fakes/fact-record.ts';
import { type MemoryTraces, memoryTraces } from '../fakes/trace-record.ts';
import { type Reception, emptyBooks, mayPlace, openReception, receptionTransition } from '../../src/outbound/index.ts';
import { openPolicy } from '../outbound/policy.ts';
import { type AcdEvent, type AcdState, acdTransition, emptyAcd } from '../../src/queue/index.ts';
import { fakeClock } from '../fakes/clock.ts';
import { type MemoryRecordings, memoryRecordings } from '../fakes/kept-recordings.ts';
import { type MadeVersions, memoryDeploying } from '../fakes/deploying.ts';
import type { MemoryDeployments } from '../fakes/deployments.ts';

/** A stream in which nothing happens. */
export const quietBroadcaster = (): Broadcaster =>
  new Broadcaster({ clock: fakeClock(0), log: silentLog, words: { stepLabel: () => null }, states: () => new Map() });

export const token = 'a-token-of-the-tests';

export interface MemoryRoom extends ControlRoom {
  readonly deployments: MemoryDeployments;
  readonly library: MadeVersions;
  now: number;
  readonly added: AgentToAdd[];
  /** What agents wished of the recording of call `recorded`. */
  readonly wishes: string[];
  readonly happens: (event: AcdEvent) => void;
  failing: Error | null;
  /** The flows of what is served. */
  readonly flows: string[];
  checks: ReadinessCheck[];
  readonly liveCalls: CallReport[];
  readonly conversations: ControlRoom['conversations'] & MemoryConversations;
  /** Whether a number outside would be called; one that is not here has no trunk. */
  readonly numbers: Map<string, ReturnType<Outside['reach']>>;
  readonly record: MemoryRecord;
  readonly promised: Callback[];
  readonly sheets: Sheet[];
  readonly recordings: MemoryRecordings;
  /** What is kept of calls. */
  readonly traced: MemoryTraces;
}

export function memoryRoom(): MemoryRoom {
  let state: AcdState = emptyAcd;
  let reception: Reception = openReception;
  const versions = memoryDeploying();
  const traced = memoryTraces();
  const conversations = memoryConversations(
    (to) => {
      if (to.kind === 'queue') return state.queues.get(to.queue)?.state === 'open' ? 'ok' : 'unknown';
      const agent = state.agents.get(to.agent);
      return agent === undefined ? 'unknown' : agent.state.kind === 'ready' ? 'ok' : 'busy';
    },
    (number) => room.numbers.get(number) ?? 'noTrunk',
  );
  const room: MemoryRoom = {
    ...versions,
    now: 1_000_000,
    added: [],
    wishes: [],
    failing: null,
    numbers: new Map(),
    flows: ['accueil', 'fermeture'],
    checks: [{ name: 'journal', state: 'ok', detail: 'writes' }],
    liveCalls: [],
    promised: [],
    sheets: [],
    happens: (event) => {
      state = acdTransition(state, event, room.now).state;
    },
    readiness: () => room.checks,
    queues: {
      list: () => queueReports(state, room.now),
      put: (queue) => room.happens({ kind: 'queuePut', queue }),
    },
    agents: {
      list: () => [...state.agents.values()],
      add: (agent) => {
        if (room.failing !== null) return Promise.reject(room.failing);
        if (state.agents.values().some((known) => known.phone === agent.phone)) return { kind: 'exists' };
        const unknown = agent.queues.find((queue) => !state.queues.has(queue));
        if (unknown !== undefined) return { kind: 'unknownQueue', queue: unknown };
        const id = agentId(`agent-${room.added.push(agent)}`);
        const { name, phone, queues, abilities } = agent;
        room.happens({ kind: 'agentPut', agent: { id, name, phone, queues, abilities } });
        return { kind: 'created', id };
      },
      setAbilities: (id, abilities) => {
        const known = state.agents.get(id);
        if (known === undefined) return 'unknown';
        room.happens({ kind: 'agentPut', agent: { ...known, abilities } });
        return 'done';
      },
      remove: (id: AgentId) => {
        if (!state.agents.has(id)) return 'unknown';
        room.happens({ kind: 'agentRemoved', agent: id });
        return 'removed';
      },
      choose: (id, availability) => {
        if (!state.agents.has(id)) return 'unknown';
        room.happens({ kind: 'availabilityChosen', agent: id, availability });
        return 'chosen';
      },
    },
    conversations: { ...conversations, list: () => conversations.talking() },
    callbacks: {
      list: () => room.promised,
      cancel: (id) => (room.promised.some((one) => one.id === id) ? 'cancelled' : 'unknown'),
    },
    scripts: { sheets: () => room.sheets, answer: () => 'unknown' },
    reception: {
      state: () => reception,
      order: (event) => {
        if ('flow' in event && event.flow !== null && !room.flows.includes(event.flow)) return 'unknownFlow';
        reception = receptionTransition(reception, event, room.now).state;
        return 'done';
      },
      judge: (wish) => mayPlace(wish, openPolicy, emptyBooks, room.now),
    },
    calls: {
      list: () => room.liveCalls,
      record: (call, wish) => {
        if (call !== 'recorded') return 'notRecorded';
        room.wishes.push(wish);
        return 'done';
      },
    },
    record: memoryRecord(),
    traced,
    traces: {
      find: (call, callers) =>
        findTrace({ traces: traced, record: room.record, program: versions.deploying.program }, call, callers),
    },
    recordings: memoryRecordings(() => room.now),
    metrics: () => Promise.resolve({ contentType: 'text/plain', text: 'carillon_build_info 1\n' }),
  };
  // The telephone system is in hand: without this no agent is offered anything.
  room.happens({ kind: 'resumed' });
  return room;
}

/** A live call of that caller. */
export const liveCall = (caller: string | null): CallReport => ({
  id: callId('call-1'),
  flow: 'welcome',
  step: 'start',
  language: 'fr-FR',
  wait: 'say',
  since: 5,
  caller,
  called: '+33180001122',
  queue: null,
  agent: null,
});

/** Every field that any answer may have; which ones it does have is what tests check. */
export type Body = ErrorBody &
  AgentCreated &
  AgentView & {
    readonly agents: AgentView[];
    readonly queues: QueueView[];
    readonly calls: CallView[];
    readonly conversations: ConversationView[];
    readonly conversation: ConversationAfter['conversation'];
    readonly next: string | null;
    readonly record: string;
    readonly call: CallView;
    readonly facts: CallFactView[];
    readonly paths: Readonly<Record<string, { readonly post?: object }>>;
  };

export interface Answer {
  readonly status: number;
  readonly body: Body;
}

/** The interface on that controller, and a way to ask it as the operator. */
export function apiOn(room: ControlRoom, log: Log = silentLog) {
  const page = { site: new Map(), broadcaster: quietBroadcaster(), origins: [] };
  const api = buildApi(room, { token, log, realm: 'carillon', clock: fakeClock(1_000_000), page });
  const ask = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object): Promise<Answer> => {
    const headers = { authorization: `Bearer ${token}` };
    const reply = await api.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
    return { status: reply.statusCode, body: JSON.parse(reply.body === '' ? '{}' : reply.body) as Body };
  };
  return { api, ask };
}
