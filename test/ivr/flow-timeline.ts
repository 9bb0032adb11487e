// The timeline notation of the engine's tests: one line an event, `->` what the caller notices, in order.
//   00:03 press 1 -> stop, play demande_numero
// A prompt ends when a line says so; silence is time that passes. `back` is a restart: the frame goes through JSON.

import { expect } from 'vitest';
import { callId, legId, programHash, promptId } from '../../src/base/ids.ts';
import type { CallFact, Digit } from '../../src/call/index.ts';
import type { Program } from '../../src/dsl/index.ts';
import { type CallState, type Frame, type IvrEffect, type IvrEvent, advance } from '../../src/ivr/index.ts';
import { fakeClock } from '../fakes/clock.ts';

export interface Told {
  readonly state: CallState;
  readonly facts: readonly CallFact[];
}

export const newFrame = (program: Program, flow: string): Frame => ({
  call: callId('C'),
  leg: legId('L'),
  caller: '+33612345678',
  called: '+33180001122',
  program: programHash('test'),
  flow,
  startedAt: 0,
  stepAt: 0,
  language: program.flows[flow]?.languages[0] ?? '',
  step: '',
  address: 0,
  part: 'steps',
  line: 'ringing',
  variables: {},
  serial: 0,
  faultCount: 0,
  wait: { kind: 'begin' },
});

/** Runs one call of `flow` through the timeline and returns what was recorded. */
export function runFlow(program: Program, flow: string, timeline: string): Told {
  const clock = fakeClock();
  let state: CallState = newFrame(program, flow);
  let playing: string | null = null;
  let said: string[] = [];
  const facts: CallFact[] = [];
  const post = (event: IvrEvent): void => {
    if (state === null) return;
    const decision = advance(program, state, event, clock.now());
    state = decision.state;
    facts.push(...decision.facts);
    const prompts = decision.facts.flatMap((fact) => (fact.kind === 'promptPlayed' ? [`play ${fact.prompt}`] : []));
    for (const effect of decision.effects) notice(effect, prompts);
  };
  const notice = (effect: IvrEffect, prompts: readonly string[]): void => {
    if (effect.kind === 'play') {
      playing = effect.prompt;
      said.push(...prompts);
    } else if (effect.kind === 'timer') {
      const { timer, wait } = effect;
      clock.after(wait.at - clock.now(), () => post({ kind: 'timer', timer }));
    } else said.push(spell(effect));
  };
  const endPrompt = (end: 'finished' | 'failed'): IvrEvent[] => {
    if (playing === null) throw new Error('No prompt is playing.');
    return [{ kind: 'promptEnded', prompt: promptId(playing), end }];
  };
  const eventsOf = (words: readonly string[]): IvrEvent[] => {
    const [verb = '', ...rest] = words;
    const [first = ''] = rest;
    switch (verb) {
      case 'dials':
        return [{ kind: 'begin' }];
      case 'press':
        return Array.from(first).map((digit) => ({ kind: 'digit', digit: digit as Digit }));
      case 'prompt':
        return endPrompt(first === 'fails' ? 'failed' : 'finished');
      case 'time':
        return [];
      case 'hangs':
        return [{ kind: 'legEnded', reason: { result: 'network', code: 'hangup' } }];
      case 'queue':
        return [{ kind: 'queue', outcome: first as 'connected' }];
      case 'agent':
        return [{ kind: 'conversationEnded' }];
      case 'fails':
        return [{ kind: 'failed', code: first }];
      case 'back':
        state = JSON.parse(JSON.stringify(state)) as CallState;
        return [{ kind: 'resumed', playing: first === 'hearing' && playing !== null ? [promptId(playing)] : [] }];
      default:
        throw new Error(`Unknown line: ${words.join(' ')}`);
    }
  };
  for (const line of timeline
    .split('\n')
    .map((one) => one.trim())
    .filter((one) => one !== '' && !one.startsWith('//'))) {
    const [action = '', effects = ''] = line.split('->').map((part) => part.trim());
    const [time = '', ...words] = action.split(/\s+/);
    const [minutes = 0, seconds = 0] = time.split(':').map(Number);
    clock.moveTo((minutes * 60 + seconds) * 1000);
    for (const event of eventsOf(words)) post(event);
    expect(said, line).toEqual(effects === '' ? [] : effects.split(/\s*,\s*/));
    said = [];
  }
  return { state, facts };
}

function spell(effect: Exclude<IvrEffect, { kind: 'play' | 'timer' }>): string {
  switch (effect.kind) {
    case 'answer':
      return 'answer';
    case 'stop':
      return 'stop';
    case 'joinQueue':
      return `join ${effect.queue} ${effect.priority}`;
    case 'leaveQueue':
      return `leave ${effect.why}`;
    case 'enterWaitingRoom':
      return `music ${effect.music ?? 'own'}`;
    case 'leaveWaitingRoom':
      return 'music ends';
    case 'end':
      return `end ${effect.how}`;
  }
}
