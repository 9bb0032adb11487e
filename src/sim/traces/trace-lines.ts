// A followed trace as lines: what reached the flow and what it did about it, with times. What the engine does not decide again as
// it did then is told by its facts alone. Pure. Not here: columns and languages (src/cli, web).

import type { Instant } from '../../base/clock.ts';
import type { Fact, StoredFact } from '../../call/index.ts';
import type { IvrEffect, IvrEvent } from '../../ivr/index.ts';
import { type Happening, happeningText, valueText } from '../flows/happening.ts';
import { happeningsOfFact } from '../flows/interleave.ts';
import type { Followed, FollowedStep } from './follow.ts';

/** One line. `what` is a word that a screen may translate; `lengthMs` is how long it was heard, or under way. */
export interface TraceLine {
  readonly at: Instant;
  readonly what: LineKind;
  readonly text: string;
  readonly lengthMs: number | null;
}

export type LineKind = Happening['kind'] | InputKind | 'departs';

/** What came from outside of the flow. */
export type InputKind =
  'pressed' | 'left' | 'silence' | 'line' | 'person' | 'sound' | 'result' | 'far end' | 'away' | 'fault';

/** The lines of a trace; with `facts` also of what could not be followed. */
export function traceLines(followed: Followed, facts: readonly StoredFact[] = []): readonly TraceLine[] {
  const lines: Open[] = [];
  for (const step of followed.steps) {
    closed(lines, step);
    lines.push(...linesOf(step));
  }
  const { departed } = followed;
  const told = lines.map(({ at, what, text, lengthMs }) => ({ at, what, text, lengthMs }));
  if (departed === null) return told;
  const rest = facts.filter(({ at }) => at >= departed.input.at);
  const departs: TraceLine = { at: departed.input.at, what: 'departs', text: '', lengthMs: null };
  return [...told, departs, ...rest.flatMap(({ at, fact }) => factLines(at, fact))];
}

/** A line that lasts until something of this name ends. */
interface Open extends TraceLine {
  readonly id: string | null;
}

function linesOf({ input, decision, happenings }: FollowedStep): readonly Open[] {
  const { at, event } = input;
  const came = inputLine(event, happenings.length > 0 ? 'acted' : 'none', input.key);
  const shown = happenings.filter((each) => !(event.kind === 'requestEnded' && each.kind === 'answered'));
  const playing = decision.effects.filter((effect) => effect.kind === 'play' || effect.kind === 'tell');
  const asked = decision.effects.filter((effect) => effect.kind === 'request');
  return [
    ...(came === null ? [] : [{ at, ...came, lengthMs: null, id: null }]),
    ...shown.map((each): Open => ({
      ...{ at, what: each.kind, text: textOf(each), lengthMs: null },
      id: heard(each) ? idOf(playing.shift()) : each.kind === 'request' ? idOf(asked.shift()) : null,
    })),
  ];
}

/** Only the first of several prompts that are one sound carries the words, and the length. */
const heard = ({ kind, text }: Happening): boolean =>
  text !== null && (kind === 'say' || kind === 'announce' || kind === 'tell' || kind === 'offer');

function idOf(effect: IvrEffect | undefined): string | null {
  if (effect?.kind === 'play' || effect?.kind === 'tell') return effect.prompt;
  return effect?.kind === 'request' ? String(effect.request) : null;
}

/** What has ended, or is stopped, was heard or under way so long. */
function closed(lines: Open[], { input: { event, at }, decision }: FollowedStep): void {
  const stopped = decision.effects.flatMap((effect) => (effect.kind === 'stop' ? [String(effect.prompt)] : []));
  const ended =
    event.kind === 'promptEnded' ? [event.prompt] : event.kind === 'requestEnded' ? [String(event.request)] : [];
  for (const id of [...ended, ...stopped]) {
    const index = lines.findIndex((line) => line.id === id && line.lengthMs === null);
    const line = lines[index];
    if (line !== undefined) lines[index] = { ...line, lengthMs: at - line.at };
  }
}

/** The name and what goes with it; `what` stands before it. */
function textOf(happening: Happening): string {
  const whole = happeningText(happening);
  return whole.slice(happening.kind.length).trimStart();
}

type Came = Pick<TraceLine, 'what' | 'text'>;

/** What came in; null: nothing that says more than what followed from it. */
function inputLine(event: IvrEvent, followed: 'acted' | 'none', key: 'plain' | 'masked'): Came | null {
  switch (event.kind) {
    case 'digit':
      return { what: 'pressed', text: key === 'masked' ? '?' : event.digit };
    case 'legEnded':
      return { what: 'left', text: `${event.reason.result} ${event.reason.code}` };
    case 'timer':
      return followed === 'acted' ? { what: 'silence', text: '' } : null;
    case 'promptEnded':
      return event.end === 'failed' ? { what: 'fault', text: 'promptFailed' } : null;
    case 'failed':
      return { what: 'fault', text: event.code };
    case 'resumed':
      return { what: 'away', text: '' };
    case 'answeringMachine':
      return { what: 'person', text: 'answering machine' };
    case 'recorded':
      return { what: 'sound', text: `${event.result.end}, ${seconds(event.result.soundMs)}` };
    case 'requestEnded':
      return { what: 'result', text: resultText(event.result) };
    case 'transferAnswered':
      return { what: 'far end', text: 'answers' };
    case 'transferEnded':
      return { what: 'far end', text: event.outcome };
    case 'begin':
    case 'astray':
      return null;
    case 'queue':
    case 'waiting':
    case 'agentAnswered':
    case 'agentGone':
    case 'conversationEnded':
    case 'fieldGiven':
    case 'objection':
    case 'continued':
      return lineOfPeople(event);
  }
}

type OfPeople = Extract<
  IvrEvent,
  {
    kind:
      | ('queue' | 'agentAnswered' | 'agentGone' | 'waiting' | 'conversationEnded')
      | ('fieldGiven' | 'objection' | 'continued');
  }
>;

function lineOfPeople(event: OfPeople): Came {
  switch (event.kind) {
    case 'queue':
      return event.outcome === 'connected'
        ? { what: 'person', text: 'connected' }
        : { what: 'line', text: event.outcome };
    case 'waiting':
      return { what: 'line', text: `position ${event.position}, ${seconds(event.estimateMs)}` };
    case 'agentAnswered':
      return { what: 'person', text: 'answers' };
    case 'agentGone':
    case 'conversationEnded':
      return { what: 'person', text: 'leaves' };
    case 'fieldGiven':
      return { what: 'person', text: `fills in ${valueText(event.value)}` };
    case 'objection':
      return { what: 'person', text: 'notes an objection' };
    case 'continued':
      return { what: 'person', text: 'continues' };
  }
}

function resultText(result: Extract<IvrEvent, { kind: 'requestEnded' }>['result']): string {
  if (result.kind === 'answered') return valueText(result.value);
  return result.kind === 'failed' ? `failed ${result.code}` : result.kind;
}

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

/** A fact that no followed step tells of: its names, without words. */
function factLines(at: Instant, fact: Fact): readonly TraceLine[] {
  return happeningsOfFact(fact).map(({ kind, name, values = {} }) => ({
    ...{ at, what: kind, lengthMs: null },
    text: textOf({ at, kind, name, values, text: null, flow: '', step: '' }),
  }));
}
