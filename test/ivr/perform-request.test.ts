// What a call does about a request: asks beside its other commands, tells the flow, drops what nobody waits for, and lets the
// caller hear something meanwhile.

import { describe, expect, it } from 'vitest';
import { callId, legId } from '../../src/base/ids.ts';
import { silentLog } from '../../src/base/log.ts';
import type { Media } from '../../src/call/ports.ts';
import type { CallState, IvrEffect, IvrEvent, IvrPorts, RequestResult } from '../../src/ivr/index.ts';
import { newFrame, worldOf } from '../../src/ivr/index.ts';
import { perform } from '../../src/ivr/perform.ts';
import { fakeClock } from '../fakes/clock.ts';
import { compiled } from './compiled.ts';

/** The waiting lines, of which nobody asks anything. */
const lineOf = (nobody: () => never) => ({
  ...{ join: nobody, change: nobody, bridge: nobody, agentLeg: nobody, leave: nobody },
});

const source = `
  service crm { base url config("crm.url") query lire(code: Text) -> Number { get "/n" timeout 4s } }
  flow essai { entry "+33180001122" languages fr-FR  on error { hangup } step a { hangup } }
  prompts fr-FR { bonjour = "Bonjour." }`;

const request: IvrEffect = {
  ...{ kind: 'request', request: 7, service: 'crm', operation: 'lire', arguments: { code: '1' } },
  ...{ timeoutMs: 4_000, key: 'k', answer: 'awaited' },
};
const until = { at: 4_000, lengthMs: 4_000 };
const waiting = { kind: 'request', request: 7, beganAt: 0, timer: 8, until } as const;
const quiet = { ...waiting, comfort: { kind: 'quiet', timer: 9 } } as const;
const sounding = { ...waiting, comfort: { kind: 'sounding', sound: 9 } } as const;

/** A call whose state is what `wait` says, `ended` when null; with what it asked of others. */
async function call(wait: typeof quiet | typeof sounding | null) {
  const program = await compiled(source);
  const clock = fakeClock();
  const events: IvrEvent[] = [];
  const asked: Parameters<IvrPorts['services']['ask']>[0][] = [];
  const cancelled: number[] = [];
  const heard: string[] = [];
  let answer: (result: RequestResult | null) => void = () => undefined;
  const media: Media = {
    play: (leg, prompt, sounds) => {
      const names = sounds.map((each) => ('sound' in each ? each.sound : each.recording));
      heard.push(`play ${prompt} ${sounds.length}x${names[0] ?? ''} to ${leg}`);
      return Promise.resolve('ok');
    },
    stop: (prompt) => {
      heard.push(`stop ${prompt}`);
      return Promise.resolve('gone');
    },
  };
  const nobody = (): never => {
    throw new Error('Nobody is asked for this.');
  };
  const ports: IvrPorts = {
    ...{ clock, ids: nobody, log: silentLog, record: nobody, routes: { find: nobody, program: nobody }, media },
    ...{ legs: { answer: nobody, end: nobody }, rooms: { open: nobody, join: nobody, leave: nobody }, sounds: nobody },
    ...{ queue: { ...lineOf(nobody), place: nobody, music: nobody }, world: nobody },
    ...{
      transfers: { begin: nobody, end: nobody },
      recorder: { record: nobody, end: nobody, remove: nobody },
      beep: nobody,
    },
    outbox: { intent: nobody, take: nobody },
    callbacks: { intent: nobody, take: nobody },
    ...{ seal: { close: nobody, open: nobody }, talkRecording: nobody },
    comfort: () => Promise.resolve({ sound: 'comfort', lengthMs: 1_500 }),
    services: {
      ask: (one) => {
        asked.push(one);
        return new Promise((resolve) => (answer = resolve));
      },
      cancel: (_, number) => cancelled.push(number),
    },
  };
  const who = { call: callId('C'), leg: legId('L'), caller: null, called: '+33180001122' };
  const frame = newFrame({ ...who, program, flow: 'essai', now: 0 });
  const state: CallState = wait === null ? null : { ...frame, wait };
  const world = { ...worldOf(program), config: { 'crm.url': 'http://crm.example' } };
  const at = {
    ports,
    world,
    frame,
    state: () => state,
    timers: new Map(),
    post: (event: IvrEvent) => events.push(event),
  };
  return {
    ...{ clock, events, asked, cancelled, heard },
    perform: (effect: IvrEffect) => perform({ ...at, post: (event) => void at.post(event) }, effect),
    answer: async (result: RequestResult | null) => {
      answer(result);
      await Promise.resolve();
    },
  };
}

describe('a request', () => {
  it('does not hold up what the call does next, and its answer comes back as an event', async () => {
    const { perform, answer, events, asked } = await call(quiet);
    await perform(request);
    expect(events).toEqual([]);
    expect(asked).toMatchObject([{ call: 'C', request: 7, timeoutMs: 4_000, key: 'k' }]);
    await answer({ kind: 'answered', value: 3 });
    expect(events).toEqual([{ kind: 'requestEnded', request: 7, result: { kind: 'answered', value: 3 } }]);
  });

  it('can compute what its service says, in the environment', async () => {
    const { perform, asked } = await call(quiet);
    await perform(request);
    const base = { kind: 'apply', name: 'config', arguments: [{ kind: 'literal', value: 'crm.url' }] } as const;
    expect(asked[0]?.valueOf(base, {})).toBe('http://crm.example');
    expect(asked[0]?.valueOf({ kind: 'variable', name: 'code' }, { code: '1' })).toBe('1');
  });

  it('that was called off tells nothing', async () => {
    const { perform, answer, events, cancelled } = await call(quiet);
    await perform(request);
    await perform({ kind: 'cancelRequest', request: 7 });
    await answer(null);
    expect(cancelled).toEqual([7]);
    expect(events).toEqual([]);
  });

  it('is not asked when the caller has left or the flow has gone on meanwhile', async () => {
    const left = await call(null);
    await left.perform(request);
    const other = await call({ ...quiet, request: 6 } as unknown as typeof quiet);
    await other.perform(request);
    expect([...left.asked, ...other.asked]).toEqual([]);
  });

  it('of a caller who has left is asked all the same, and nobody is told', async () => {
    const { perform, answer, events, asked } = await call(null);
    await perform({ ...request, answer: 'ignored' });
    expect(asked).toHaveLength(1);
    await answer({ kind: 'none' });
    expect(events).toEqual([]);
  });
});

describe('the comfort sound', () => {
  it('is played for as long as the budget lasts, and stopped', async () => {
    const { perform, heard, clock } = await call(sounding);
    clock.pass(1_500);
    await perform({ kind: 'comfort', action: 'start', sound: 9 });
    await perform({ kind: 'comfort', action: 'stop', sound: 9 });
    expect(heard).toEqual(['play C-comfort-9 2xcomfort to L', 'stop C-comfort-9']);
  });

  it('is not begun any more when the answer has come meanwhile', async () => {
    const { perform, heard } = await call(quiet);
    await perform({ kind: 'comfort', action: 'start', sound: 9 });
    expect(heard).toEqual([]);
  });
});
