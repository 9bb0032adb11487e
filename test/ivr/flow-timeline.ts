// The timeline notation of the engine's tests: one line an event, `->` what is noticed, in order.
//   00:03 press 1 -> stop, play demande_numero
// A prompt ends when a line says so; silence is time that passes. `back` is a restart. After every event the frame goes
// through JSON, and the decision is taken again from the frame as it was: both must be the same.

import { expect } from 'vitest';
import { callId, legId, promptId, queueName } from '../../src/base/ids.ts';
import type { CallFact, Digit } from '../../src/call/index.ts';
import type { Program, Value } from '../../src/dsl/index.ts';
import {
  type CallState,
  type Frame,
  type IvrEffect,
  type IvrEvent,
  type PlacedCall,
  type World,
  advance,
  newFrame as firstFrame,
  scriptFrame,
  worldOf,
} from '../../src/ivr/index.ts';
import { fakeClock } from '../fakes/clock.ts';
import { spelled } from './spelled.ts';

export interface Told {
  readonly state: CallState;
  readonly facts: readonly CallFact[];
  readonly effects: readonly IvrEffect[];
}

export const newFrame = (program: Program, flow: string, placed: PlacedCall | null = null): Frame =>
  firstFrame(
    {
      ...{ call: callId('C'), leg: legId('L'), caller: '+33612345678', called: '+33180001122' },
      ...{ program, flow, now: 0 },
    },
    placed,
  );

/** A script beside a call of `flow`, its parameters given. */
export const newScript = (program: Program, script: string, given: Readonly<Record<string, Value>> = {}): Frame =>
  scriptFrame({ ...newFrame(program, script), agent: 'alice' }, { script, given, number: 0 }, 0);

export interface Setting {
  readonly frame?: Frame;
  readonly world?: Partial<World>;
  /** Milliseconds since 1970 at 00:00. */
  readonly startAt?: number;
}

/** Runs one call of `flow` through the timeline and returns what was recorded. */
export function runFlow(program: Program, flow: string, timeline: string, setting: Setting = {}): Told {
  const startAt = setting.startAt ?? 0;
  const clock = fakeClock(startAt);
  const world: World = { ...worldOf(program), ...setting.world };
  let state: CallState = setting.frame ?? newFrame(program, flow);
  let said: string[] = [];
  const ids = new Ids();
  const facts: CallFact[] = [];
  const effects: IvrEffect[] = [];
  const post = (event: IvrEvent): void => {
    if (state === null) return;
    const decision = advance(world, state, event, clock.now());
    const thawed = JSON.parse(JSON.stringify(state)) as Frame;
    expect(advance(world, thawed, event, clock.now()), 'the decision of a thawed frame').toEqual(decision);
    state = decision.state;
    facts.push(...decision.facts);
    for (const effect of decision.effects) notice(effect);
  };
  const notice = (effect: IvrEffect): void => {
    effects.push(effect);
    ids.note(effect);
    if (effect.kind === 'timer') {
      const { timer, wait } = effect;
      clock.after(wait.at - clock.now(), () => post({ kind: 'timer', timer }));
    } else said.push(...spelled(effect));
  };
  for (const line of timeline
    .split('\n')
    .map((one) => one.trim())
    .filter((one) => one !== '' && !one.startsWith('//'))) {
    const [action = '', noticed = ''] = line.split('->').map((part) => part.trim());
    const [time = '', ...words] = action.split(/\s+/);
    const parts = time.split(':').map(Number);
    clock.moveTo(startAt + parts.reduce((total, part) => total * 60 + part, 0) * 1000);
    for (const event of eventsOf(words, ids)) post(event);
    expect(said, line).toEqual(noticed === '' ? [] : noticed.split(/\s*,\s*(?![^(]*\))/));
    said = [];
  }
  return { state, facts, effects };
}

/** What was asked for last, so that a line need not name it. */
class Ids {
  prompt = '';
  request = 0;
  transfer = 0;
  field = 0;
  recording = '';

  note(effect: IvrEffect): void {
    if (effect.kind === 'play' || effect.kind === 'tell') this.prompt = effect.prompt;
    if (effect.kind === 'request') this.request = effect.request;
    if (effect.kind === 'transfer') this.transfer = effect.transfer;
    if (effect.kind === 'askAgent' || effect.kind === 'offerObjections') this.field = effect.field;
    if (effect.kind === 'record') this.recording = effect.recording;
  }
}

function eventsOf(words: readonly string[], ids: Ids): readonly IvrEvent[] {
  const [verb = '', ...rest] = words;
  const [first = '', second = ''] = rest;
  const value = (): Value => JSON.parse(rest.join(' ')) as Value;
  switch (verb) {
    case 'dials':
      return [{ kind: 'begin' }];
    case 'machine':
      return [{ kind: 'answeringMachine' }];
    case 'press':
      return Array.from(first).map((digit) => ({ kind: 'digit', digit: digit as Digit }));
    case 'prompt':
      return [{ kind: 'promptEnded', prompt: promptId(ids.prompt), end: first === 'fails' ? 'failed' : 'finished' }];
    case 'time':
      return [];
    case 'hangs':
      return [{ kind: 'legEnded', reason: { result: 'network', code: 'hangup' } }];
    case 'queue':
      return [{ kind: 'queue', outcome: first as 'connected' }];
    case 'agent':
      if (first === 'answers') return [{ kind: 'agentAnswered', agent: second }];
      if (first === 'gone') return [{ kind: 'agentGone' }];
      return [
        {
          kind: 'conversationEnded',
          next: first === 'transfers' ? { kind: 'queue', queue: queueName(second) } : { kind: 'flow' },
        },
      ];
    case 'line':
      return [{ kind: 'waiting', position: Number(first), estimateMs: Number(second) * 1000 }];
    case 'answered':
      return [{ kind: 'requestEnded', request: ids.request, result: { kind: 'answered', value: value() } }];
    case 'nothing':
      return [{ kind: 'requestEnded', request: ids.request, result: { kind: 'none' } }];
    case 'refused':
      return [{ kind: 'requestEnded', request: ids.request, result: { kind: 'failed', code: first } }];
    case 'recorded':
      return [
        {
          kind: 'recorded',
          recording: ids.recording,
          result: { end: first as 'silence', soundMs: Number(second) * 1000 },
        },
      ];
    case 'far':
      if (first === 'answers') return [{ kind: 'transferAnswered', transfer: ids.transfer }];
      return [{ kind: 'transferEnded', transfer: ids.transfer, outcome: first as 'busy' }];
    case 'field':
      return [{ kind: 'fieldGiven', field: ids.field, value: value() }];
    case 'objection':
      return [{ kind: 'objection', field: ids.field, objection: Number(first) }];
    case 'continue':
      return [{ kind: 'continued', field: ids.field }];
    case 'fails':
      return [{ kind: 'failed', code: first }];
    case 'astray':
      return [{ kind: 'astray' }];
    case 'back':
      return [{ kind: 'resumed', playing: first === 'hearing' ? [promptId(ids.prompt)] : [] }];
    default:
      throw new Error(`Unknown line: ${words.join(' ')}`);
  }
}
