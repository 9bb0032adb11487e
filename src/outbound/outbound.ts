// Calls to numbers outside, all of one tenant, as one pure machine, so that the gate counts and reserves in the transition that
// lets a call through. A trunk that fails before it rang is followed by the next one; who rang once is called by nobody else.
// Not here: telephones (service.ts), what may be called (gate.ts), what reasons mean (outcome.ts).

import { assert, unreachable } from '../base/assert.ts';
import { type Instant, deadline, remainingMs } from '../base/clock.ts';
import { type LegId, type RoomId, type TrunkName, legId, roomId } from '../base/ids.ts';
import type { Decision } from '../base/machine.ts';
import type { EndReason, OutboundFact } from '../call/index.ts';
import { booksAt, nightOf, noteCall } from './books.ts';
import { type Refused, type Wish, mayPlace, mayTryAgain } from './gate.ts';
import { type Ending, endingOf } from './outcome.ts';
import { OutboundTurn } from './outbound-turn.ts';
import type { Dialling, OutboundEffect, OutboundEvent, OutboundState, Placed, Talking } from './placed.ts';
import { type Policy, silenceMsDefault } from './policy.ts';
import { trunkOrder } from './trunks.ts';

export type OutboundDecision = Decision<OutboundState, OutboundFact, OutboundEffect>;

const roomPrefix = 'outside-';

/** Whether the room was made for one call to the outside, so that it is closed when none owns it. */
export const isOutsideRoom = (room: RoomId): boolean => room.startsWith(roomPrefix);

/** The room of a call and its partner: the leg names it, for a room's id must never be used twice. */
export const roomOf = ({ leg }: { readonly leg: LegId }): RoomId => roomId(`${roomPrefix}${leg}`);

/** The next state by this policy. Total: late and doubled events change nothing. */
export const outboundTransition =
  (policy: Policy) =>
  (state: OutboundState, event: OutboundEvent, now: Instant): OutboundDecision => {
    const turn = new OutboundTurn(state, policy, now);
    decide(turn, event);
    return turn.decision();
  };

function decide(turn: OutboundTurn, event: OutboundEvent): void {
  switch (event.kind) {
    case 'place':
      return place(turn, event);
    case 'legRinging':
      return turn.dialling(event.leg, (placed) => {
        if (placed.heard === 'nothing') turn.put({ ...placed, heard: 'ringing' });
      });
    case 'legSounding':
      return turn.dialling(event.leg, (placed) => sounding(turn, placed));
    case 'legAnswered':
      return turn.dialling(event.leg, (placed) => answered(turn, placed));
    case 'legEnded':
      return legEnded(turn, event.leg, event.reason);
    case 'dialFailed':
      return turn.dialling(event.leg, (placed) => over(turn, placed, 'unreachable', placed.leg));
    case 'joinFailed':
      return turn.of(event.id, (placed) => over(turn, placed, 'unreachable', placed.leg));
    case 'timer':
      return turn.of(event.id, (placed) => {
        if (placed.until.at === event.at) timeIsOver(turn, placed);
        else if (placed.kind === 'dialling' && placed.silence.at === event.at) silent(turn, placed);
      });
    case 'callOff':
      return turn.of(event.id, (placed) => over(turn, placed, 'calledOff', placed.leg));
    case 'astray':
      return turn.of(event.id, (placed) => {
        if (placed.kind === 'talking') bringTogether(turn, placed, 'end');
        else occupy(turn, placed);
      });
    case 'resumed':
      for (const placed of turn.calls()) resumed(turn, placed);
      return;
    case 'told':
      return turn.forget(event.id);
    default:
      return unreachable(event);
  }
}

/** One id, one call: asked for again it goes on as it is, or its end is told again. */
function place(turn: OutboundTurn, event: Extract<OutboundEvent, { kind: 'place' }>): void {
  const { id, call, partner, wish, timeoutMs, chance } = event;
  assert(/^[A-Za-z0-9][\w-]{0,140}$/.test(id), 'A call to the outside has a plain id.');
  const before = turn.find(id);
  if (before !== undefined) return before.kind === 'over' ? turn.part(before) : undefined;
  const verdict = mayPlace(wish, turn.policy, turn.books, turn.now);
  const [trunk, ...trunks] =
    verdict.kind === 'refused' ? [] : trunkOrder(turn.policy.trunks, turn.breakers, chance, turn.now);
  if (verdict.kind === 'refused' || trunk === undefined) {
    turn.fact({ kind: 'dialRefused', call, why: verdict.kind === 'refused' ? verdict.why : 'noTrunk' });
    return turn.finish({ kind: 'over', id, call, outcome: verdict.kind === 'refused' ? 'refused' : 'congestion' });
  }
  const isNight = nightOf(turn.policy, turn.now) !== null;
  turn.books = noteCall(booksAt(turn.books, turn.policy, turn.now), { id, reserve: verdict.route.reserve }, isNight);
  const until = deadline(turn.now, timeoutMs);
  turn.effect({ kind: 'timer', id, wait: until });
  dial(turn, { id, call, partner, route: verdict.route, until, attempt: 0 }, [trunk, ...trunks]);
  entertain(turn, { id, partner });
}

/** Whether such a call would be placed now. */
export function judge(wish: Wish, policy: Policy, { books, breakers }: OutboundState, now: Instant): 'ok' | Refused {
  const verdict = mayPlace(wish, policy, books, now);
  if (verdict.kind === 'refused') return verdict.why;
  // Which of them comes first is not asked.
  return trunkOrder(policy.trunks, breakers, 0, now).length === 0 ? 'noTrunk' : 'ok';
}

function entertain(turn: OutboundTurn, { id, partner }: Pick<Dialling, 'id' | 'partner'>): void {
  if (partner !== null) turn.effect({ kind: 'entertain', id, leg: partner });
}

type Wanted = Pick<Dialling, 'id' | 'call' | 'partner' | 'route' | 'until' | 'attempt'>;

function dial(turn: OutboundTurn, wanted: Wanted, [trunk, ...trunks]: readonly [TrunkName, ...TrunkName[]]): void {
  const { id, call, partner, route, until } = wanted;
  const attempt = wanted.attempt + 1;
  const leg = legId(`${id}-${String(attempt)}`);
  const placed: Dialling = {
    ...{ kind: 'dialling', id, call, partner, route, leg, trunk, trunks, attempt, until },
    ...{ heard: 'nothing', since: turn.now, silence: deadline(turn.now, silenceMsOf(turn.policy, trunk)) },
  };
  turn.put(placed);
  turn.effect({ kind: 'timer', id, wait: placed.silence });
  turn.sent(trunk);
  const { number, shown } = route;
  turn.fact({ kind: 'numberDialled', call, leg, trunk, called: number, shown, attempt });
  turn.effect(dialling(placed, 'first'));
}

function dialling(placed: Dialling, when: 'first' | 'again'): OutboundEffect {
  const { id, leg, trunk, route, until } = placed;
  const { number, shown, headers } = route;
  return {
    kind: 'dial',
    id,
    request: { leg, number, trunk, shown: { name: '', number: shown }, headers, when },
    until,
  };
}

const silenceMsOf = ({ trunks }: Policy, trunk: TrunkName): number =>
  trunks.find(({ name }) => name === trunk)?.silenceMs ?? silenceMsDefault;

/** Worth giving up for another trunk only; without one, waiting costs nothing. */
function silent(turn: OutboundTurn, placed: Dialling): void {
  if (placed.heard !== 'nothing' || placed.trunks.length === 0) return;
  turn.put({ ...placed, heard: 'givenUp' });
  turn.effect({ kind: 'endLeg', id: placed.id, leg: placed.leg });
}

/** Whoever waits hears it instead of the music: it may be the ringing of that country, or say why nobody answers. */
function sounding(turn: OutboundTurn, placed: Dialling): void {
  if (placed.heard !== 'nothing' && placed.heard !== 'ringing') return;
  turn.put({ ...placed, heard: 'sounding' });
  const { id, call, leg } = placed;
  if (placed.partner === null) turn.effect({ kind: 'tellSounding', id, call, leg });
  else bringTogether(turn, placed, 'early');
}

/** What the partner hears until the answer. */
function occupy(turn: OutboundTurn, placed: Dialling): void {
  if (placed.heard === 'sounding') bringTogether(turn, placed, 'early');
  else entertain(turn, placed);
}

function answered(turn: OutboundTurn, placed: Dialling): void {
  // It crossed our giving up: the next trunk will reach the same person.
  if (placed.heard === 'givenUp') return turn.effect({ kind: 'endLeg', id: placed.id, leg: placed.leg });
  const { id, call, partner, route, leg, trunk, attempt, since } = placed;
  turn.did(trunk, 'worked');
  const until = deadline(turn.now, route.talkMsMax);
  const talking: Talking = { kind: 'talking', id, call, partner, route, leg, trunk, attempt, since: turn.now, until };
  turn.put(talking);
  turn.fact({ kind: 'numberAnswered', call, leg, trunk, ringMs: turn.now - since });
  turn.effect({ kind: 'timer', id, wait: until });
  bringTogether(turn, talking, 'end');
  turn.effect({ kind: 'tellAnswered', id, call, leg });
}

function bringTogether(turn: OutboundTurn, placed: Dialling | Talking, onFailure: 'end' | 'trust' | 'early'): void {
  const { id, call, partner, leg } = placed;
  if (partner === null) return;
  turn.effect({ kind: 'bringTogether', id, call, room: roomOf(placed), legs: [partner, leg], onFailure });
}

function legEnded(turn: OutboundTurn, leg: LegId, reason: EndReason): void {
  for (const placed of turn.calls()) {
    if (placed.kind === 'over') continue;
    if (placed.partner === leg) over(turn, placed, 'calledOff', placed.leg);
    else if (placed.leg !== leg) continue;
    else if (placed.kind === 'talking') over(turn, placed, 'answered', null);
    else notAnswered(turn, placed, endingOf(reason, placed.heard));
  }
}

/** Another trunk, if this one did not do its part and somebody still waits; else it is over. */
function notAnswered(turn: OutboundTurn, placed: Dialling, { outcome, fault }: Ending): void {
  turn.did(placed.trunk, fault === 'trunk' ? 'failed' : 'worked');
  if (fault === 'number') return over(turn, placed, outcome, null);
  const [next, ...others] = placed.trunks;
  const canGoOn = remainingMs(placed.until, turn.now) > 0 && mayTryAgain(turn.policy, turn.books, turn.now);
  if (next === undefined || !canGoOn) return over(turn, placed, outcome, null);
  dial(turn, placed, [next, ...others]);
}

function timeIsOver(turn: OutboundTurn, placed: Dialling | Talking): void {
  if (placed.kind === 'talking') return over(turn, placed, 'answered', placed.leg);
  // Nobody but the trunk is to blame when there was no sign at all.
  turn.did(placed.trunk, placed.heard === 'nothing' || placed.heard === 'givenUp' ? 'failed' : 'worked');
  over(turn, placed, 'noAnswer', placed.leg);
}

/** `leg`: still to be ended. Who talked has an answered call, whoever ended it. */
function over(
  turn: OutboundTurn,
  placed: Dialling | Talking,
  outcome: Extract<Placed, { kind: 'over' }>['outcome'],
  leg: LegId | null,
): void {
  const { id, call, partner } = placed;
  const talkMs = placed.kind === 'talking' ? Math.max(0, turn.now - placed.since) : null;
  turn.charge(placed, outcome, talkMs);
  const room = partner !== null && isTogether(placed) ? roomOf(placed) : null;
  const listener = isTogether(placed) ? null : partner;
  turn.finish({ kind: 'over', id, call, outcome }, { leg, room, listener });
}

/** Whether they are in a room of their own, and not with the music. */
export const isTogether = (placed: Dialling | Talking): boolean =>
  placed.kind === 'talking' || placed.heard === 'sounding';

/** Each thing is asked for again; what an absence changed was told before. */
function resumed(turn: OutboundTurn, placed: Placed): void {
  if (placed.kind === 'over') return turn.part(placed);
  turn.effect({ kind: 'timer', id: placed.id, wait: placed.until });
  if (placed.kind === 'dialling') {
    turn.effect({ kind: 'timer', id: placed.id, wait: placed.silence });
    const { id, call, partner, leg } = placed;
    occupy(turn, placed);
    if (placed.heard === 'sounding' && partner === null) turn.effect({ kind: 'tellSounding', id, call, leg });
    return turn.effect(placed.heard === 'givenUp' ? { kind: 'endLeg', id, leg } : dialling(placed, 'again'));
  }
  bringTogether(turn, placed, 'trust');
  turn.effect({ kind: 'tellAnswered', id: placed.id, call: placed.call, leg: placed.leg });
}
