// What the HTTP interface needs from the running controller; main.ts implements it. Not here: HTTP, JSON, masking.

import type { Instant } from '../base/clock.ts';
import type { AgentId, CallId, PhoneId, ProgramHash, QueueName } from '../base/ids.ts';
import type { StoredTrace } from '../call/index.ts';
import type { Callbacks } from '../callbacks/index.ts';
import type { Conversations, Talking } from '../conversation/index.ts';
import type { Deploying } from '../deploy/index.ts';
import type { FactRecord } from '../facts/index.ts';
import type { Scripts } from '../ivr/index.ts';
import type { Reception, ReceptionEvent, Verdict, Wish } from '../outbound/index.ts';
import type { RecordingIndex, RecordingShelf } from '../recordings/index.ts';
import type { Abilities, Agent, Availability, Queue } from '../queue/index.ts';

/** Lists come from memory, changes may have to be written down first. */
export type Eventually<Value> = Value | Promise<Value>;

export interface ControlRoom {
  /** What must work for calls to be served, as it stands now. */
  readiness(): Eventually<readonly ReadinessCheck[]>;
  readonly queues: {
    list(): Eventually<readonly QueueReport[]>;
    /** Makes the queue, or gives an existing one these settings. */
    put(queue: Queue): Eventually<void>;
  };
  readonly agents: {
    list(): Eventually<readonly Agent[]>;
    /** Makes the agent known to the ACD and the phone to the telephone system. Rejects with a fault of the outside. */
    add(agent: AgentToAdd): Eventually<AgentAdded>;
    /** From now on the agent can do this, and nothing else. */
    setAbilities(id: AgentId, abilities: Abilities): Eventually<'done' | 'unknown'>;
    remove(id: AgentId): Eventually<'removed' | 'unknown'>;
    choose(id: AgentId, availability: Availability): Eventually<'chosen' | 'unknown'>;
  };
  /** Calls that talk with an agent, and what the agent asks for. */
  readonly conversations: {
    readonly list: () => readonly Talking[];
    readonly order: Conversations['order'];
  };
  /** What agents are shown beside their calls. */
  readonly scripts: Pick<Scripts, 'sheets' | 'answer'>;
  /** Promises to call back that are not over. */
  readonly callbacks: Pick<Callbacks, 'list' | 'cancel'>;
  /** Who is received by which flow, and what may be called. */
  readonly reception: {
    readonly state: () => Reception;
    /** Holds for the next call. `unknownFlow`: what is served has no such flow. */
    readonly order: (event: ReceptionEvent) => 'done' | 'unknownFlow';
    /** Whether a call might be placed now; it is not. */
    readonly judge: (wish: Wish) => Verdict;
  };
  readonly calls: {
    /** Those that live. */
    list(): Eventually<readonly CallReport[]>;
    /** Pauses the recording of a call's conversation for its agent, or goes on with it. */
    record(call: CallId, wish: 'on' | 'paused'): Eventually<'done' | 'notRecorded'>;
  };
  /** Those that were, and what became true in any. */
  readonly record: FactRecord;
  /** What is kept of calls so that they can be followed step by step. */
  readonly traces: {
    /** Null: nothing is kept of this call. `masked`: its entries hold another number than the caller's. */
    find(call: CallId, callers: 'masked' | 'full'): Promise<TracedCall | null>;
  };
  /** What was recorded: where it is found, and its files. */
  readonly recordings: {
    readonly index: Omit<RecordingIndex, 'put'>;
    readonly shelf: Pick<RecordingShelf, 'open'>;
  };
  /** Versions of flows, and which of them new calls get. */
  readonly deploying: Deploying;
  /** What is measured, in the text form of Prometheus. */
  readonly metrics: () => Promise<{ readonly contentType: string; readonly text: string }>;
}

export interface ReadinessCheck {
  readonly name: string;
  /** `degraded`: calls are served, but something is not as it should be. */
  readonly state: 'ok' | 'degraded' | 'failing';
  readonly detail: string;
}

/** A queue and its waiting line. */
export interface QueueReport extends Queue {
  readonly waitingCount: number;
  readonly oldestWaitMs: number | null;
}

export interface AgentToAdd {
  readonly name: string;
  readonly phone: PhoneId;
  readonly queues: readonly QueueName[];
  readonly abilities: Abilities;
  /** HA1 of RFC 7616 for the phone; the password behind it is not handed on. */
  readonly digest: string;
}

export type AgentAdded =
  | { readonly kind: 'created'; readonly id: AgentId }
  /** An agent with this phone exists. */
  | { readonly kind: 'exists' }
  | { readonly kind: 'unknownQueue'; readonly queue: QueueName };

/** A live call; `caller` is not masked yet. */
export interface CallReport {
  readonly id: CallId;
  readonly flow: string;
  readonly step: string;
  readonly language: string;
  readonly wait: 'begin' | 'say' | 'pause' | 'input' | 'queue' | 'talking' | 'ending';
  readonly since: Instant;
  readonly caller: string | null;
  readonly called: string;
  /** The queue in which it waits or talks. */
  readonly queue: QueueName | null;
  /** The agent it talks to. */
  readonly agent: AgentId | null;
}

/** A call, followed on the version that it ran; `caller` and lines are not masked yet. */
export interface TracedCall {
  readonly flow: string;
  readonly program: ProgramHash;
  readonly since: Instant;
  readonly caller: string | null;
  readonly called: string;
  readonly lines: readonly {
    readonly at: Instant;
    readonly what: string;
    readonly text: string;
    readonly lengthMs: number | null;
  }[];
  readonly rest: 'none' | 'departs' | 'versionMissing' | 'cut';
  readonly departsAt: Instant | null;
  readonly entries: readonly StoredTrace[];
}

/** A file of the live page. */
export interface SiteFile {
  readonly type: string;
  readonly bytes: Buffer;
}

/** The live page's files by their path; without `index.html` the page was not built. */
export type Site = ReadonlyMap<string, SiteFile>;
