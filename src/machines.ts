// All machines of one controller, and what the telephone system tells them. Not here: what they tell each other
// (machine-wires.ts).

import type { LegId, PromptId, RoomId } from './base/ids.ts';
import { type CallEvent, type Findings, type Owned, endReason, nothingFound } from './call/index.ts';
import { type TalkRecordings, type Talking, legsOf, roomsOf } from './conversation/index.ts';
import { type Calls, awaitedPrompt } from './ivr/index.ts';
import { openLegRecord, type LegRecord } from './leg-record.ts';
import { type Outbound, outsidePlaces, receptionFrom } from './outbound/index.ts';
import { type Acd, type Talk, ringingLegs } from './queue/index.ts';
import { type RecordingWires, wireRecordings } from './recording-wires.ts';
import type { Recordings } from './recordings/index.ts';
import { type ReceptionDesk, receivedBy, startReception } from './reception.ts';
import type { StoredStates } from './stored-decode.ts';
import { type Domain, type MachineParts, connected } from './machine-wires.ts';

export interface Machines extends Domain {
  readonly recordings: Recordings;
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

export function startMachines(parts: MachineParts, stored: StoredStates): Machines {
  const wires = wireRecordings(parts, stored);
  const { recordings, talkRecordings } = wires;
  const legRecord = openLegRecord({ ...parts, record: wires.record }, stored.legs);
  const reception = startReception(parts, receptionFrom(stored.reception));
  const routes = receivedBy(reception, parts.routes, { ...parts, home: parts.policy.home });
  const wired = { ...parts, routes, record: legRecord.record, talkRecording: talkRecordings.wished };
  const domain = connected(wired, stored, legRecord);
  const { calls } = domain;
  return {
    ...domain,
    ...{ recordings, reception, talkRecordings },
    ...earsOf(domain, legRecord, wires),
    owned: () => ({ ...ownedBy(domain), openLegs: legRecord.open() }),
    awaitedPrompts: () => calls.frames().flatMap((frame) => awaitedPrompt(frame) ?? []),
  };
}

/** What the telephone system tells, now or after an absence, told to every machine. */
function earsOf(
  { conversations, acd, calls, outbound }: Domain,
  legRecord: LegRecord,
  wires: RecordingWires,
): Pick<Machines, 'onEvent' | 'tell' | 'resume'> {
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
    conversations.resume(new Set(findings.astray));
    outbound.resume();
    wires.resume(calls.frames(), conversations.talking());
    tell({ ...nothingFound, newcomers: findings.newcomers });
  };
  return { onEvent, tell, resume };
}

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

/** A call that ended between its own record and the ACD's still stands in the line: nobody waits there. */
function abandonOrphans(calls: Calls, acd: Acd): void {
  const alive = new Set(calls.frames().map(({ call }) => call));
  for (const call of acd.state().waiting.keys())
    if (!alive.has(call)) acd.post({ kind: 'callLeft', call, why: 'abandoned' });
}
