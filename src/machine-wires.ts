// Starts the machines of calls and tells each of the others: who is told of what stands here and nowhere else. Not here: what
// the telephone system tells all of them (machines.ts).

import type { Clock } from './base/clock.ts';
import type { AgentId, CallId, IdSource, LegId, QueueName } from './base/ids.ts';
import type { Log } from './base/log.ts';
import type { Entry } from './base/machine.ts';
import type { Fact } from './call/index.ts';
import type { Legs, Media, Recorder, Rooms } from './call/ports.ts';
import { type Conversations, type Outside, startConversations } from './conversation/index.ts';
import {
  type CallQueue,
  type Calls,
  type FlowRoutes,
  type FlowServices,
  type IvrPorts,
  type World,
  startCalls,
} from './ivr/index.ts';
import { withLeftSounds } from './left-recordings.ts';
import type { LegRecord } from './leg-record.ts';
import { type Outbound, type Policy, startOutbound } from './outbound/index.ts';
import { type Outbox, type Ways, outboxFrom, startOutbox } from './outbox/index.ts';
import { type Acd, acdFrom, agentReach, lineReach, placeOf, queuesNow, startAcd } from './queue/index.ts';
import type { RecordingsParts } from './recordings/index.ts';
import type { ServedFlows } from './reception.ts';
import type { StoredStates } from './stored-decode.ts';
import { flowsHearing, transfersBy } from './transfers.ts';

export interface MachineParts {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  readonly record: (entry: Entry<Fact>) => void;
  readonly telephony: {
    readonly legs: Legs;
    readonly media: Media;
    readonly recorder: Recorder;
    readonly rooms: Rooms;
  };
  readonly routes: ServedFlows;
  readonly recordingStore: Pick<RecordingsParts, 'shelf' | 'index'>;
  readonly sounds: IvrPorts['sounds'];
  /** What may be called, and by which trunks. */
  readonly policy: Policy;
  /** A number from 0 up to 1. */
  readonly random: () => number;
  readonly comfort: IvrPorts['comfort'];
  readonly services: FlowServices;
  /** The ways out for messages. */
  readonly ways: Ways;
  /** Resolves when what was recorded so far is on the disk. */
  readonly recorded: () => Promise<void>;
  /** What the environment says of itself; it does not change while we live. */
  readonly environment: Pick<World, 'config' | 'numbers'>;
  readonly beep: IvrPorts['beep'];
  /** Unless given, agents cannot call numbers outside. */
  readonly outside?: Outside;
  readonly seal: IvrPorts['seal'];
}

/** How long a conversation waits for the flow's last commands before it takes the caller all the same. */
const callerFreeMsMax = 5_000;

/** The music of a queue that does not say. */
const musicDefault = 'default';

/** All machines of calls; each knows the others only by what it posts to them. */
export interface Domain {
  readonly calls: Calls;
  readonly acd: Acd;
  readonly conversations: Conversations;
  readonly outbound: Outbound;
  readonly outbox: Outbox;
}

/** The parts, with the flows that reception leads to and what is told of talks that are recorded. */
export type Connecting = Omit<MachineParts, 'routes'> &
  Pick<IvrPorts, 'talkRecording'> & { readonly routes: FlowRoutes };

/** What each machine is started with; `the` gives all of them once they are there, and is not asked before. */
interface Wiring {
  readonly parts: Connecting;
  readonly stored: StoredStates;
  readonly legRecord: LegRecord;
  readonly the: () => Domain;
}

/** Who tells whom: each machine posts to the others' mailboxes, none calls into another's decision. */
export function connected(parts: Connecting, stored: StoredStates, legRecord: LegRecord): Domain {
  const wiring: Wiring = { parts, stored, legRecord, the: () => domain };
  const outbound = outboundOf(wiring);
  const outbox = startOutbox(parts, outboxFrom(stored.letters));
  const domain: Domain = {
    conversations: conversationsOf(wiring),
    acd: acdOf(wiring),
    outbound,
    outbox,
    calls: callsOf(wiring, { outbox, transfers: transfersBy(outbound) }),
  };
  return domain;
}

const callerFree =
  ({ parts, the }: Wiring) =>
  (call: CallId): Promise<void> =>
    within(parts.clock, callerFreeMsMax, the().calls.settled(call));

function conversationsOf(wiring: Wiring): Conversations {
  const { parts, stored, the } = wiring;
  const { legs, rooms } = parts.telephony;
  return startConversations(
    {
      ...{ ...parts, legs, rooms, callerFree: callerFree(wiring), outside: parts.outside ?? null },
      colleagues: {
        reach: (to) => (to.kind === 'agent' ? agentReach(the().acd, to.agent) : lineReach(the().acd, to.queue)),
        callIn: (request) =>
          the().acd.post({ kind: 'calledIn', ...request, caller: callerOf(the().calls, request.call) }),
      },
      onLeft: (call, agent, leg) => {
        the().acd.post({ kind: 'conversationEnded', call, agent, leg });
      },
      onOver: (call, next) => the().calls.post(call, { kind: 'conversationEnded', next }),
    },
    stored.conversations,
  );
}

function acdOf({ parts, stored, legRecord, the }: Wiring): Acd {
  const { legs } = parts.telephony;
  return startAcd(
    {
      ...parts,
      legs: { ...legs, ring: (request) => legRecord.ring(legs, request) },
      shownName: (queue) => queue,
      // Asked for a moment ago: by now that talk may be over, and is not begun again.
      connect: (agent, { call, callerLeg, agentLeg, queue }) => {
        const { acd, conversations } = the();
        if (!isOver(acd, agent, agentLeg))
          conversations.begin({ call, agent, callerLeg, agentLeg, music: musicOf(acd, queue) });
      },
      tellConversation: (call, agent, leg, outcome) => {
        const { acd, conversations } = the();
        if (outcome.kind === 'unreached') conversations.unreached(call, leg, outcome.reason);
        else if (!isOver(acd, agent, leg)) conversations.answered(call, agent, leg);
      },
      tellFlow: (call, outcome) => the().calls.post(call, { kind: 'queue', outcome }),
    },
    acdFrom(stored),
  );
}

function outboundOf(wiring: Wiring): Outbound {
  const { parts, stored, legRecord, the } = wiring;
  const { legs, rooms } = parts.telephony;
  return startOutbound(
    {
      ...parts,
      ...flowsHearing((call, event) => the().calls.post(call, event)),
      legs: { ...legs, dial: (request) => legRecord.dial(legs, request) },
      rooms,
      partnerFree: callerFree(wiring),
    },
    stored.outbound,
  );
}

function callsOf({ parts, stored, the }: Wiring, others: Pick<IvrPorts, 'outbox' | 'transfers'>): Calls {
  const { legs, media, recorder, rooms } = parts.telephony;
  const queue: CallQueue = {
    join: (request) => the().acd.post({ ...request, kind: 'callJoined' }),
    leave: (call, why) => the().acd.post({ kind: 'callLeft', call, why }),
    place: (call) => placeOf(the().acd.state(), call),
    music: (name) => musicOf(the().acd, name),
  };
  const { config, numbers } = parts.environment;
  // Counted when an expression asks, not at each event.
  const world: IvrPorts['world'] = (program) => ({
    ...{ program, config, numbers, splits: {} },
    get queues() {
      return queuesNow(the().acd.state());
    },
  });
  const sounds = withLeftSounds(parts.sounds, recorder);
  return startCalls({ ...parts, ...others, legs, media, recorder, rooms, queue, world, sounds }, stored.frames);
}

const musicOf = (acd: Acd, queue: QueueName): string => acd.state().queues.get(queue)?.music ?? musicDefault;

const callerOf = (calls: Calls, call: CallId): string | null =>
  calls.frames().find((frame) => frame.call === call)?.caller ?? null;

/** Whether the agent has left this talk; one who was removed meanwhile finishes it. */
function isOver(acd: Acd, agent: AgentId, agentLeg: LegId): boolean {
  const state = acd.state().agents.get(agent)?.state;
  return state !== undefined && !(state.kind === 'talking' && state.talk.agentLeg === agentLeg);
}

/** Resolves with `task`, or after `ms`, whichever comes first. */
const within = (clock: Clock, ms: number, task: Promise<void>): Promise<void> =>
  Promise.race([task, new Promise<void>((resolve) => void clock.after(ms, resolve))]);
