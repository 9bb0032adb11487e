// What is noted for the trace of one call, and when: it rides with entries that are written anyway. Not here: following a trace.

import { beforeAll, describe, expect, it } from 'vitest';
import { callId, legId } from '../../src/base/ids.ts';
import { type Entry, startMachine } from '../../src/base/machine.ts';
import type { Program } from '../../src/dsl/index.ts';
import { type Frame, type World, newFrame, worldOf } from '../../src/ivr/index.ts';
import { traced, tracedEventsMax } from '../../src/ivr/tracing.ts';
import { compiled } from './compiled.ts';

const source = `flow f { entry "+33180001122" languages fr-FR on error { hangup }
  step a {
    if agents(support) > 0 -> b
    if config("crm.url") is "x" and config("crm.token") is "y" -> b
    transfer to "+33180001177" { on busy, no answer, failure -> b }
    hangup
  }
  step b { hangup } }`;

let program: Program;
beforeAll(async () => {
  const made = await compiled(source);
  // The names of numbers are the environment's, which a file alone does not have.
  const named = '{"kind":"apply","name":"number","arguments":[{"kind":"literal","value":"astreinte"}]}';
  program = JSON.parse(
    JSON.stringify(made).replace(/\{"kind":"literal","value":"\+33180001177"[^}]*\}/, named),
  ) as Program;
});

const call = callId('call-1');
const views = {
  support: { estimateMs: 5, agentCount: 1, callerCount: 2 },
  other: { estimateMs: 0, agentCount: 0, callerCount: 0 },
};
const world = (): World => ({
  ...worldOf(program),
  config: { 'crm.url': 'https://crm', 'crm.token': 'hidden', 'sms.key': 'k' },
  secretNames: ['crm.token'],
  numbers: { astreinte: '+33180001177', autre: '+33180001178' },
  queues: views,
});
const first = (): Frame =>
  newFrame({ call, leg: legId('leg'), caller: null, called: '+33180001122', program, flow: 'f', now: 1_000 });
const later = (): Frame => ({ ...first(), wait: { kind: 'say', prompt: 'p' } as Frame['wait'] });
const begin = { event: { kind: 'begin' }, at: 1_000, entry: 'written' } as const;
const key = (digit: string, entry: 'written' | 'none') => ({
  event: { kind: 'digit', digit },
  at: 2_000,
  entry,
  state: later(),
});

describe('the note of an entry', () => {
  it('with the first event says how the call began, and of the environment what the program names and is no secret', () => {
    const note = traced(call, world()).note({ ...begin, state: first() });
    expect(note).toMatchObject({
      call,
      opening: { flow: 'f', called: '+33180001122', startedAt: 1_000, caller: null },
    });
    expect(note?.world).toEqual({
      config: { 'crm.url': 'https://crm' },
      numbers: { astreinte: '+33180001177' },
      queues: {},
    });
    expect(JSON.stringify(note)).not.toContain('hidden');
  });

  it('later is the call’s id alone, and once more the queues where they were read and have changed', () => {
    const tracing = traced(call, world());
    tracing.note({ ...begin, state: first() });
    expect(tracing.note(key('1', 'written'))).toEqual({ call });
    expect(tracing.world.queues).toBe(views);
    expect(tracing.note(key('1', 'written'))?.world).toMatchObject({ queues: { support: views.support } });
    expect(tracing.world.queues).toBe(views);
    expect(tracing.note(key('1', 'written'))).toEqual({ call });
  });

  it('carries the keys that changed nothing since the one before, but no prompt’s end and no timer', () => {
    const tracing = traced(call, world());
    tracing.note({ ...begin, state: first() });
    expect(tracing.note(key('7', 'none'))).toBeNull();
    for (const event of [
      { kind: 'timer', timer: 3 },
      { kind: 'promptEnded', prompt: 'p', end: 'stopped' },
    ])
      tracing.note({ event, at: 2_000, entry: 'none', state: later() });
    expect(tracing.note(key('1', 'written'))?.quiet).toEqual([{ at: 2_000, event: { kind: 'digit', digit: '7' } }]);
    expect(tracing.note(key('1', 'written'))).toEqual({ call });
  });

  it('is none beyond so many events, whoever leans on the keys', () => {
    const tracing = traced(call, world());
    tracing.note({ ...begin, state: first() });
    for (let count = 0; count < 1_000; count += 1) tracing.note(key('5', 'none'));
    expect(tracing.note(key('1', 'written'))?.quiet).toHaveLength(50);
    for (let count = 0; count < tracedEventsMax; count += 1) tracing.note(key('1', 'written'));
    expect(tracing.note(key('1', 'written'))).toBeNull();
  });
});

describe('a machine that notes', () => {
  it('writes no entry more than one that does not', () => {
    const run = (notes: 'kept' | 'none'): Entry<string>[] => {
      const entries: Entry<string>[] = [];
      const machine = startMachine<number, number, string, string>({
        ...{ name: 'm', state: 0, now: () => 7, lane: () => 'one', perform: () => Promise.resolve() },
        transition: (state, by) => ({ state: state + by, facts: [], effects: [] }),
        changes: (before, after) => (before === after ? {} : { m: after }),
        ...(notes === 'none' ? {} : { trace: () => ({ noted: true }) }),
        record: (entry) => entries.push(entry),
        onFault: () => 'die',
        onEffectFault: () => undefined,
      });
      for (const by of [1, 0, 0, 2]) machine.post(by);
      return entries;
    };
    expect(run('kept').map(({ changes }) => changes)).toEqual(run('none').map(({ changes }) => changes));
    expect(run('kept').every(({ trace }) => trace !== undefined)).toBe(true);
    expect(run('none').every((entry) => !('trace' in entry))).toBe(true);
  });
});
