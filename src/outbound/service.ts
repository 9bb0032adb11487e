// Runs the machine of calls to the outside and performs what it asks for. Not here: decisions (outbound.ts).

import { unreachable } from '../base/assert.ts';
import { type Clock, remainingMs } from '../base/clock.ts';
import { type CallId, type LegId, type RoomId, roomId } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import { type Entry, type Machine, startMachine } from '../base/machine.ts';
import { type CallEvent, type OutboundFact, endReason, insist } from '../call/index.ts';
import { type Legs, type Rooms, TelephonyFault } from '../call/ports.ts';
import { type Books, emptyBooks } from './books.ts';
import { outboundChanges } from './outbound-turn.ts';
import type { Refused, Wish } from './gate.ts';
import { isTogether, judge, outboundTransition, roomOf } from './outbound.ts';
import type {
  OutboundEffect,
  OutboundEvent,
  OutboundState,
  PlaceRequest,
  Placed,
  PlacedOutcome,
  StoredBreaker,
} from './placed.ts';
import type { Policy } from './policy.ts';

export interface OutboundPorts {
  readonly clock: Clock;
  readonly log: Log;
  /** A number from 0 up to 1. */
  readonly random: () => number;
  readonly policy: Policy;
  readonly record: (entry: Entry<OutboundFact>) => void;
  readonly legs: Pick<Legs, 'dial' | 'end'>;
  readonly rooms: Pick<Rooms, 'open' | 'join' | 'leave' | 'close'>;
  /** Resolves once nothing is under way any more that would move the partner elsewhere; never rejects. */
  readonly partnerFree: (call: CallId) => Promise<void>;
  /** Of a call without a partner: its leg lets something be heard before the answer. */
  readonly onSounding: (id: string, call: CallId, leg: LegId) => void;
  readonly onAnswered: (id: string, call: CallId, leg: LegId) => void;
  /** Must have recorded what it means when it returns: the call is forgotten then. */
  readonly onEnded: (id: string, call: CallId, outcome: PlacedOutcome) => void;
}

/** One that is not over. */
export type LivePlaced = Exclude<Placed, { kind: 'over' }>;

/** All calls to the outside of this controller. */
export interface Outbound {
  /** Safe to repeat: one id, one call. What comes of it is told by the ports. */
  place(request: PlaceRequest): void;
  callOff(id: string): void;
  /** What happened to a leg; legs that are not concerned are ignored. */
  onLeg(event: CallEvent): void;
  /** Asks again for whatever was under way. */
  resume(): void;
  /** Calls of whom one was found elsewhere are brought together again; those that nobody wants any more are called off. */
  putRight(astray: ReadonlySet<LegId>, isWanted: (placed: LivePlaced) => boolean): void;
  /** Whether such a call would be placed now in the service of that call. Nothing is placed; a refusal is recorded. */
  judge(call: CallId, wish: Wish): 'ok' | Refused;
  /** Those that are not over. */
  calls(): readonly LivePlaced[];
  state(): OutboundState;
}

/** What the journal holds of it. */
export interface StoredOutbound {
  readonly placed: readonly Placed[];
  readonly breakers: readonly StoredBreaker[];
  readonly books: Books | null;
}

/** Starts from what was stored. Nothing is performed until the first event. */
export function startOutbound(ports: OutboundPorts, stored: StoredOutbound): Outbound {
  const machine: Machine<OutboundState, OutboundEvent> = startMachine<
    OutboundState,
    OutboundEvent,
    OutboundFact,
    OutboundEffect
  >({
    name: 'outbound',
    state: stateOf(stored),
    now: ports.clock.now,
    transition: outboundTransition(ports.policy),
    changes: outboundChanges,
    record: ports.record,
    lane: ({ id }) => id,
    perform: (effect) => perform(ports, effect, machine.post),
    // One event that cannot be decided must not stop everybody's calls: it is left out, and told.
    onFault: (fault, event) => {
      ports.log.error('An event of calls to the outside could not be decided on.', { fault, kind: event.kind });
      return 'goOn';
    },
    onEffectFault: (fault, id) => {
      ports.log.error('A call to the outside could not do what it decided.', { id, fault });
      machine.post({ kind: 'callOff', id });
    },
  });
  const calls = () => [...machine.state().calls.values()].filter((placed) => placed.kind !== 'over');
  return {
    place: (request) => machine.post({ kind: 'place', ...request, chance: ports.random() }),
    callOff: (id) => machine.post({ kind: 'callOff', id }),
    onLeg: (event) => {
      if (isOfProgress(event)) machine.post(event);
    },
    resume: () => machine.post({ kind: 'resumed' }),
    judge: (call, wish) => judged(ports, machine.state(), { call, wish }),
    putRight: (astray, isWanted) => {
      for (const placed of calls()) {
        const { id, leg, partner } = placed;
        if (!isWanted(placed)) machine.post({ kind: 'callOff', id });
        else if (astray.has(leg) || (partner !== null && astray.has(partner))) machine.post({ kind: 'astray', id });
      }
    },
    calls,
    state: () => machine.state(),
  };
}

/** A refusal is recorded: whoever tries numbers that may not be called is to be seen. */
function judged(
  { clock, policy, record }: OutboundPorts,
  state: OutboundState,
  { call, wish }: { readonly call: CallId; readonly wish: Wish },
): 'ok' | Refused {
  const at = clock.now();
  const found = judge(wish, policy, state, at);
  if (found === 'ok') return found;
  const fact = { kind: 'dialRefused', call, why: found } as const;
  record({ at, machine: 'outbound', event: { kind: 'judged' }, facts: [fact], changes: {} });
  return found;
}

type Progress = Extract<CallEvent, { kind: 'legRinging' | 'legSounding' | 'legAnswered' | 'legEnded' }>;

const progressKinds: ReadonlySet<CallEvent['kind']> = new Set(['legRinging', 'legSounding', 'legAnswered', 'legEnded']);
const isOfProgress = (event: CallEvent): event is Progress => progressKinds.has(event.kind);

const stateOf = ({ placed, breakers, books }: StoredOutbound): OutboundState => ({
  books: { ...emptyBooks, ...books },
  breakers: Object.fromEntries(breakers.map(({ trunk, breaker }) => [trunk, breaker])),
  calls: new Map(placed.map((one) => [one.id, one])),
});

/** Where the legs of these calls should be: with the music until there is something to hear, then together. */
export const outsidePlaces = (calls: ReturnType<Outbound['calls']>): [LegId, RoomId][] =>
  calls.flatMap((placed): [LegId, RoomId][] => {
    if (placed.partner === null) return [];
    if (!isTogether(placed)) return [[placed.partner, musicRoom]];
    return [
      [placed.partner, roomOf(placed)],
      [placed.leg, roomOf(placed)],
    ];
  });

type Post = (event: OutboundEvent) => unknown;

async function perform(ports: OutboundPorts, effect: OutboundEffect, post: Post): Promise<void> {
  switch (effect.kind) {
    case 'dial':
      return dial(ports, effect, post);
    case 'bringTogether':
      return bringTogether(ports, effect, post);
    case 'entertain':
      return quietly(ports, () => entertain(ports, effect.leg));
    case 'takeBack':
      return quietly(ports, () => ports.rooms.leave(musicRoom, effect.leg));
    case 'endLeg':
      return quietly(ports, () => ports.legs.end(effect.leg, 'normal'));
    case 'closeRoom':
      return quietly(ports, () => ports.rooms.close(effect.room));
    case 'timer':
      ports.clock.after(remainingMs(effect.wait, ports.clock.now()), () =>
        post({ kind: 'timer', id: effect.id, at: effect.wait.at }),
      );
      return;
    case 'tellSounding':
      ports.onSounding(effect.id, effect.call, effect.leg);
      return;
    case 'tellAnswered':
      ports.onAnswered(effect.id, effect.call, effect.leg);
      return;
    case 'tellEnded':
      ports.onEnded(effect.id, effect.call, effect.outcome);
      post({ kind: 'told', id: effect.id });
      return;
    default:
      return unreachable(effect);
  }
}

/** One for all who wait for a number to answer, kept like the queues' waiting rooms, with the music of a queue that has none. */
const musicRoom = roomId('waiting-outside');
const music = 'default';

async function entertain({ rooms, log }: OutboundPorts, leg: LegId): Promise<void> {
  await rooms.open(musicRoom, { kind: 'waiting', music });
  if ((await rooms.join(musicRoom, leg)) === 'gone') log.info('Who was to hear music has left.', { leg });
}

/** What cannot be ended or closed now is found by the next audit; whoever waits for the end is told all the same. */
async function quietly({ clock, log }: OutboundPorts, command: () => Promise<unknown>): Promise<void> {
  try {
    await insist(clock, command);
  } catch (fault) {
    if (!(fault instanceof TelephonyFault)) throw fault;
    log.warn('Something of a call to the outside was left over; an audit will find it.', { fault });
  }
}

/** What it means that there is no leg: it could not begin, or it has ended and nobody knows how. */
const goneReasons = { first: endReason('network', 'unreachable'), again: endReason('unknown', 'lost') } as const;

/** Without an answer to our request it may ring all the same: it is ended, and not dialled again by another trunk. */
async function dial(ports: OutboundPorts, effect: OutboundEffect & { kind: 'dial' }, post: Post): Promise<void> {
  const { leg } = effect.request;
  try {
    const done = await insist(ports.clock, () =>
      ports.legs.dial({ ...effect.request, timeoutMs: remainingMs(effect.until, ports.clock.now()) }),
    );
    if (done === 'gone') post({ kind: 'legEnded', leg, reason: goneReasons[effect.request.when] });
  } catch (fault) {
    if (!(fault instanceof TelephonyFault)) throw fault;
    ports.log.warn('A number outside could not be dialled.', { leg, fault });
    post({ kind: 'dialFailed', leg });
  }
}

/** A leg that is gone ends the call here too: after an absence its end may never be heard. */
async function bringTogether(
  { rooms, log, clock, partnerFree }: OutboundPorts,
  { id, call, room, legs, onFailure }: OutboundEffect & { kind: 'bringTogether' },
  post: Post,
): Promise<void> {
  try {
    await insist(clock, () => rooms.open(room, { kind: 'conversation' }));
    await partnerFree(call);
    const joins = await Promise.all(legs.map((leg) => insist(clock, () => rooms.join(room, leg))));
    // What has not been answered yet tells of its end itself.
    if (onFailure === 'early') return;
    for (const [index, leg] of legs.entries())
      if (joins[index] === 'gone') post({ kind: 'legEnded', leg, reason: endReason('unknown', 'lost') });
  } catch (fault) {
    if (!(fault instanceof TelephonyFault)) throw fault;
    log.error('A caller and a number outside could not be connected.', { room, fault });
    if (onFailure === 'end') post({ kind: 'joinFailed', id });
  }
}
