// One transition of the callbacks under way: reads, changes, facts and effects gathered. Lives for one transition.
// Not here: what to decide (callbacks.ts).

import type { Instant } from '../base/clock.ts';
import type { AgentId, LegId } from '../base/ids.ts';
import type { Changes, Decision } from '../base/machine.ts';
import type { CallbackFact } from '../call/index.ts';
import {
  type Callback,
  type CallbackEffect,
  type CallbackWish,
  type CallbacksState,
  callOf,
  callbackKey,
} from './callback.ts';

/** Promises at a time: more than a day's worth of a large centre; beyond, something asks without end. */
export const callbackCountMax = 10_000;

type CallbackEnd = Extract<CallbackFact, { kind: 'callbackEnded' }>;

export class CallbackTurn {
  readonly now: Instant;
  #state: CallbacksState;
  readonly #facts: CallbackFact[] = [];
  readonly #effects: CallbackEffect[] = [];

  constructor(state: CallbacksState, now: Instant) {
    this.#state = state;
    this.now = now;
  }

  decision(): Decision<CallbacksState, CallbackFact, CallbackEffect> {
    return { state: this.#state, facts: this.#facts, effects: this.#effects };
  }
  all(): readonly Callback[] {
    return [...this.#state.values()];
  }
  of(id: string, then: (one: Callback) => void): void {
    const one = this.#state.get(id);
    if (one !== undefined) then(one);
  }
  effect(effect: CallbackEffect): void {
    this.#effects.push(effect);
  }
  put(one: Callback): void {
    this.#state = new Map(this.#state).set(one.id, one);
  }

  /** The same one asked for twice is one. */
  add(wish: CallbackWish): void {
    if (this.#state.has(wish.id)) return;
    const one = newCallback(wish, this.now);
    if (this.#state.size >= callbackCountMax) return this.end(one, 'refused', 'tooMany');
    this.put(one);
    if (one.stage.kind === 'scheduled') this.remind(one, one.stage.at);
  }

  /** Not now, but then. */
  move(one: Callback, at: Instant, why: string): void {
    const { id, call, queue } = one;
    this.put({ ...one, stage: { kind: 'scheduled', at } });
    this.#facts.push({ kind: 'callbackMoved', call, callback: id, queue, at, why });
    this.remind(one, at);
  }
  remind({ id, to }: Callback, at: Instant): void {
    this.effect({ kind: 'timer', id, to, at });
  }

  end(one: Callback, outcome: CallbackEnd['outcome'], code: string): void {
    const { id, call, queue, dialCount } = one;
    const left = new Map(this.#state);
    left.delete(id);
    this.#state = left;
    const lengthMs = Math.max(0, this.now - one.askedAt);
    this.#facts.push({ kind: 'callbackEnded', call, callback: id, queue, outcome, code, tries: dialCount, lengthMs });
  }

  /** Into its line; asked for again it keeps its place. */
  joinLine(one: Callback, leg: LegId | null): void {
    const { id, to, queue, since, visitCount: visit } = one;
    this.put(one);
    this.effect({ kind: 'joinLine', id, call: callOf(one), to, queue, since, visit, leg });
  }
  leaveLine(one: Callback, why: 'abandoned' | 'flow'): void {
    this.effect({ kind: 'leaveLine', id: one.id, call: callOf(one), why });
  }

  dial(one: Callback, agent: AgentId): void {
    const dialling = { ...one, dialCount: one.dialCount + 1, stage: { kind: 'dialling', agent } } as const;
    this.put(dialling);
    const { id, call, queue, dialCount: attempt } = dialling;
    this.#facts.push({ kind: 'callbackDialled', call, callback: id, queue, agent, attempt });
    this.dialAgain(dialling);
  }
  /** The same call to the number, whether or not it was asked for before. */
  dialAgain(one: Callback): void {
    this.effect({ kind: 'dial', id: one.id, call: callOf(one), to: one.to, queue: one.queue, dial: one.dialCount });
  }

  join(one: Callback, leg: LegId): void {
    this.put({ ...one, stage: { kind: 'joining', leg } });
    this.effect({ kind: 'join', id: one.id, call: callOf(one), leg });
  }
  hold(one: Callback, leg: LegId): void {
    this.put({ ...one, stage: { kind: 'held', leg } });
    this.effect({ kind: 'entertain', id: one.id, leg, queue: one.queue });
  }
}

/** A callback that nothing has happened to. */
export function newCallback({ at, ...wish }: CallbackWish, now: Instant): Callback {
  const counts = { visitCount: 0, dialCount: 0, vainCount: 0 };
  return { ...wish, ...counts, askedAt: now, stage: { kind: 'scheduled', at: Math.max(at ?? now, now) } };
}

/** What is stored of the change. One that was refused at once may have been noted by whoever asked. */
export function callbackChanges(before: CallbacksState, after: CallbacksState): Changes {
  const changes: Record<string, unknown> = {};
  if (before === after) return changes;
  for (const [id, one] of after) if (before.get(id) !== one) changes[callbackKey(id)] = one;
  for (const id of before.keys()) if (!after.has(id)) changes[callbackKey(id)] = null;
  return changes;
}
