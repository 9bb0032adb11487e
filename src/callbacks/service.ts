// Runs the machine of callbacks and performs what it asks for. Not here: decisions (callbacks.ts).

import { unreachable } from '../base/assert.ts';
import type { CallId, LegId, QueueName } from '../base/ids.ts';
import { type Changes, type Machine, startMachine } from '../base/machine.ts';
import type { CallbackFact } from '../call/index.ts';
import { callbackChanges, newCallback } from './callback-turn.ts';
import {
  type Callback,
  type CallbackEffect,
  type CallbackEvent,
  type CallbackWish,
  type CallbacksState,
  type DialOutcome,
  type LineNews,
  callOf,
  callbackKey,
} from './callback.ts';
import { callbacksNext } from './callbacks.ts';
import type { CallbackPorts } from './ports.ts';

export interface Callbacks {
  /** What is recorded with the very step that promises it, so that no death between the two loses it. */
  readonly intent: (wish: CallbackWish) => Changes;
  /** It is kept from now on; safe to repeat. To be called once the intent is recorded. */
  readonly take: (wish: CallbackWish) => void;
  /** `talking`: the agent has the person, and whoever leads the conversation ends it. */
  readonly cancel: (id: string, by: string) => 'cancelled' | 'unknown' | 'talking';
  /** Those that are not over. */
  readonly list: () => readonly Callback[];
  /** The calls of those that are in a line, or beyond. */
  readonly calls: () => readonly CallId[];
  /** Whether a call to the outside of this name is one of ours that is still wanted. */
  readonly dials: (dialId: string) => boolean;
  /** What the line says; false: that call is no callback. */
  readonly onLine: (call: CallId, news: LineNews) => boolean;
  /** What becomes of a call to a number; false: it was not for a callback. */
  readonly onAnswered: (dialId: string, leg: LegId) => boolean;
  readonly onDialEnded: (dialId: string, outcome: DialOutcome) => boolean;
  /** A conversation is over; false: it was not that of a callback. */
  readonly onOver: (call: CallId, queue: QueueName | null) => boolean;
  /** The telephone system is in hand, at first or again. */
  readonly resume: () => void;
}

/** Timers are set anew after so long: a clock that jumps moves no promise, and no timer may be longer than 24 days. */
const timerMsMax = 3_600_000;

/** Starts from what was stored. Nothing is performed until the first event. */
export function startCallbacks(ports: CallbackPorts, stored: Iterable<Callback>): Callbacks {
  const machine: Machine<CallbacksState, CallbackEvent> = startMachine<
    CallbacksState,
    CallbackEvent,
    CallbackFact,
    CallbackEffect
  >({
    name: 'callbacks',
    state: new Map([...stored].map((one) => [one.id, one])),
    now: ports.clock.now,
    transition: callbacksNext,
    changes: callbackChanges,
    // The promise stands in the changes; and one that was never taken has an intent all the same.
    record: (entry) =>
      ports.record({ ...entry, event: shown(entry.event), changes: { ...entry.changes, ...gone(entry.facts) } }),
    lane: ({ id }) => id,
    perform: (effect) => perform(ports, effect, (event) => machine.post(event)),
    onFault: (fault, event) => {
      ports.log.error('An event of callbacks could not be decided on.', { fault, kind: event.kind });
      return 'goOn';
    },
    onEffectFault: (fault, id) => ports.log.error('A callback could not do what it decided.', { id, fault }),
  });
  return handsOn(ports, machine);
}

/** What others may do with the machine. */
function handsOn(ports: CallbackPorts, machine: Machine<CallbacksState, CallbackEvent>): Callbacks {
  const find = (id: string): Callback | undefined => machine.state().get(id);
  const ofCall = (call: CallId, event: (id: string) => CallbackEvent): boolean => {
    const one = find(call);
    if (one !== undefined) machine.post(event(one.id));
    return one !== undefined;
  };
  const ofDial = (dialId: string, event: (id: string, dial: number) => CallbackEvent): boolean => {
    const [, id, dial] = dialPattern.exec(dialId) ?? [];
    if (id === undefined) return false;
    machine.post(event(id, Number(dial)));
    return true;
  };
  return {
    intent: (wish) => ({ [callbackKey(wish.id)]: newCallback(wish, ports.clock.now()) }),
    take: (wish) => void machine.post({ kind: 'asked', wish }),
    cancel: (id, by) => {
      const one = find(id);
      if (one === undefined) return 'unknown';
      if (one.stage.kind === 'talking') return 'talking';
      machine.post({ kind: 'cancelled', id, by });
      return 'cancelled';
    },
    list: () => [...machine.state().values()],
    calls: () => [...machine.state().values()].filter(({ stage }) => stage.kind !== 'scheduled').map(callOf),
    dials: (dialId) => {
      const [, id, dial] = dialPattern.exec(dialId) ?? [];
      return id !== undefined && find(id)?.dialCount === Number(dial);
    },
    onLine: (call, news) => ofCall(call, (id) => ({ kind: 'line', id, news })),
    onAnswered: (dialId, leg) => ofDial(dialId, (id, dial) => ({ kind: 'answered', id, dial, leg })),
    onDialEnded: (dialId, outcome) =>
      ofDial(dialId, (id, dial) => {
        const judgement = ports.judge(find(id)?.to ?? '');
        return { kind: 'dialEnded', id, dial, outcome, judgement };
      }),
    onOver: (call, queue) => ofCall(call, (id) => ({ kind: 'over', id, queue })),
    resume: () => machine.post({ kind: 'resumed' }),
  };
}

/** The id of a call to a number: which callback, and which time. */
const dialIdOf = (id: string, dial: number): string => `${id}-dial-${String(dial)}`;
const dialPattern = /^(.+-callback-\d+)-dial-(\d+)$/;

const gone = (facts: readonly CallbackFact[]): Changes =>
  Object.fromEntries(
    facts.flatMap((fact) => (fact.kind === 'callbackEnded' ? [[callbackKey(fact.callback), null] as const] : [])),
  );

const shown = (event: unknown): unknown =>
  typeof event === 'object' && event !== null && 'wish' in event ? { kind: 'asked' } : event;

type Post = (event: CallbackEvent) => unknown;

async function perform(ports: CallbackPorts, effect: CallbackEffect, post: Post): Promise<void> {
  switch (effect.kind) {
    case 'timer':
      arm(ports, effect, post);
      return;
    case 'joinLine':
      ports.line.join(effect);
      return;
    case 'leaveLine':
      ports.line.leave(effect.call, effect.why);
      return;
    case 'dial':
      // Before the number rings: when it answers, nothing must be under way that moves the agent elsewhere.
      await ports.line.entertainAgent(effect.call, effect.queue);
      ports.numbers.dial({ id: dialIdOf(effect.id, effect.dial), call: effect.call, to: effect.to });
      return;
    case 'hangUp':
      ports.numbers.hangUp(dialIdOf(effect.id, effect.dial));
      return;
    case 'join':
      ports.line.connect(effect.call, effect.leg);
      return;
    case 'entertain':
      return ports.line.entertain(effect.leg, effect.queue);
    default:
      return unreachable(effect);
  }
}

/** One that was moved or cancelled meanwhile takes no notice. */
function arm(ports: CallbackPorts, timer: CallbackEffect & { kind: 'timer' }, post: Post): void {
  const { id, to, at } = timer;
  const leftMs = Math.max(0, at - ports.clock.now());
  ports.clock.after(Math.min(leftMs, timerMsMax), () => {
    if (at > ports.clock.now()) arm(ports, timer, post);
    else post({ kind: 'due', id, judgement: ports.judge(to) });
  });
}
