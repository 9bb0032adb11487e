// The runner of machines: decide, record, act, in this order, one event at a time.

import { describe, expect, it } from 'vitest';
import type { AfterFault } from '../../src/base/mailbox.ts';
import { type Entry, startMachine } from '../../src/base/machine.ts';

type Event = { readonly kind: 'add'; readonly by: number } | { readonly kind: 'nothing' } | { readonly kind: 'break' };

function counter(perform: (effect: string) => Promise<void> = () => Promise.resolve(), afterFault: AfterFault = 'die') {
  const seen: string[] = [];
  const entries: Entry<string>[] = [];
  const machine = startMachine<number, Event, string, string>({
    name: 'counter',
    state: 0,
    now: () => 7,
    transition: (state, event) => {
      if (event.kind === 'break') throw new Error('broken');
      if (event.kind === 'nothing') return { state, facts: [], effects: [] };
      return { state: state + event.by, facts: [`added ${event.by}`], effects: [`show ${state + event.by}`] };
    },
    changes: (before, after) => (before === after ? {} : { counter: after }),
    record: (entry) => {
      seen.push('record');
      entries.push(entry);
    },
    lane: () => 'one',
    perform: async (effect) => {
      seen.push(effect);
      await perform(effect);
    },
    onFault: () => {
      seen.push('event fault');
      return afterFault;
    },
    onEffectFault: () => seen.push('effect fault'),
  });
  return { machine, seen, entries };
}

describe('a machine', () => {
  it('has recorded a decision before it acts on it', async () => {
    const { machine, seen, entries } = counter();
    machine.post({ kind: 'add', by: 2 });
    await machine.settled();
    expect(seen).toEqual(['record', 'show 2']);
    expect(entries).toEqual([
      { at: 7, machine: 'counter', event: { kind: 'add', by: 2 }, facts: ['added 2'], changes: { counter: 2 } },
    ]);
  });

  it('records nothing when nothing became true and nothing changed', () => {
    const { machine, entries } = counter();
    machine.post({ kind: 'nothing' });
    expect(entries).toEqual([]);
  });

  it('decides on the next event while an effect is still under way, and performs effects in order', async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const { machine, seen } = counter((effect) => (effect === 'show 1' ? promise : Promise.resolve()));
    machine.post({ kind: 'add', by: 1 });
    machine.post({ kind: 'add', by: 1 });
    expect(machine.state()).toBe(2);
    resolve(undefined);
    await machine.settled();
    expect(seen).toEqual(['record', 'show 1', 'record', 'show 2']);
  });

  it('whose decision throws dies alone, keeps its last state and says so', () => {
    const { machine, seen } = counter();
    machine.post({ kind: 'add', by: 1 });
    machine.post({ kind: 'break' });
    expect(machine.post({ kind: 'add', by: 1 })).toBe('dead');
    expect(machine.state()).toBe(1);
    expect(seen).toContain('event fault');
  });

  it('that is told to go on leaves the faulty event out', () => {
    const { machine } = counter(undefined, 'goOn');
    machine.post({ kind: 'add', by: 1 });
    machine.post({ kind: 'break' });
    machine.post({ kind: 'add', by: 1 });
    expect(machine.state()).toBe(2);
  });

  it('whose effect fails goes on with the next one', async () => {
    const { machine, seen } = counter((effect) =>
      effect === 'show 1' ? Promise.reject(new Error('no')) : Promise.resolve(),
    );
    machine.post({ kind: 'add', by: 1 });
    machine.post({ kind: 'add', by: 1 });
    await machine.settled();
    expect(seen).toEqual(['record', 'show 1', 'record', 'effect fault', 'show 2']);
  });
});
