// One transition of the calls to the outside under way: reads, changes, facts and effects gathered. Lives for one transition.
// Not here: what to decide (outbound.ts).

import type { Instant } from '../base/clock.ts';
import type { LegId, TrunkName } from '../base/ids.ts';
import { trunkName } from '../base/ids.ts';
import type { Changes, Decision } from '../base/machine.ts';
import type { OutboundFact } from '../call/index.ts';
import { type Books, booksAt, costOf, noteAttempt, noteEnd } from './books.ts';
import {
  type Dialling,
  type OutboundEffect,
  type OutboundState,
  type Over,
  type Placed,
  type PlacedOutcome,
  type StoredBreaker,
  type Talking,
  booksKey,
  breakerKey,
  placedKey,
} from './placed.ts';
import type { Policy } from './policy.ts';
import { type Breakers, breakersAfter, breakersTried } from './trunks.ts';

export class OutboundTurn {
  readonly policy: Policy;
  readonly now: Instant;
  books: Books;
  #breakers: Breakers;
  readonly #before: OutboundState;
  readonly #calls: Map<string, Placed>;
  readonly #facts: OutboundFact[] = [];
  readonly #effects: OutboundEffect[] = [];

  constructor(state: OutboundState, policy: Policy, now: Instant) {
    this.policy = policy;
    this.now = now;
    this.books = state.books;
    this.#breakers = state.breakers;
    this.#before = state;
    this.#calls = new Map(state.calls);
  }

  decision(): Decision<OutboundState, OutboundFact, OutboundEffect> {
    const { breakers } = this.#before;
    for (const trunk of new Set([...Object.keys(breakers), ...Object.keys(this.#breakers)])) {
      const to = this.#breakers[trunk]?.kind ?? 'closed';
      if (to !== (breakers[trunk]?.kind ?? 'closed'))
        this.fact({ kind: 'trunkBreakerChanged', trunk: trunkName(trunk), to });
    }
    const state = { books: this.books, breakers: this.#breakers, calls: this.#calls };
    return { state, facts: this.#facts, effects: this.#effects };
  }
  fact(fact: OutboundFact): void {
    this.#facts.push(fact);
  }
  effect(effect: OutboundEffect): void {
    this.#effects.push(effect);
  }
  get breakers(): Breakers {
    return this.#breakers;
  }
  calls(): readonly Placed[] {
    return [...this.#calls.values()];
  }
  find(id: string): Placed | undefined {
    return this.#calls.get(id);
  }
  put(placed: Placed): void {
    this.#calls.set(placed.id, placed);
  }
  forget(id: string): void {
    if (this.#calls.get(id)?.kind === 'over') this.#calls.delete(id);
  }
  /** Runs `then` for the call that lives under this id. */
  of(id: string, then: (placed: Dialling | Talking) => void): void {
    const placed = this.#calls.get(id);
    if (placed !== undefined && placed.kind !== 'over') then(placed);
  }
  /** Runs `then` for the call that is being dialled on this leg. */
  dialling(leg: LegId, then: (placed: Dialling) => void): void {
    for (const placed of this.calls()) if (placed.kind === 'dialling' && placed.leg === leg) then(placed);
  }
  /** Something leaves by this trunk now. */
  sent(trunk: TrunkName): void {
    this.books = noteAttempt(booksAt(this.books, this.policy, this.now), this.now);
    this.#breakers = breakersTried(this.#breakers, trunk, this.now);
  }
  /** It is known whether this trunk did its part. */
  did(trunk: TrunkName, what: 'worked' | 'failed'): void {
    this.#breakers = breakersAfter(this.#breakers, trunk, what, this.now);
  }
  /** `talkMs`: null when nobody answered. */
  charge({ id, call, route }: Dialling | Talking, outcome: PlacedOutcome, talkMs: number | null): void {
    const cost = costOf(route.perMinute, talkMs);
    this.books = noteEnd(booksAt(this.books, this.policy, this.now), id, cost);
    this.fact({ kind: 'dialEnded', call, outcome: talkMs === null ? outcome : 'answered', talkMs: talkMs ?? 0, cost });
  }
  /** It is over: kept until whoever asked has heard of it. */
  finish(
    end: Omit<Over, 'leg' | 'room' | 'listener'>,
    left: Pick<Over, 'leg' | 'room' | 'listener'> = { leg: null, room: null, listener: null },
  ): void {
    const placed = { ...end, ...left };
    this.put(placed);
    this.part(placed);
  }
  /** Told last: by then nobody is in the room any more. */
  part({ id, call, outcome, leg, room, listener }: Over): void {
    if (listener !== null) this.effect({ kind: 'takeBack', id, leg: listener });
    if (room !== null) this.effect({ kind: 'closeRoom', id, room });
    if (leg !== null) this.effect({ kind: 'endLeg', id, leg });
    this.effect({ kind: 'tellEnded', id, call, outcome });
  }
}

/** What differs, by stored key. */
export function outboundChanges(before: OutboundState, after: OutboundState): Changes {
  const changes: Record<string, unknown> = {};
  if (before.books !== after.books) changes[booksKey] = after.books;
  for (const [id, placed] of after.calls) if (before.calls.get(id) !== placed) changes[placedKey(id)] = placed;
  for (const id of before.calls.keys()) if (!after.calls.has(id)) changes[placedKey(id)] = null;
  for (const trunk of new Set([...Object.keys(before.breakers), ...Object.keys(after.breakers)])) {
    const breaker = after.breakers[trunk];
    if (before.breakers[trunk] === breaker) continue;
    changes[breakerKey(trunk)] =
      breaker === undefined ? null : ({ trunk: trunkName(trunk), breaker } satisfies StoredBreaker);
  }
  return changes;
}
