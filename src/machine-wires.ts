// Starts the machines of calls and tells each of the others: who is told of what stands here and nowhere else. Not here: what
// the telephone system tells all of them (machines.ts).

import type { Clock } from './base/clock.ts';
import type { AgentId, CallId, IdSource, LegId, QueueName } from './base/ids.ts';
import type { Log } from './base/log.ts';
import type { Entry } from './base/machine.ts';
import type { Fact } from './call/index.ts';
import type { Legs, Media, Recorder, Rooms } from './call/ports.ts';
import { callerPlaced } from './caller-placed.ts';
import { callbackPorts, callbacksHearing, promisesTo } from './callback-wires.ts';
import { type Callbacks, startCallbacks } from './callbacks/index.ts';
import { type Conversations, startConversations } from './conversation/index.ts';
import {
  type CallQueue,
  type Calls,
  type FlowRoutes,
  type FlowServices,
  type Frame,
  type IvrEvent,
  type IvrPorts,
  type World,
  startCalls,
} from './ivr/index.ts';
import { withLeftSounds } from './left-recordings.ts';
import type { LegRecord } from './leg-record.ts';
import { type Outbound, type Policy, startOutbound } from './outbound/index.ts';
import { type Outbox, type Ways, outboxFrom, startOutbox } from './outbox/index.ts';
import {
  type Acd,
  type QueueOutcome,
  acdFrom,
  agentReach,
  answeredLeg,
  lineReach,
  placeOf,
  queuesNow,
  startAcd,
} from './queue/index.ts';
import type { RecordingsParts } from './recordings/index.ts';
import type { ServedFlows } from './reception.ts';
import type { StoredStates } from './stored-decode.ts';
import { heardBy, outsideBy, transfersBy } from './transfers.ts';

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
  readonly environment: Pick<World, 'config' | 'numbers' | 'secretNames'> & Partial<Pick<World, 'splits'>>;
  /** Whether what happens to calls is noted for their traces; unless said, it is. */
  readonly traces?: 'kept' | 'none';
  readonly beep: IvrPorts['beep'];
  readonly seal: IvrPorts['seal'];
  /** Unless given, where a call stands is what the ACD says; it is asked only of calls that wait. */
  readonly place?: (call: CallId, byAcd: Place) => Place;
  readonly decided?: NonNullable<IvrPorts['decided']>;
}

type Place = NonNullable<ReturnType<CallQueue['place']>>;

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
  readonly callbacks: Callbacks;
}

/** The parts, with the flows that reception leads to and what is told of talks that are recorded. */
export type Connecting = Omit<MachineParts, 'routes'> &
  Pick<IvrPorts, 'talkRecording'> & { readonly routes: FlowRoutes };

/** What each machine is started with; the others are given once they are there, and are not asked for before. */
interface Wiring {
  readonly parts: Connecting;
  readonly stored: StoredStates;
  readonly legRecord: LegRecord;
  readonly acd: () => Acd;
  readonly calls: () => Calls;
  readonly conversations: () => Conversations;
  readonly outbound: () => Outbound;
  readonly callbacks: () => Callbacks;
}

/** Who tells whom: each machine posts to the others' mailboxes, none calls into another's decision. */
export function connected(parts: Connecting, stored: StoredStates, legRecord: LegRecord): Domain {
  const rest = { outbound: () => outbound, callbacks: () => callbacks };
  const others = { acd: () => acd, calls: () => calls, conversations: () => conversations, ...rest };
  const wiring: Wiring = { parts, stored, legRecord, ...others };
  const conversations = conversationsOf(wiring);
  const acd = acdOf(wiring);
  const outbound = outboundOf(wiring);
  const outbox = startOutbox(parts, outboxFrom(stored.letters));
  const callbacks = callbacksOf(wiring);
  const kept = { outbox, transfers: transfersBy(outbound), callbacks: promisesTo(callbacks) };
  const calls: Calls = callsOf(wiring, kept);
  return { conversations, acd, outbound, outbox, callbacks, calls };
}

const callerFree =
  ({ parts, calls }: Wiring) =>
  (call: CallId): Promise<void> =>
    within(parts.clock, callerFreeMsMax, calls().settled(call));

function conversationsOf(wiring: Wiring): Conversations {
  const { parts, stored, acd, calls, outbound, callbacks } = wiring;
  const { legs, rooms } = parts.telephony;
  const dialled = (call: CallId): string | null => frameOf(calls(), call)?.called ?? null;
  return startConversations(
    {
      ...{ ...parts, legs, rooms, callerFree: callerFree(wiring) },
      outside: outsideBy({ outbound, policy: parts.policy, dialled }),
      colleagues: {
        reach: (to) => (to.kind === 'agent' ? agentReach(acd(), to.agent) : lineReach(acd(), to.queue)),
        callIn: (request) => acd().post({ kind: 'calledIn', ...request, caller: callerOf(wiring, request.call) }),
      },
      onLeft: (call, agent, leg) => {
        acd().post({ kind: 'conversationEnded', call, agent, leg });
      },
      onOver: (call, next) => {
        const queue = next.kind === 'queue' ? next.queue : null;
        if (!callbacks().onOver(call, queue)) calls().post(call, { kind: 'conversationEnded', next });
      },
    },
    stored.conversations,
  );
}

function acdOf({ parts, stored, legRecord, acd, calls, conversations, callbacks }: Wiring): Acd {
  const { legs } = parts.telephony;
  return startAcd(
    {
      ...parts,
      legs: { ...legs, ring: (request) => legRecord.ring(legs, request) },
      shownName: (queue) => queue,
      // Asked for a moment ago: by now that talk may be over, and is not begun again.
      connect: (agent, { call, callerLeg, agentLeg, queue }) => {
        if (isOver(acd(), agent, agentLeg)) return;
        conversations().begin({ call, agent, callerLeg, agentLeg, music: musicOf(acd(), queue) });
      },
      tellConversation: (call, agent, leg, outcome) => {
        if (outcome.kind === 'unreached') conversations().unreached(call, leg, outcome.reason);
        else if (!isOver(acd(), agent, leg)) conversations().answered(call, { agent, leg, on: leg });
      },
      tellFlow: (call, outcome) => {
        if (!callbacks().onLine(call, outcome)) calls().post(call, heardOf(outcome));
      },
    },
    acdFrom(stored),
  );
}

function outboundOf(wiring: Wiring): Outbound {
  const { parts, stored, legRecord, calls, conversations, outbound, callbacks } = wiring;
  const { legs, rooms } = parts.telephony;
  return startOutbound(
    {
      ...parts,
      ...callbacksHearing(
        callbacks,
        heardBy({
          flows: (call, event) => calls().post(call, event),
          conversations: {
            sounding: (call, leg, on) => conversations().sounding(call, leg, on),
            answered: (call, answered) => conversations().answered(call, answered),
            unreached: (call, leg, reason) => conversations().unreached(call, leg, reason),
          },
          isUp: (leg) =>
            outbound()
              .calls()
              .some((placed) => placed.kind === 'talking' && placed.leg === leg),
        }),
      ),
      legs: { ...legs, dial: (request) => legRecord.dial(legs, request) },
      rooms,
      partnerFree: callerFree(wiring),
    },
    stored.outbound,
  );
}

function callbacksOf({ parts, stored, acd, outbound }: Wiring): Callbacks {
  const { rooms } = parts.telephony;
  const ports = callbackPorts({ ...parts, rooms, acd, outbound, music: musicOf });
  return startCallbacks({ ...parts, ...ports }, stored.callbacks);
}

function callsOf(wiring: Wiring, others: Pick<IvrPorts, 'outbox' | 'transfers' | 'callbacks'>): Calls {
  const { parts, stored, acd, calls, conversations } = wiring;
  const { legs, media, recorder, rooms } = parts.telephony;
  const placed: IvrPorts['callerPlaced'] = (call) =>
    callerPlaced(
      parts.clock,
      () => frameOf(calls(), call),
      () => within(parts.clock, callerFreeMsMax, conversations().settled(call)),
    );
  const queue: CallQueue = {
    join: (request) => acd().post({ ...request, kind: 'callJoined', since: null }),
    change: (call, { priority, requirements }) => acd().post({ kind: 'callChanged', call, priority, requirements }),
    bridge: (call, callerLeg) => acd().post({ kind: 'bridgeWanted', call, callerLeg }),
    agentLeg: (call) => answeredLeg(acd().state(), call),
    leave: (call, why) => acd().post({ kind: 'callLeft', call, why }),
    place: (call) => {
      const place = placeOf(acd().state(), call);
      return place === null ? null : (parts.place?.(call, place) ?? place);
    },
    music: (name) => musicOf(acd(), name),
  };
  const { config, numbers, splits = {}, secretNames = [] } = parts.environment;
  // Counted when an expression asks, not at each event.
  const world: IvrPorts['world'] = (program) => ({
    ...{ program, config, numbers, secretNames, splits },
    get queues() {
      return queuesNow(acd().state());
    },
  });
  const sounds = withLeftSounds(parts.sounds, recorder);
  return startCalls(
    { ...parts, ...others, legs, media, recorder, rooms, queue, world, sounds, callerPlaced: placed },
    stored.frames,
    stored.scripts,
  );
}

/** What becomes of a waiting caller, in the words of their flow. */
function heardOf(outcome: QueueOutcome): IvrEvent {
  if (outcome.kind === 'agentAnswered' || outcome.kind === 'agentGone') return outcome;
  return { kind: 'queue', outcome: outcome.kind };
}

const musicOf = (acd: Acd, queue: QueueName): string => acd.state().queues.get(queue)?.music ?? musicDefault;

const frameOf = (calls: Calls, call: CallId): Frame | undefined => calls.frames().find((frame) => frame.call === call);

const callerOf = ({ calls, callbacks }: Wiring, call: CallId): string | null =>
  frameOf(calls(), call)?.caller ??
  callbacks()
    .list()
    .find(({ id }) => id === call)?.to ??
  null;

/** Whether the agent has left this talk; one who was removed meanwhile finishes it. */
function isOver(acd: Acd, agent: AgentId, agentLeg: LegId): boolean {
  const state = acd.state().agents.get(agent)?.state;
  return state !== undefined && !(state.kind === 'talking' && state.talk.agentLeg === agentLeg);
}

/** Resolves with `task`, or after `ms`, whichever comes first. */
const within = (clock: Clock, ms: number, task: Promise<void>): Promise<void> =>
  Promise.race([task, new Promise<void>((resolve) => void clock.after(ms, resolve))]);
