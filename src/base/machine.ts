// The shared runner of every state machine: take an event, decide purely, write it down, then act.
// Not here: what any machine decides, and where the record goes.

import type { Instant } from './clock.ts';
import { Lanes } from './lanes.ts';
import { type AfterFault, Mailbox } from './mailbox.ts';

/** What a pure transition gives back: the next state, what became true, and what is to be done about it. */
export interface Decision<State, Fact, Effect> {
  readonly state: State;
  readonly facts: readonly Fact[];
  readonly effects: readonly Effect[];
}

/** What changed, by key of what is stored; null means that it is gone. */
export type Changes = Readonly<Record<string, unknown>>;

/** One transition as it is recorded, before any of its effects is performed. */
export interface Entry<Fact> {
  readonly at: Instant;
  readonly machine: string;
  readonly event: unknown;
  readonly facts: readonly Fact[];
  readonly changes: Changes;
  /** What else is kept of the event, for those who look back at what the machine did. */
  readonly trace?: object;
}

export interface MachineParts<State, Event, Fact, Effect> {
  readonly name: string;
  readonly state: State;
  readonly now: () => Instant;
  readonly transition: (state: State, event: Event, now: Instant) => Decision<State, Fact, Effect>;
  /** What is stored of the transition; with its effects, for intents that must not be lost between record and deed. */
  readonly changes: (before: State, after: State, effects: readonly Effect[]) => Changes;
  /** How an event is recorded, when it holds what must not be; `state` is that before it. */
  readonly shown?: (event: Event, state: State) => unknown;
  /** What the entry holds besides, or null; told of events that have no entry too. `state` is that before the event. */
  readonly trace?: (happened: Traced<State>) => object | null;
  /** Must have written the entry when it returns. */
  readonly record: (entry: Entry<Fact>) => void;
  /** Effects of one lane are performed in order; lanes do not wait for each other. */
  readonly lane: (effect: Effect) => string;
  readonly perform: (effect: Effect) => Promise<void>;
  /** A decision failed, which is a fault of ours; the state is as it was before the event. */
  readonly onFault: (fault: unknown, event: Event) => AfterFault;
  /** An effect failed in a way that `perform` did not foresee; its lane goes on. */
  readonly onEffectFault: (fault: unknown, lane: string) => void;
}

/** An event as it is recorded, and whether anything of it is. */
export interface Traced<State> {
  readonly event: unknown;
  readonly state: State;
  readonly at: Instant;
  readonly entry: 'written' | 'none';
}

/** A machine at work: one mailbox, one state. */
export interface Machine<State, Event> {
  readonly post: (event: Event) => 'taken' | 'full' | 'dead';
  readonly state: () => State;
  /** Resolves when every effect asked for so far was performed. */
  readonly settled: () => Promise<void>;
}

export function startMachine<State, Event, Fact, Effect>(
  parts: MachineParts<State, Event, Fact, Effect>,
): Machine<State, Event> {
  let state = parts.state;
  const lanes = new Lanes((fault, lane) => parts.onEffectFault(fault, lane));
  const handle = (event: Event): void => {
    const at = parts.now();
    const next = parts.transition(state, event, at);
    const changes = parts.changes(state, next.state, next.effects);
    const entry = next.facts.length > 0 || Object.keys(changes).length > 0 ? 'written' : 'none';
    if (entry === 'written' || parts.trace !== undefined) {
      const recorded = parts.shown === undefined ? event : parts.shown(event, state);
      const trace = parts.trace?.({ event: recorded, state, at, entry }) ?? null;
      const kept = { at, machine: parts.name, event: recorded, facts: next.facts, changes };
      if (entry === 'written') parts.record(trace === null ? kept : { ...kept, trace });
    }
    state = next.state;
    for (const effect of next.effects) lanes.run(parts.lane(effect), () => parts.perform(effect));
  };
  const mailbox = new Mailbox<Event>(handle, (fault, event) => parts.onFault(fault, event));
  return { post: (event) => mailbox.post(event), state: () => state, settled: () => lanes.settled() };
}
