// Plugs the machines of one controller into each other: flows, queues, conversations. Each knows only its own ports; who
// is told of what stands here and nowhere else.

import type { Clock } from './base/clock.ts';
import type { AgentId, CallId, IdSource, LegId, PromptId, RoomId } from './base/ids.ts';
import type { Log } from './base/log.ts';
import type { Entry } from './base/machine.ts';
import { type CallEvent, type Fact, type Findings, type Owned, endReason, nothingFound } from './call/index.ts';
import type { Legs, Media, Recorder, Rooms } from './call/ports.ts';
import { type Conversations, type TalkRecordings, type Talking, startConversations } from './conversation/index.ts';
import { wireRecordings } from './recording-wires.ts';
import { type CallQueue, type Calls, type FlowRoutes, type IvrPorts, awaitedPrompt, startCalls } from './ivr/index.ts';
import { withLeftSounds } from './left-recordings.ts';
import { openLegRecord, type LegRecord } from './leg-record.ts';
import { type Acd, type Talk, acdFrom, ringingLegs, startAcd } from './queue/index.ts';
import type { Recordings, RecordingsParts } from './recordings/index.ts';
import type { StoredStates } from './stored-decode.ts';

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
  readonly routes: FlowRoutes;
  readonly recordingStore: Pick<RecordingsParts, 'shelf' | 'index'>;
  readonly sounds: IvrPorts['sounds'];
  readonly beep: IvrPorts['beep'];
  readonly seal: IvrPorts['seal'];
}

export interface Machines {
  readonly calls: Calls;
  readonly acd: Acd;
  readonly conversations: Conversations;
  readonly recordings: Recordings;
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
  const wires = wireRecordings(parts, stored, () => talksOf(acd));
  const { recordings, talkRecordings } = wires;
  const legRecord = openLegRecord({ ...parts, record: wires.record }, stored.legs);
  const wired = { ...parts, record: legRecord.record, talkRecording: talkRecordings.wished };
  const { conversations, acd, calls } = connected(wired, stored, legRecord);
  const onEvent = (event: CallEvent): void => {
    legRecord.onEvent(event);
    calls.onLeg(event);
    if (event.kind === 'legAnswered') acd.post({ kind: 'legAnswered', leg: event.leg });
    if (event.kind === 'legEnded') {
      acd.post({ kind: 'legEnded', leg: event.leg, reason: event.reason });
      conversations.legEnded(event.leg, event.reason);
    }
  };
  const tell: Machines['tell'] = (findings) => {
    for (const leg of findings.lost) onEvent({ kind: 'legEnded', leg, reason: endReason('unknown', 'lost') });
    abandonOrphans(calls, acd);
    const ringing = new Set(ringingLegs(acd.state()));
    for (const leg of findings.answered) if (ringing.has(leg)) onEvent({ kind: 'legAnswered', leg });
    for (const { leg, caller, called } of findings.newcomers) onEvent({ kind: 'offered', leg, caller, called });
    const astray = new Set(findings.astray);
    conversations.reunite(astray);
    for (const { call, leg } of calls.frames()) if (astray.has(leg)) calls.post(call, { kind: 'astray' });
  };
  const resume: Machines['resume'] = (findings, playing) => {
    tell({ ...findings, newcomers: [], astray: [] });
    acd.post({ kind: 'resumed' });
    calls.resume(playing);
    conversations.resume();
    wires.resume(calls.frames(), conversations.talking());
    tell({ ...nothingFound, newcomers: findings.newcomers });
  };
  return {
    calls,
    acd,
    conversations,
    recordings,
    talkRecordings,
    onEvent,
    owned: () => ({ ...ownedBy(calls, acd, conversations), openLegs: legRecord.open() }),
    awaitedPrompts: () => calls.frames().flatMap((frame) => awaitedPrompt(frame) ?? []),
    tell,
    resume,
  };
}

/** Who tells whom: each machine posts to the others' mailboxes, none calls into another's decision. */
function connected(
  parts: MachineParts & Pick<IvrPorts, 'talkRecording'>,
  stored: StoredStates,
  legRecord: LegRecord,
): Pick<Machines, 'calls' | 'acd' | 'conversations'> {
  const { legs, media, recorder, rooms } = parts.telephony;
  const onEnded = (call: CallId, agent: AgentId): void => {
    acd.post({ kind: 'conversationEnded', call, agent });
    calls.post(call, { kind: 'conversationEnded' });
  };
  const callerFree = (call: CallId): Promise<void> => within(parts.clock, callerFreeMsMax, calls.settled(call));
  const conversations = startConversations({ ...parts, legs, rooms, callerFree, onEnded }, stored.conversations);
  const acd: Acd = startAcd(
    {
      ...parts,
      legs: { ...legs, ring: (request) => legRecord.ring(legs, request) },
      shownName: (queue) => queue,
      // Asked for a moment ago: by now that talk may be over, and is not begun again.
      connect: (agent, { call, callerLeg, agentLeg }) => {
        if (!isOver(acd, agent, agentLeg)) conversations.begin({ call, agent, callerLeg, agentLeg });
      },
      tellFlow: (call, outcome) => calls.post(call, { kind: 'queue', outcome }),
    },
    acdFrom(stored),
  );
  const queue: CallQueue = {
    join: (request) => acd.post({ ...request, kind: 'callJoined' }),
    leave: (call, why) => acd.post({ kind: 'callLeft', call, why }),
    music: (name) => acd.state().queues.get(name)?.music ?? musicDefault,
  };
  const calls: Calls = startCalls(
    { ...parts, legs, media, recorder, rooms, queue, sounds: withLeftSounds(parts.sounds, recorder) },
    stored.frames,
  );
  return { conversations, acd, calls };
}

function ownedBy(calls: Calls, acd: Acd, conversations: Conversations): Omit<Owned, 'openLegs'> {
  const talking = conversations.talking();
  const talks = talksOf(acd);
  return {
    callerLegs: new Set<LegId>([...calls.frames().map(({ leg }) => leg), ...talks.map(({ callerLeg }) => callerLeg)]),
    agentLegs: new Set<LegId>([
      ...ringingLegs(acd.state()),
      ...talks.map(({ agentLeg }) => agentLeg),
      ...talking.map(({ agentLeg }) => agentLeg),
    ]),
    rooms: new Set(talking.map(({ room }) => room)),
    places: new Map([...listening(calls), ...talking.flatMap(placesOf)]),
  };
}

/** Callers who should hear music. */
const listening = (calls: Calls): [LegId, null][] =>
  calls
    .frames()
    .flatMap(({ leg, wait }) => (wait.kind === 'queue' && wait.stage.kind === 'music' ? [[leg, null]] : []));

const placesOf = ({ callerLeg, agentLeg, room }: Talking): [LegId, RoomId][] => [
  [callerLeg, room],
  [agentLeg, room],
];

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
