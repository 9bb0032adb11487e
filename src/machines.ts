// Plugs the machines of one controller into each other: flows, queues, conversations, calls to the outside. Each knows only its own ports; who
// is told of what stands here and nowhere else.

import type { Clock } from './base/clock.ts';
import type { AgentId, CallId, IdSource, LegId, PromptId, QueueName, RoomId } from './base/ids.ts';
import type { Log } from './base/log.ts';
import type { Entry } from './base/machine.ts';
import { type CallEvent, type Fact, type Findings, type Owned, endReason, nothingFound } from './call/index.ts';
import type { Legs, Media, Recorder, Rooms } from './call/ports.ts';
import {
  type Conversations,
  type Outside,
  type TalkRecordings,
  type Talking,
  legsOf,
  roomsOf,
  startConversations,
} from './conversation/index.ts';
import {
  type CallQueue,
  type Calls,
  type FlowRoutes,
  type FlowServices,
  type IvrPorts,
  type World,
  awaitedPrompt,
  startCalls,
} from './ivr/index.ts';
import { withLeftSounds } from './left-recordings.ts';
import { openLegRecord, type LegRecord } from './leg-record.ts';
import { type Outbound, type Policy, outsidePlaces, receptionFrom, startOutbound } from './outbound/index.ts';
import { type Outbox, type Ways, outboxFrom, startOutbox } from './outbox/index.ts';
import {
  type Acd,
  type Talk,
  acdFrom,
  agentReach,
  lineReach,
  placeOf,
  queuesNow,
  ringingLegs,
  startAcd,
} from './queue/index.ts';
import { wireRecordings } from './recording-wires.ts';
import type { Recordings, RecordingsParts } from './recordings/index.ts';
import { type ReceptionDesk, type ServedFlows, receivedBy, startReception } from './reception.ts';
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
  /** What the environment says of itself; it does not change while we live. */
  /** The ways out for messages. */
  readonly ways: Ways;
  /** Resolves when what was recorded so far is on the disk. */
  readonly recorded: () => Promise<void>;
  readonly environment: Pick<World, 'config' | 'numbers'>;
  readonly beep: IvrPorts['beep'];
  /** Unless given, agents cannot call numbers outside. */
  readonly outside?: Outside;
  readonly seal: IvrPorts['seal'];
}

export interface Machines {
  readonly calls: Calls;
  readonly acd: Acd;
  readonly conversations: Conversations;
  readonly outbound: Outbound;
  readonly recordings: Recordings;
  readonly outbox: Outbox;
  readonly reception: ReceptionDesk;
  readonly talkRecordings: TalkRecordings;
  readonly onEvent: (event: CallEvent) => void;
  readonly owned: () => Owned;
  /** The prompts that calls wait for, to be looked for after an absence. */
  readonly awaitedPrompts: () => PromptId[];
  /** Tells the machines what was found to have changed without their hearing of it. */
  readonly tell: (findings: Findings) => void;
  /** The same after an absence; then every machine asks again for what it waits for. */
  readonly resume: (findings: Findings, playing: ReadonlySet<PromptId>) => void;
}

/** How long a conversation waits for the flow's last commands before it takes the caller all the same. */
const callerFreeMsMax = 5_000;

/** The music of a queue that does not say. */
const musicDefault = 'default';

export function startMachines(parts: MachineParts, stored: StoredStates): Machines {
  const wires = wireRecordings(parts, stored);
  const { recordings, talkRecordings } = wires;
  const legRecord = openLegRecord({ ...parts, record: wires.record }, stored.legs);
  const reception = startReception(parts, receptionFrom(stored.reception));
  const routes = receivedBy(reception, parts.routes, { ...parts, home: parts.policy.home });
  const wired = { ...parts, routes, record: legRecord.record, talkRecording: talkRecordings.wished };
  const domain = connected(wired, stored, legRecord);
  const { conversations, acd, calls, outbound, outbox } = domain;
  const onEvent = (event: CallEvent): void => {
    legRecord.onEvent(event);
    calls.onLeg(event);
    const isOutside = outbound.calls().some(({ leg }) => leg === event.leg);
    outbound.onLeg(event);
    // A leg that the ACD did not ask for and that answers is ended by it.
    if (event.kind === 'legAnswered' && !isOutside) acd.post({ kind: 'legAnswered', leg: event.leg });
    if (event.kind === 'legEnded') {
      acd.post({ kind: 'legEnded', leg: event.leg, reason: event.reason });
    }
    conversations.onLeg(event);
  };
  const tell: Machines['tell'] = (findings) => {
    for (const leg of findings.lost) onEvent({ kind: 'legEnded', leg, reason: endReason('unknown', 'lost') });
    abandonOrphans(calls, acd);
    const rungOut = conversations.talking().flatMap(rungOutside);
    const ringing = new Set([...ringingLegs(acd.state()), ...dialling(outbound), ...rungOut]);
    for (const leg of findings.answered) if (ringing.has(leg)) onEvent({ kind: 'legAnswered', leg });
    for (const { leg, caller, called } of findings.newcomers) onEvent({ kind: 'offered', leg, caller, called });
    const astray = new Set(findings.astray);
    conversations.reunite(astray);
    const alive = new Set(calls.frames().map(({ call }) => call));
    outbound.putRight(astray, (call) => alive.has(call));
    for (const { call, leg } of calls.frames()) if (astray.has(leg)) calls.post(call, { kind: 'astray' });
  };
  const resume: Machines['resume'] = (findings, playing) => {
    tell({ ...findings, newcomers: [], astray: [] });
    acd.post({ kind: 'resumed' });
    calls.resume(playing);
    conversations.resume();
    outbound.resume();
    wires.resume(calls.frames(), conversations.talking());
    tell({ ...nothingFound, newcomers: findings.newcomers });
  };
  return {
    calls,
    acd,
    conversations,
    outbound,
    recordings,
    outbox,
    reception,
    talkRecordings,
    onEvent,
    owned: () => ({ ...ownedBy(domain), openLegs: legRecord.open() }),
    awaitedPrompts: () => calls.frames().flatMap((frame) => awaitedPrompt(frame) ?? []),
    tell,
    resume,
  };
}

type Connecting = Omit<MachineParts, 'routes'> & Pick<IvrPorts, 'talkRecording'> & { readonly routes: FlowRoutes };
type Domain = Pick<Machines, 'calls' | 'acd' | 'conversations' | 'outbound' | 'outbox'>;

/** Who tells whom: each machine posts to the others' mailboxes, none calls into another's decision. */
function connected(parts: Connecting, stored: StoredStates, legRecord: LegRecord): Domain {
  const { legs, media, recorder, rooms } = parts.telephony;
  const callerFree = (call: CallId): Promise<void> => within(parts.clock, callerFreeMsMax, calls.settled(call));
  const conversations = startConversations(
    {
      ...{ ...parts, legs, rooms, callerFree },
      outside: parts.outside ?? null,
      colleagues: {
        reach: (to) => (to.kind === 'agent' ? agentReach(acd, to.agent) : lineReach(acd, to.queue)),
        callIn: (request) => acd.post({ kind: 'calledIn', ...request, caller: callerOf(calls, request.call) }),
      },
      onLeft: (call, agent, leg) => void acd.post({ kind: 'conversationEnded', call, agent, leg }),
      onOver: (call, next) => calls.post(call, { kind: 'conversationEnded', next }),
    },
    stored.conversations,
  );
  const acd: Acd = startAcd(
    {
      ...parts,
      legs: { ...legs, ring: (request) => legRecord.ring(legs, request) },
      shownName: (queue) => queue,
      // Asked for a moment ago: by now that talk may be over, and is not begun again.
      connect: (agent, { call, callerLeg, agentLeg, queue: name }) => {
        if (!isOver(acd, agent, agentLeg))
          conversations.begin({ call, agent, callerLeg, agentLeg, music: musicOf(acd, name) });
      },
      tellConversation: (call, agent, leg, outcome) => {
        if (outcome.kind === 'unreached') conversations.unreached(call, leg, outcome.reason);
        else if (!isOver(acd, agent, leg)) conversations.answered(call, agent, leg);
      },
      tellFlow: (call, outcome) => calls.post(call, { kind: 'queue', outcome }),
    },
    acdFrom(stored),
  );
  const queue: CallQueue = {
    join: (request) => acd.post({ ...request, kind: 'callJoined' }),
    leave: (call, why) => acd.post({ kind: 'callLeft', call, why }),
    place: (call) => placeOf(acd.state(), call),
    music: (name) => musicOf(acd, name),
  };
  const { config, numbers } = parts.environment;
  // Counted when an expression asks, not at each event.
  const world: IvrPorts['world'] = (program) => ({
    ...{ program, config, numbers, splits: {} },
    get queues() {
      return queuesNow(acd.state());
    },
  });
  const outbound: Outbound = startOutbound(
    {
      ...parts,
      ...flowsHearing((call, event) => calls.post(call, event)),
      legs: { ...legs, dial: (request) => legRecord.dial(legs, request) },
      rooms,
      partnerFree: callerFree,
    },
    stored.outbound,
  );
  const transfers = transfersBy(outbound);
  const outbox = startOutbox(parts, outboxFrom(stored.letters));
  const calls: Calls = startCalls(
    {
      ...parts,
      legs,
      media,
      recorder,
      rooms,
      queue,
      transfers,
      world,
      outbox,
      sounds: withLeftSounds(parts.sounds, recorder),
    },
    stored.frames,
  );
  return { conversations, acd, calls, outbound, outbox };
}

const musicOf = (acd: Acd, queue: QueueName): string => acd.state().queues.get(queue)?.music ?? musicDefault;

const callerOf = (calls: Calls, call: CallId): string | null =>
  calls.frames().find((frame) => frame.call === call)?.caller ?? null;

function ownedBy({ calls, acd, conversations, outbound }: Domain): Omit<Owned, 'openLegs'> {
  const talking = conversations.talking();
  const outside = outbound.calls();
  const outsideRooms = outsidePlaces(outside);
  const talks = talksOf(acd);
  return {
    callerLegs: new Set<LegId>([
      ...calls.frames().map(({ leg }) => leg),
      ...talks.map(({ callerLeg }) => callerLeg),
      ...outside.flatMap(({ partner }) => partner ?? []),
    ]),
    agentLegs: new Set<LegId>([
      ...ringingLegs(acd.state()),
      ...talks.map(({ agentLeg }) => agentLeg),
      ...talking.flatMap((talk) => legsOf(talk).filter((leg) => leg !== talk.callerLeg)),
      ...outside.map(({ leg }) => leg),
    ]),
    rooms: new Set([...talking.map(({ room }) => room), ...outsideRooms.map(([, room]) => room)]),
    places: new Map<LegId, RoomId | null>([...listening(calls), ...talking.flatMap(roomsOf), ...outsideRooms]),
  };
}

/** Callers who should hear music. */
const listening = (calls: Calls): [LegId, null][] =>
  calls
    .frames()
    .flatMap(({ leg, wait }) => (wait.kind === 'queue' && wait.stage.kind === 'music' ? [[leg, null]] : []));

/** The leg to a number outside that is being called. */
const rungOutside = ({ stage }: Talking): LegId[] =>
  stage.kind === 'calling' && stage.other.kind === 'number' ? [stage.other.leg] : [];

/** Numbers that are being dialled. */
const dialling = (outbound: Outbound): LegId[] =>
  outbound.calls().flatMap(({ kind, leg }) => (kind === 'dialling' ? [leg] : []));

/** What the ACD takes to be talks under way. */
const talksOf = (acd: Acd): Talk[] =>
  [...acd.state().agents.values()].flatMap(({ state }) => (state.kind === 'talking' ? [state.talk] : []));

/** Whether the agent has left this talk; one who was removed meanwhile finishes it. */
function isOver(acd: Acd, agent: AgentId, agentLeg: LegId): boolean {
  const state = acd.state().agents.get(agent)?.state;
  return state !== undefined && !(state.kind === 'talking' && state.talk.agentLeg === agentLeg);
}

/** A call that ended between its own record and the ACD's still stands in the line: nobody waits there. */
function abandonOrphans(calls: Calls, acd: Acd): void {
  const alive = new Set(calls.frames().map(({ call }) => call));
  for (const call of acd.state().waiting.keys())
    if (!alive.has(call)) acd.post({ kind: 'callLeft', call, why: 'abandoned' });
}

/** Resolves with `task`, or after `ms`, whichever comes first. */
const within = (clock: Clock, ms: number, task: Promise<void>): Promise<void> =>
  Promise.race([task, new Promise<void>((resolve) => void clock.after(ms, resolve))]);
