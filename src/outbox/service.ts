// Runs the outbox: its records, its timers, one attempt at a time per message. Not here: decisions (outbox.ts), protocols.

import { remainingMs } from '../base/clock.ts';
import { type Changes, type Machine, startMachine } from '../base/machine.ts';
import type { MessageFact } from '../call/index.ts';
import { type Letter, type Message, letterKey, newLetter } from './letter.ts';
import { type OutboxEffect, type OutboxEvent, type OutboxState, outboxChanges, outboxNext } from './outbox.ts';
import type { Delivery, OutboxPorts } from './ports.ts';

/** One attempt takes no longer, whatever the other side does. */
const attemptMsMax = 60_000;

export interface Outbox {
  /** What is recorded with the very step that asks for the message, so that no death between the two loses it. */
  readonly intent: (message: Message) => Changes;
  /** Sends it from now on; safe to repeat. To be called once the intent is recorded. */
  readonly take: (message: Message) => void;
  /** Messages that are not known to be sent. */
  readonly letters: () => readonly Letter[];
}

/** Goes on with the letters that were stored, at once. */
export function startOutbox(ports: OutboxPorts, stored: OutboxState): Outbox {
  const machine: Machine<OutboxState, OutboxEvent> = startMachine<OutboxState, OutboxEvent, MessageFact, OutboxEffect>({
    name: 'outbox',
    state: stored,
    now: ports.clock.now,
    transition: outboxNext,
    changes: outboxChanges,
    record: (entry) => {
      // The message stands in the changes; once is enough.
      ports.record({ ...entry, event: shown(entry.event), changes: { ...entry.changes, ...gone(entry.facts) } });
    },
    lane: (effect) => (effect.kind === 'send' ? effect.letter.key : 'timer'),
    perform: (effect) => perform(ports, effect, (event) => machine.post(event)),
    onFault: (fault, event) => {
      ports.log.error('The outbox could not decide on an event.', { fault, kind: event.kind });
      return 'goOn';
    },
    onEffectFault: (fault, key) => {
      ports.log.error('A message could not be given out.', { key, fault });
      machine.post({ kind: 'ended', key, delivery: { kind: 'failed', code: 'fault' } });
    },
  });
  machine.post({ kind: 'resumed' });
  return {
    intent: (message) => ({ [letterKey(message.key)]: newLetter(message, ports.clock.now()) }),
    take: (message) => void machine.post({ kind: 'asked', message }),
    letters: () => [...machine.state().values()],
  };
}

/** One that was never taken has an intent all the same. */
const gone = (facts: readonly MessageFact[]): Changes =>
  Object.fromEntries(facts.map(({ message }) => [letterKey(message), null]));

function shown(event: unknown): unknown {
  if (typeof event !== 'object' || event === null || !('message' in event)) return event;
  return { kind: 'asked' };
}

async function perform(ports: OutboxPorts, effect: OutboxEffect, post: (event: OutboxEvent) => unknown): Promise<void> {
  if (effect.kind === 'timer') {
    ports.clock.after(remainingMs(effect.wait, ports.clock.now()), () => post({ kind: 'due' }));
    return;
  }
  const { letter } = effect;
  const delivery = await attempt(ports, letter);
  if (delivery.kind !== 'accepted') {
    const { key, medium, tries } = letter;
    ports.log.warn('A message was not sent.', { key, medium, tries, outcome: delivery.kind, code: delivery.code });
  }
  post({ kind: 'ended', key: letter.key, delivery });
}

async function attempt({ clock, ways, recorded }: OutboxPorts, letter: Letter): Promise<Delivery> {
  const way = ways[letter.medium];
  if (way === null) return { kind: 'refused', code: 'notConfigured' };
  const stop = new AbortController();
  const cancel = clock.after(attemptMsMax, () => stop.abort());
  const late = new Promise<Delivery>((resolve) => {
    stop.signal.addEventListener('abort', () => resolve({ kind: 'failed', code: 'timeout' }));
  });
  try {
    return await Promise.race([late, recorded().then(() => way.send(letter, stop.signal), notRecorded)]);
  } finally {
    cancel();
  }
}

/** The disk takes nothing now; what is not safe is not sent. */
const notRecorded = (): Delivery => ({ kind: 'failed', code: 'notRecorded' });
