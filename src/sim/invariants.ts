// What must hold at every instant, judged from one picture of the centre. Not here: facts (ledger.ts), nor what may be
// untrue for a moment (lasting.ts).

import type { AgentId, CallId, LegId, RoomId } from '../base/ids.ts';
import { legsOf, partiesOf } from '../conversation/index.ts';
import { match } from '../queue/index.ts';
import type { Agent } from '../queue/index.ts';
import type { Picture } from './ports.ts';

/** The rules that this picture breaks, in sentences. */
export function violationsIn(picture: Picture): readonly string[] {
  return [agentsInTwoCalls, unpairedOffers, overfullLines, idleMatches, spokenOver, notRecorded].flatMap((rule) =>
    rule(picture),
  );
}

/** The call that an agent is promised to or talks with, unless a conversation has them in it: there may be two. */
function callOf({ state }: Agent, inConversation: ReadonlySet<LegId>): CallId | null {
  if (state.kind === 'reserved') return state.origin.kind === 'line' ? state.call : null;
  return state.kind === 'talking' && !inConversation.has(state.talk.agentLeg) ? state.talk.call : null;
}

function agentsInTwoCalls({ acd, talking, ending, rooms, legs }: Picture): readonly string[] {
  const inConversation = new Set(talking.flatMap((talk) => [...legsOf(talk), ...talk.leaving.map(({ leg }) => leg)]));
  // Of a conversation that is over the ACD hears one agent after the other.
  const held = [...acd.agents.values()]
    .map((agent) => callOf(agent, inConversation))
    .filter((call) => call !== null && !ending.includes(call));
  const agents = talking.flatMap(partiesOf).flatMap((party) => (party.kind === 'agent' ? [party.agent] : []));
  const phoneOf = new Map(
    legs.flatMap(({ leg, direction, called }) =>
      direction === 'outbound' && !called.startsWith('+') ? [[leg, called]] : [],
    ),
  );
  const heard = rooms
    .filter((room) => room.legs.length > 1 && !isForWaiting(room.room))
    .flatMap((room) => room.legs.map((leg) => phoneOf.get(leg)));
  return [
    ...repeated(held).map((call) => `${call} is held by two agents`),
    ...repeated(agents).map((agent) => `${agent} is in two conversations`),
    ...repeated(heard.filter((phone) => phone !== undefined)).map((phone) => `${phone} hears two callers`),
  ];
}

/** There everybody hears music and nobody else: a phone may be there twice, while a leg that could not be ended is not yet found. */
const isForWaiting = (room: RoomId): boolean => room.startsWith('waiting-');

/** An offer stands on both sides or on none. */
function unpairedOffers({ acd }: Picture): readonly string[] {
  const broken: string[] = [];
  for (const { call, place } of acd.waiting.values()) {
    const agent = place.kind === 'offered' ? acd.agents.get(place.agent) : undefined;
    if (place.kind === 'offered' && (agent?.state.kind !== 'reserved' || agent.state.call !== call))
      broken.push(`${call} is offered to ${place.agent}, who does not know`);
  }
  for (const { id, state } of acd.agents.values()) {
    const place = isOffered(state) ? acd.waiting.get(state.call)?.place : undefined;
    if (isOffered(state) && !(place?.kind === 'offered' && place.agent === id))
      broken.push(`${id} is reserved for ${state.call}, which does not know`);
  }
  return broken;
}

/** Nobody but who was promised a place joins a line that is full. */
function overfullLines({ acd, callbacks }: Picture): readonly string[] {
  const promised = new Set<string>(callbacks.map(({ call }) => call));
  const callers = [...acd.waiting.values()].filter(({ call }) => !promised.has(call));
  return [...acd.queues.values()].flatMap(({ name, waitingMax }) => {
    const count = callers.filter(({ queue }) => queue === name).length;
    return waitingMax !== null && count > waitingMax ? [`${name} holds ${count} callers, not ${waitingMax}`] : [];
  });
}

const isOffered = (state: Agent['state']): state is Extract<Agent['state'], { kind: 'reserved' }> =>
  state.kind === 'reserved' && state.origin.kind === 'line';

/** While phones can be rung, nobody waits in a line with a ready agent who fitted a moment ago: what is needed may change in this one. */
function idleMatches({ at, acd, controller, connection }: Picture): readonly string[] {
  if (controller === 'dead') return [];
  const isReady = connection === 'ready';
  if (isReady !== (acd.link === 'up')) return [`the connection is ${connection} and the ACD’s link ${acd.link}`];
  if (!isReady) return [];
  return match(acd.waiting.values(), acd.agents.values(), at - 1).map(
    ({ waiting, agent }) => `${waiting.call} waits although ${agent.id} is ready`,
  );
}

/** While caller and agent talk, the flow is silent. */
function spokenOver({ connection, frames, talking }: Picture): readonly string[] {
  const conversations = new Set(connection === 'ready' ? talking.map(({ call }) => call) : []);
  const speaking = frames.filter(({ wait }) => wait.kind !== 'queue' || wait.stage.kind !== 'talking');
  return speaking.filter(({ call }) => conversations.has(call)).map(({ call }) => `${call} talks and its flow goes on`);
}

/** What lives is what a start now would find: each state under its key, and no other. */
function notRecorded({
  controller,
  acd,
  frames,
  talking,
  ending,
  placed,
  openLegs,
  letters,
  callbacks,
  recorded,
  stored,
}: Picture): readonly string[] {
  if (controller === 'dead') return [];
  const living = new Set([
    ...frames.map(({ call }) => `call/${call}`),
    ...[...talking.map(({ call }) => call), ...ending].map((call) => `conversation/${call}`),
    ...[...placed.keys()].map((id) => `placed/${id}`),
    ...[...openLegs].map((leg) => `leg/${leg}`),
    ...recorded.calls.map((call) => `talkRecording/${call}`),
    ...recorded.recordings.map((recording) => `recording/${recording}`),
    ...[...acd.waiting.keys()].map((call) => `waiting/${call}`),
    ...[...acd.agents.keys()].map((agent: AgentId) => `agent/${agent}`),
    ...[...acd.queues.keys()].map((queue) => `queue/${queue}`),
    ...[...acd.handling.keys()].map((queue) => `handling/${queue}`),
    ...letters.map((key) => `letter/${key}`),
    ...callbacks.map(({ id }) => `callback/${id}`),
  ]);
  const missing = [...living].filter((key) => !stored.has(key)).map((key) => `${key} lives and is not recorded`);
  return [
    ...missing,
    ...[...stored.keys()]
      .filter((key) => !living.has(key) && !isOfThePast(key))
      .map((key) => `${key} is recorded and dead`),
  ];
}

/** What was spent, and how trunks did: nothing that lives. */
const isOfThePast = (key: string): boolean => key === 'outbound/books' || key.startsWith('breaker/');

function repeated<Value>(values: readonly Value[]): readonly Value[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
