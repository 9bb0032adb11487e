// The outbox as a pure machine: which message is sent now, which is tried again and when, which is given up. Every message ends
// with one fact. Not here: sending (ports), the intent, which is recorded with the flow's own step (service.ts).

import { unreachable } from '../base/assert.ts';
import { type Deadline, type Instant, deadline, remainingMs } from '../base/clock.ts';
import type { Changes, Decision } from '../base/machine.ts';
import type { MessageFact } from '../call/index.ts';
import { type Letter, type Message, letterKey, newLetter } from './letter.ts';
import type { Delivery } from './ports.ts';

/** Letters by key. */
export type OutboxState = ReadonlyMap<string, Letter>;

export type OutboxEvent =
  /** A flow asked for it; safe to repeat. */
  | { readonly kind: 'asked'; readonly message: Message }
  | { readonly kind: 'due' }
  | { readonly kind: 'ended'; readonly key: string; readonly delivery: Delivery }
  /** We begin: whatever was on its way when we died may not have arrived. */
  | { readonly kind: 'resumed' };

export type OutboxEffect =
  { readonly kind: 'send'; readonly letter: Letter } | { readonly kind: 'timer'; readonly wait: Deadline };

export type OutboxDecision = Decision<OutboxState, MessageFact, OutboxEffect>;

/** Messages on their way at a time. Beyond that nothing is taken: some provider has been dead for long, and we must not fill up. */
export const letterCountMax = 10_000;
/** Messages that are being sent at a time: few enough for any provider. */
export const sendingCountMax = 8;
/** After a day a message says what is no longer true. */
export const letterAgeMsMax = 24 * 3_600_000;
/** The pause after the first fault; it is doubled after each one more. */
const pauseMs = 1_000;
/** A provider that is back is noticed within ten minutes. */
const pauseMsMax = 600_000;

/** The outbox as it was stored. */
export const outboxFrom = (letters: Iterable<Letter>): OutboxState =>
  new Map([...letters].map((letter) => [letter.key, letter]));

/** What follows from an event. Total: what is late or doubled changes nothing. */
export function outboxNext(state: OutboxState, event: OutboxEvent, now: Instant): OutboxDecision {
  const turn = new Turn(state, now);
  decide(turn, event);
  turn.sendDue();
  return { state: turn.letters, facts: turn.facts, effects: turn.effects };
}

/** What is stored of the change. */
export function outboxChanges(before: OutboxState, after: OutboxState): Changes {
  const changes: Record<string, unknown> = {};
  if (before === after) return changes;
  for (const [key, letter] of after) if (before.get(key) !== letter) changes[letterKey(key)] = letter;
  for (const key of before.keys()) if (!after.has(key)) changes[letterKey(key)] = null;
  return changes;
}

function decide(turn: Turn, event: OutboxEvent): void {
  switch (event.kind) {
    case 'asked':
      return asked(turn, event.message);
    case 'due':
      return;
    case 'ended':
      return ended(turn, event.key, event.delivery);
    case 'resumed':
      for (const letter of turn.letters.values()) if (letter.state.kind === 'sending') turn.wait(letter, 0);
      for (const letter of turn.letters.values()) turn.remind(letter);
      return;
    default:
      return unreachable(event);
  }
}

function asked(turn: Turn, message: Message): void {
  if (turn.letters.has(message.key)) return;
  const letter = newLetter(message, turn.now);
  if (turn.letters.size < letterCountMax) turn.put(letter);
  else turn.end(letter, 'failed', 'outboxFull');
}

function ended(turn: Turn, key: string, delivery: Delivery): void {
  const letter = turn.letters.get(key);
  if (letter?.state.kind !== 'sending') return;
  switch (delivery.kind) {
    case 'accepted':
      return turn.end(letter, 'accepted', null);
    case 'refused':
      return turn.end(letter, 'failed', delivery.code);
    case 'failed':
      return turn.wait(letter, Math.min(pauseMs * 2 ** Math.min(letter.tries - 1, 20), pauseMsMax));
  }
}

/** One transition under way. Lives for one call of `outboxNext`. */
class Turn {
  readonly now: Instant;
  readonly facts: MessageFact[] = [];
  readonly effects: OutboxEffect[] = [];
  letters: OutboxState;

  constructor(state: OutboxState, now: Instant) {
    this.letters = state;
    this.now = now;
  }

  put(letter: Letter): void {
    this.letters = new Map(this.letters).set(letter.key, letter);
  }

  wait(letter: Letter, lengthMs: number): void {
    const waiting = { ...letter, state: { kind: 'waiting', until: deadline(this.now, lengthMs) } } as const;
    this.put(waiting);
    this.remind(waiting);
  }

  remind({ state }: Letter): void {
    if (state.kind === 'waiting') this.effects.push({ kind: 'timer', wait: state.until });
  }

  end({ key, call, medium, tries, askedAt }: Letter, outcome: MessageFact['outcome'], code: string | null): void {
    const letters = new Map(this.letters);
    letters.delete(key);
    this.letters = letters;
    const lengthMs = Math.max(0, this.now - askedAt);
    this.facts.push({ kind: 'messageEnded', call, message: key, medium, outcome, code, tries, lengthMs });
  }

  /** Sends what is due, the oldest first, as far as there is room; what is too old is given up. */
  sendDue(): void {
    const all = [...this.letters.values()];
    const due = all.filter(({ state }) => state.kind === 'waiting' && remainingMs(state.until, this.now) === 0);
    let sending = all.filter(({ state }) => state.kind === 'sending').length;
    for (const letter of due.sort((one, other) => one.askedAt - other.askedAt)) {
      if (this.now - letter.askedAt > letterAgeMsMax) {
        this.end(letter, 'failed', 'tooOld');
      } else if (sending < sendingCountMax) {
        sending += 1;
        const given: Letter = { ...letter, tries: letter.tries + 1, state: { kind: 'sending' } };
        this.put(given);
        this.effects.push({ kind: 'send', letter: given });
      }
    }
  }
}
