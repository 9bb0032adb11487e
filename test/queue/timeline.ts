// The timeline notation of the queue's tests: one line an event, `-> effects` in order, `| states` after it.
//   10:00:05 C1 joins support 10 needs fr-FR+fibre:3 for 60 then fr-FR asks -> ring C1 A1 | A1 reserved
// What fires between two lines counts to the second. A run ends with a check that nothing was left unsaid.

import { expect } from 'vitest';
import { agentId, callId, legId, phoneId, queueName } from '../../src/base/ids.ts';
import {
  type Abilities,
  type AcdEvent,
  type AcdState,
  type NeedsFor,
  acdTransition,
  emptyAcd,
} from '../../src/queue/index.ts';
import type { AcdEffect } from '../../src/queue/index.ts';
import { fakeClock } from '../fakes/clock.ts';

/** Runs a timeline; a line whose effects or states differ fails with that line in the message. */
export function runTimeline(text: string): AcdState {
  const clock = fakeClock();
  let state: AcdState = { ...emptyAcd, link: 'up' };
  let said: string[] = [];
  const post = (event: AcdEvent): void => {
    const decision = acdTransition(state, event, clock.now());
    state = decision.state;
    for (const effect of decision.effects) {
      if (effect.kind === 'timer') clock.after(effect.wait.at - clock.now(), () => post(effect.event));
      else said.push(spell(effect));
    }
  };
  for (const line of text
    .split('\n')
    .map((one) => one.trim())
    .filter((one) => one !== '' && !one.startsWith('//'))) {
    const [before = '', states = ''] = line.split('|').map((part) => part.trim());
    const [action = '', effects = ''] = before.split('->').map((part) => part.trim());
    const [time = '', ...words] = action.split(/\s+/);
    clock.moveTo(instant(time));
    for (const event of eventsOf(words)) post(event);
    expect(said, line).toEqual(effects === '' ? [] : effects.split(/\s*,\s*/));
    said = [];
    for (const wanted of states === '' ? [] : states.split(/\s*,\s*/))
      expect(stateOf(state, wanted), line).toBe(wanted);
  }
  return state;
}

function instant(time: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
  return ((hours * 60 + minutes) * 60 + seconds) * 1000;
}

function spell(effect: AcdEffect): string {
  switch (effect.kind) {
    case 'ring':
      return `ring ${effect.leg} ${effect.phone}`;
    case 'endLeg':
      return `end ${effect.leg}`;
    case 'connect':
      return `connect ${effect.talk.call} ${effect.agent}`;
    case 'tellFlow':
      return [
        'tell',
        effect.call,
        effect.outcome.kind,
        ...('agent' in effect.outcome ? [effect.outcome.agent] : []),
      ].join(' ');
    case 'tellConversation': {
      const { outcome } = effect;
      const what = outcome.kind === 'answered' ? 'answered' : outcome.reason.code;
      return `tell ${effect.call}: ${effect.leg} ${what}`;
    }
    case 'timer':
      return 'timer';
  }
}

function stateOf(state: AcdState, wanted: string): string {
  const [who = ''] = wanted.split(' ');
  const agent = state.agents.get(agentId(who));
  const waiting = state.waiting.get(callId(who));
  return `${who} ${agent?.state.kind ?? waiting?.place.kind ?? 'gone'}`;
}

/** The words of a line as events. */
function eventsOf(words: readonly string[]): AcdEvent[] {
  const [who = '', verb = '', ...rest] = words;
  if (who === 'time') return [];
  if (who === 'back') return [{ kind: 'resumed' }];
  if (who === 'link') return [{ kind: 'linkLost' }];
  if (who === 'queue') return [queuePut(verb, rest)];
  if (who === 'agent') return [agentPut(verb, rest)];
  if (who.startsWith('A')) return [agentVerb(who, verb, rest)];
  if (who.startsWith('C')) return [callVerb(who, verb, rest)];
  throw new Error(`Unknown line: ${words.join(' ')}`);
}

function queuePut(name: string, rest: readonly string[]): AcdEvent {
  const [wrapUp = '0', ring = '20', state = 'open', max] = rest;
  const queue = {
    name: queueName(name),
    music: 'default',
    wrapUpMs: Number(wrapUp) * 1000,
    ringMs: Number(ring) * 1000,
    waitingMax: max === undefined ? null : Number(max),
  };
  return { kind: 'queuePut', queue: { ...queue, state: state === 'closed' ? 'closed' : 'open' } };
}

/** `agent A1 support ventes can fr-FR fibre:3`. */
function agentPut(id: string, rest: readonly string[]): AcdEvent {
  const [queues, able = []] = splitAt(rest, 'can');
  const profile = { id: agentId(id), name: id, phone: phoneId(id), queues: queues.map(queueName) };
  return { kind: 'agentPut', agent: { ...profile, abilities: abilitiesOf(able) } };
}

const abilitiesOf = (words: readonly string[]): Abilities => ({
  languages: words.filter((word) => !word.includes(':')),
  skills: words.flatMap((word) => {
    const [skill = '', level] = word.split(':');
    return level === undefined ? [] : [{ skill, level: Number(level) }];
  }),
});

/** `fr-FR+fibre:3 for 60 then fr-FR`. */
function requirementsOf(words: readonly string[]): NeedsFor[] {
  const [needs, , seconds] = words;
  if (needs === undefined) return [];
  const lastsMs = words[1] === 'for' ? Number(seconds) * 1000 : null;
  return [{ needs: abilitiesOf(needs.split('+')), lastsMs }, ...requirementsOf(splitAt(words, 'then')[1] ?? [])];
}

/** What stands before and after the first such word. */
function splitAt(words: readonly string[], at: string): readonly [readonly string[], (readonly string[])?] {
  const index = words.indexOf(at);
  return index === -1 ? [words] : [words.slice(0, index), words.slice(index + 1)];
}

function agentVerb(who: string, verb: string, rest: readonly string[]): AcdEvent {
  const agent = agentId(who);
  switch (verb) {
    case 'ready':
      return { kind: 'availabilityChosen', agent, availability: { kind: 'available' } };
    case 'pauses':
      return { kind: 'availabilityChosen', agent, availability: { kind: 'paused', reason: rest[0] ?? 'break' } };
    case 'leaves':
      return { kind: 'availabilityChosen', agent, availability: { kind: 'signedOut' } };
    case 'removed':
      return { kind: 'agentRemoved', agent };
    case 'finishes':
      return { kind: 'conversationEnded', agent, call: callId(callOfLeg(rest[0])), leg: legId(legOfTalk(rest[0])) };
    default:
      throw new Error(`Unknown verb of an agent: ${verb}`);
  }
}

/** `C1` stands for the leg of its first offer. */
const legOfTalk = (what = ''): string => (what.includes('-') ? what : `${what}-agent-1-1`);
const callOfLeg = (what = ''): string => what.split('-')[0] ?? '';

function callVerb(who: string, verb: string, rest: readonly string[]): AcdEvent {
  const call = callId(who);
  const [plain, wanted = []] = splitAt(
    rest.filter((word) => word !== 'asks'),
    'needs',
  );
  // `joins support 10` or `is promised support 10`: as if waiting since a minute ago.
  const [queue = 'support', priority = '0', visit = '1'] = verb === 'is' ? plain.slice(1) : plain;
  const requirements = requirementsOf(wanted);
  switch (verb) {
    case 'joins':
    case 'is':
      return {
        kind: 'callJoined',
        call,
        leg: legId(`${who}-leg`),
        caller: null,
        queue: queueName(queue),
        priority: Number(priority),
        visit: Number(visit),
        ...{ requirements, connect: rest.includes('asks') ? 'asks' : 'direct', since: verb === 'is' ? 0 : null },
      };
    case 'changes':
      return { kind: 'callChanged', call, priority: Number(queue), requirements };
    case 'bridges':
      return { kind: 'bridgeWanted', call, callerLeg: legId(`${who}-leg`) };
    case 'abandons':
      return { kind: 'callLeft', call, why: 'abandoned' };
    case 'wants': {
      const [agent = '', leg = ''] = rest;
      return {
        ...{ kind: 'calledIn', call, callerLeg: legId(`${who}-leg`), caller: null },
        ...{ agent: agentId(agent), leg: legId(leg) },
      };
    }
    case 'withdraws':
      return { kind: 'callLeft', call, why: 'flow' };
    default:
      return legVerb(who, verb, rest);
  }
}

/** `C1-agent-1-1 answers`: what happens to an agent's leg. */
function legVerb(who: string, verb: string, rest: readonly string[]): AcdEvent {
  const leg = legId(who);
  if (verb === 'answers') return { kind: 'legAnswered', leg };
  if (verb === 'unrung') return { kind: 'ringFailed', leg, reason: { result: 'network', code: 'timeout' } };
  if (verb === 'ends') return { kind: 'legEnded', leg, reason: { result: 'network', code: rest[0] ?? 'busy' } };
  throw new Error(`Unknown verb of a call: ${verb}`);
}
