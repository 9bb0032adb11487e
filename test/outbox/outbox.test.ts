// Messages on their way: sent at least once, tried again after faults, given up with a fact, never forgotten.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callId } from '../../src/base/ids.ts';
import type { MessageFact } from '../../src/call/index.ts';
import {
  type Delivery,
  type Letter,
  type Message,
  type OutboxEvent,
  type OutboxState,
  outboxFrom,
  outboxNext,
} from '../../src/outbox/index.ts';
import { letterAgeMsMax, letterCountMax, outboxChanges, sendingCountMax } from '../../src/outbox/outbox.ts';

const message = (key: string): Message => ({
  ...{ key, call: callId('C'), medium: 'sms', to: '+33611111111', text: 'Bonjour.' },
});
const failed: Delivery = { kind: 'failed', code: 'unreachable' };

/** An outbox under way: what it sent, what became of messages, when it wants to be woken. */
class Desk {
  state: OutboxState = new Map();
  now = 0;
  sent: string[] = [];
  facts: MessageFact[] = [];
  timers: number[] = [];
  readonly stored = new Map<string, unknown>();

  post(event: OutboxEvent): void {
    const { state, facts, effects } = outboxNext(this.state, event, this.now);
    for (const [key, value] of Object.entries(outboxChanges(this.state, state))) {
      if (value === null) this.stored.delete(key);
      else this.stored.set(key, JSON.parse(JSON.stringify(value)));
    }
    this.state = state;
    this.facts.push(...facts);
    for (const effect of effects) {
      if (effect.kind === 'send') this.sent.push(effect.letter.key);
      else this.timers.push(effect.wait.at);
    }
  }
  ask = (key: string): void => this.post({ kind: 'asked', message: message(key) });
  end = (key: string, delivery: Delivery): void => this.post({ kind: 'ended', key, delivery });
  /** Moves on to the next moment at which something is due. */
  wake(): void {
    this.now = Math.min(...this.timers.filter((at) => at > this.now));
    this.post({ kind: 'due' });
  }
  /** `kill -9` and a new start: only what was stored is left. */
  die(): void {
    this.state = outboxFrom([...this.stored.values()] as Letter[]);
    this.timers = [];
    this.post({ kind: 'resumed' });
  }
}

describe('a message', () => {
  it('is sent at once, and has ended when the next system has it', () => {
    const desk = new Desk();
    desk.ask('a');
    expect(desk.sent).toEqual(['a']);
    desk.now = 700;
    desk.end('a', { kind: 'accepted' });
    expect(desk.facts).toEqual([
      {
        ...{ kind: 'messageEnded', call: 'C', message: 'a', medium: 'sms' },
        ...{ outcome: 'accepted', code: null, tries: 1, lengthMs: 700 },
      },
    ]);
    expect(desk.stored.size).toBe(0);
  });

  it('asked for twice is sent once', () => {
    const desk = new Desk();
    desk.ask('a');
    desk.ask('a');
    expect(desk.sent).toEqual(['a']);
  });

  it('is tried again after faults, later each time, until it is taken', () => {
    const desk = new Desk();
    desk.ask('a');
    const at: number[] = [];
    for (let count = 0; count < 12; count += 1) {
      desk.end('a', failed);
      const before = desk.now;
      desk.wake();
      at.push(desk.now - before);
    }
    expect(at.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect(at.at(-1)).toBe(600_000);
    expect(desk.sent).toHaveLength(13);
    desk.end('a', { kind: 'accepted' });
    expect(desk.facts).toMatchObject([{ outcome: 'accepted', tries: 13 }]);
  });

  it('that is refused for good is given up at once', () => {
    const desk = new Desk();
    desk.ask('a');
    desk.end('a', { kind: 'refused', code: 'smtp550' });
    expect(desk.facts).toMatchObject([{ outcome: 'failed', code: 'smtp550', tries: 1 }]);
    expect(desk.stored.size).toBe(0);
  });

  it('of yesterday is given up', () => {
    const desk = new Desk();
    desk.ask('a');
    while (desk.facts.length === 0) {
      desk.end('a', failed);
      desk.wake();
    }
    expect(desk.facts).toMatchObject([{ outcome: 'failed', code: 'tooOld' }]);
    expect(desk.now).toBeGreaterThan(letterAgeMsMax);
    expect(desk.now).toBeLessThan(letterAgeMsMax + 601_000);
  });

  it('whose end comes twice or too late changes nothing', () => {
    const desk = new Desk();
    desk.ask('a');
    desk.end('a', { kind: 'accepted' });
    desk.end('a', failed);
    desk.end('b', failed);
    expect(desk.facts).toHaveLength(1);
    expect(desk.state.size).toBe(0);
  });
});

describe('after a kill', () => {
  it('a message that was being sent is sent again under the same key', () => {
    const desk = new Desk();
    desk.ask('a');
    desk.die();
    expect(desk.sent).toEqual(['a', 'a']);
    desk.end('a', { kind: 'accepted' });
    expect(desk.facts).toMatchObject([{ message: 'a', tries: 2 }]);
  });

  it('one that waits for its next try goes on waiting, no longer than it would have', () => {
    const desk = new Desk();
    desk.ask('a');
    desk.end('a', failed);
    desk.now = 400;
    desk.die();
    expect(desk.sent).toEqual(['a']);
    desk.wake();
    expect(desk.now).toBe(1_000);
    expect(desk.sent).toEqual(['a', 'a']);
  });
});

describe('many messages', () => {
  it('are sent a few at a time, the oldest first', () => {
    const desk = new Desk();
    for (let count = 0; count < 20; count += 1) {
      desk.now = count;
      desk.ask(`m${count}`);
    }
    expect(desk.sent).toHaveLength(sendingCountMax);
    desk.end('m0', { kind: 'accepted' });
    expect(desk.sent.at(-1)).toBe(`m${sendingCountMax}`);
  });

  it('beyond the limit are refused, each with a fact', () => {
    const desk = new Desk();
    const full = Array.from({ length: letterCountMax }, (_, index) => ({
      ...{ ...message(`m${index}`), askedAt: 0, tries: 1 },
      state: { kind: 'waiting', until: { at: 1e9, lengthMs: 1e9 } } as const,
    }));
    desk.state = outboxFrom(full);
    desk.ask('one more');
    expect(desk.facts).toMatchObject([{ message: 'one more', outcome: 'failed', code: 'outboxFull', tries: 0 }]);
  });

  it('each end once, whatever happens in whatever order', () => {
    const keys = ['a', 'b', 'c', 'd'];
    const step = fc.oneof(
      fc.constantFrom(...keys).map((key) => (desk: Desk) => desk.ask(key)),
      fc.constantFrom(...keys).map((key) => (desk: Desk) => desk.end(key, failed)),
      fc.constantFrom(...keys).map((key) => (desk: Desk) => desk.end(key, { kind: 'accepted' })),
      fc.constant((desk: Desk) => desk.die()),
      fc.integer({ min: 0, max: 100_000 }).map((ms) => (desk: Desk) => {
        desk.now += ms;
        desk.post({ kind: 'due' });
      }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const desk = new Desk();
        const asked = new Set<string>();
        for (const take of steps) {
          take(desk);
          for (const key of desk.sent) asked.add(key);
        }
        // All that is left ends once the other side takes everything.
        for (let count = 0; count < 50 && desk.state.size > 0; count += 1) {
          for (const { key, state } of desk.state.values())
            if (state.kind === 'sending') desk.end(key, { kind: 'accepted' });
          desk.now += 600_000;
          desk.post({ kind: 'due' });
        }
        const ended = new Set(desk.facts.map((fact) => fact.message));
        expect([...asked].every((key) => ended.has(key))).toBe(true);
        expect(desk.stored.size).toBe(0);
        expect(desk.state.size).toBe(0);
      }),
    );
  });
});
