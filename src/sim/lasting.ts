// What may be untrue for a moment, while commands are on their way, but must not last: nothing is left over, nobody is
// forgotten. Not here: what must hold at every instant (invariants.ts).

import type { Instant } from '../base/clock.ts';
import { callOf } from '../callbacks/index.ts';
import { isConversationRoom, legsOf, partiesOf, roomsOf, talkOf } from '../conversation/index.ts';
import { type Placed, isOutsideRoom, isTogether } from '../outbound/index.ts';
import type { Picture } from './ports.ts';

/** How long, with the telephone system in hand all the while, one machine may be behind another: two commands with all
 * their repeats. */
export const behindMsMax = 20_000;
/** How long the telephone system may hold other than what we believe: several audits, of which some fail. */
export const leftOverMsMax = 90_000;
/** How long a call may stand at one statement: longer than the longest wait of any flow that is simulated. */
export const standstillMsMax = 150_000;

export interface LooseEnds {
  /** Looks at the next picture; what has lasted too long, in sentences. */
  readonly look: (picture: Picture) => readonly string[];
}

export function watchLooseEnds(): LooseEnds {
  let since = new Map<string, Instant>();
  return {
    look: (picture) => {
      const inHand = picture.controller === 'alive' && picture.connection === 'ready';
      const next = new Map<string, Instant>();
      const broken: string[] = [];
      for (const [what, msMax] of inHand ? looseEndsIn(picture) : []) {
        const from = since.get(what) ?? picture.at;
        next.set(what, from);
        if (picture.at - from > msMax) broken.push(`for ${String(msMax / 1_000)} s: ${what}`);
      }
      since = next;
      return broken;
    },
  };
}

function* looseEndsIn(picture: Picture): Generator<readonly [what: string, msMax: number]> {
  for (const what of [...leftOver(picture), ...unheard(picture)]) yield [what, leftOverMsMax];
  for (const what of [...machineEnds(picture), ...unrecorded(picture)]) yield [what, behindMsMax];
  for (const { call, wait, address } of picture.frames)
    if ((wait.kind !== 'queue' && wait.kind !== 'transfer') || wait.stage.kind !== 'talking')
      yield [`${call} stands at ${String(address)} ${JSON.stringify(wait)}`, standstillMsMax];
}

/** What the telephone system holds and nobody owns, and the reverse. */
function* leftOver({ legs, rooms, frames, talking, placed, openLegs, acd }: Picture): Generator<string> {
  const there = new Set(legs.map(({ leg }) => leg));
  const outside = [...placed.values()].filter((one) => one.kind !== 'over');
  const owned = new Set([
    ...frames.map(({ leg }) => leg),
    ...talking.flatMap(legsOf),
    ...[...acd.agents.values()].flatMap(({ state }) => (state.kind === 'reserved' ? [state.leg] : [])),
    ...outside.map(({ leg }) => leg),
  ]);
  for (const { leg } of legs) if (!owned.has(leg)) yield `${leg} is up and nobody’s`;
  for (const leg of new Set([...owned, ...openLegs])) if (!there.has(leg)) yield `${leg} is gone and somebody’s`;
  const talked = new Set(talking.map(({ room }) => room));
  const placedRooms = new Set(outside.flatMap((one) => (isTogether(one) ? [`outside-${one.leg}`] : [])));
  for (const { room } of rooms) {
    const isLeft = isConversationRoom(room) ? !talked.has(room) : isOutsideRoom(room) && !placedRooms.has(room);
    if (isLeft) yield `${room} is nobody’s`;
  }
}

/** People who do not hear what they should. */
function* unheard({ rooms, frames, talking, placed }: Picture): Generator<string> {
  for (const talk of talking)
    for (const [leg, room] of roomsOf(talk))
      if (!rooms.some((one) => one.room === room && one.legs.includes(leg)))
        yield `${talk.call} talks and ${leg} is not in ${room}`;
  for (const one of placed.values()) {
    if (one.kind === 'over' || one.partner === null) continue;
    const { partner, leg } = one;
    const together = rooms.some(({ legs }) => legs.includes(partner) && (!isTogether(one) || legs.includes(leg)));
    if (!together) yield `${one.id} is ${one.kind} and its caller hears nobody`;
  }
  for (const { call, leg, wait } of frames)
    if (wait.kind === 'queue' && wait.stage.kind === 'music' && !rooms.some((room) => room.legs.includes(leg)))
      yield `${call} waits in silence`;
}

/** Conversations that should be recorded and are not, and the reverse: every simulated call asks for it. */
function* unrecorded({ talking, followed, frames }: Picture): Generator<string> {
  const wished = new Set(frames.flatMap(({ call, recording }) => (recording === 'on' ? [call] : [])));
  const talks = talking.flatMap((talk) => (wished.has(talk.call) ? (talkOf(talk) ?? []) : []));
  const heard = talks.filter(({ caller }) => caller === 'with');
  const legs = new Set(heard.flatMap(({ sides }) => [sides.callerLeg, sides.agentLeg]));
  for (const leg of legs) if (!followed.has(leg)) yield `${leg} talks and is not recorded`;
  for (const leg of followed) if (!legs.has(leg)) yield `${leg} is recorded and does not talk`;
}

/** In the line itself, or in a block that runs meanwhile. */
const isInLine = ({ stay, wait }: Picture['frames'][number]): boolean =>
  stay !== null && !(wait.kind === 'queue' && wait.stage.kind === 'talking');

/** What one machine believes of another. */
function* machineEnds(picture: Picture): Generator<string> {
  const { frames, talking, ending, acd, callbacks } = picture;
  const waitingCallbacks = new Set(callbacks.filter(isWaiting).map(callOf));
  yield* transferEnds(picture);
  const frameOf = new Map(frames.map((frame) => [frame.call, frame]));
  const conversations = new Set(talking.map(({ call }) => call));
  const inConversation = new Set(talking.flatMap(legsOf));
  for (const call of ending) yield `${call} ended its conversation and nobody was told`;
  for (const { call, wait } of frames)
    if (wait.kind === 'queue' && wait.stage.kind === 'talking' && !conversations.has(call))
      yield `${call} talks with nobody`;
  for (const call of acd.waiting.keys()) {
    const frame = frameOf.get(call);
    if (waitingCallbacks.has(call)) continue;
    if (frame === undefined || !isInLine(frame)) yield `${call} stands in a line that it is not in`;
  }
  for (const frame of frames)
    if (isInLine(frame) && !acd.waiting.has(frame.call)) yield `${frame.call} believes that it stands in a line`;
  for (const call of waitingCallbacks)
    if (!acd.waiting.has(call)) yield `the callback ${call} believes that it stands in a line`;
  for (const { id, state } of acd.agents.values())
    if (state.kind === 'talking' && !inConversation.has(state.talk.agentLeg)) yield `${id} talks with nobody`;
  yield* wanted(talking, acd);
}

/** In a line, with an agent or without. */
const isWaiting = ({ stage }: Picture['callbacks'][number]): boolean =>
  stage.kind !== 'scheduled' && stage.kind !== 'talking';

/** The call to the number that a callback waits for or talks by. */
const dialOf = ({ id, dialCount, stage }: Picture['callbacks'][number]): string[] =>
  stage.kind === 'scheduled' || stage.kind === 'inLine' ? [] : [`${id}-dial-${String(dialCount)}`];

/** Agents whom a conversation wants, and the conversation that wants them. */
function* wanted(talking: Picture['talking'], acd: Picture['acd']): Generator<string> {
  const agents = [...acd.agents.values()];
  const calling = talking.flatMap(({ stage }) =>
    stage.kind === 'calling' && stage.other.kind === 'agent' ? [stage.other.leg] : [],
  );
  const rung = agents.flatMap(({ state }) =>
    state.kind === 'reserved' && state.origin.kind === 'conversation' ? [state.leg] : [],
  );
  for (const leg of rung) if (!calling.includes(leg)) yield `${leg} is rung for a conversation that does not want it`;
  for (const leg of calling) if (!rung.includes(leg)) yield `a conversation waits for ${leg}, which is not rung`;
}

/** What flows, conversations, callbacks and calls to the outside believe of one another. */
function* transferEnds({ frames, talking, placed, callbacks }: Picture): Generator<string> {
  const numbers = talking.flatMap((talk) => numbersOf(talk, [...placed.values()]));
  const wanted = new Set<string>([...numbers, ...callbacks.flatMap(dialOf)]);
  for (const { call, wait } of frames) if (wait.kind === 'transfer') wanted.add(`${call}-transfer-${wait.transfer}`);
  for (const id of wanted) if (!placed.has(id)) yield `${id} is waited for and nobody places it`;
  for (const { id, kind } of placed.values()) {
    if (kind === 'over') yield `${id} is over and nobody was told`;
    else if (!wanted.has(id)) yield `${id} is ${kind} and nobody wants it`;
  }
}

/** The names of the numbers that a conversation calls or talks with, as they are placed. */
function numbersOf(talk: Picture['talking'][number], placed: readonly Placed[]): string[] {
  const { stage } = talk;
  const called = stage.kind === 'calling' && stage.other.kind === 'number' ? [stage.other.leg] : [];
  const numbers = partiesOf(talk).filter(({ kind }) => kind === 'number');
  const names = numbers.map(({ leg }) => placed.find((one) => one.leg === leg)?.id ?? `the call on ${leg}`);
  return [...called, ...names];
}
