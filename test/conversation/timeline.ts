// The timeline notation of conversations: a second, an event, `->` what is asked for in order, `|` what the conversation is then.
//   10 hold  -> music caller | held A1
// Legs are short: the caller's is `caller`, an agent's own is their name in small letters, the nth who is called in has `called-n`.

import { expect } from 'vitest';
import { agentId, callId, legId, queueName } from '../../src/base/ids.ts';
import { type ConversationFact, endReason } from '../../src/call/index.ts';
import {
  type Called,
  type Conversation,
  type ConversationEffect,
  type ConversationEvent,
  type Order,
  type Target,
  conversationTransition,
  noConversation,
} from '../../src/conversation/index.ts';

export interface Told {
  readonly state: Conversation;
  readonly facts: readonly ConversationFact[];
}

/** Runs a timeline; a line whose effects or state differ fails with that line in the message. */
export function runTimeline(text: string): Told {
  let state: Conversation = noConversation;
  const facts: ConversationFact[] = [];
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (line === '' || line.startsWith('//')) continue;
    const [before = '', wanted = ''] = line.split('|').map((part) => part.trim());
    const [action = '', effects = ''] = before.split('->').map((part) => part.trim());
    const [second = '', ...words] = action.split(/\s+/);
    const decision = conversationTransition(state, eventOf(words), Number(second) * 1_000);
    state = decision.state;
    facts.push(...decision.facts);
    expect(decision.effects.map(spell), line).toEqual(effects === '' ? [] : effects.split(/\s*,\s*/));
    if (wanted !== '') expect(shown(state), line).toBe(wanted);
  }
  return { state, facts };
}

/** How each talk and hold ended, and how long it lasted. */
export const ends = (facts: readonly ConversationFact[]): string[] =>
  facts.flatMap((fact) =>
    fact.kind === 'conversationEnded'
      ? [`${fact.agent} ${fact.talkMs} ${fact.reason.result}/${fact.reason.code}`]
      : fact.kind === 'holdEnded'
        ? [`hold ${fact.holdMs}`]
        : [],
  );

/** The openings of stories: a talk, and a consultation in each of its stages. */
export const talk = '0 begins -> room caller+a1 or end | together A1';
export const consulting = `${talk}
  10 consult A2           -> ring called-1 A2, music caller | calling A1 A2
  15 answers called-1     -> room called-1                  | consulting A1 A2`;
export const returned = `${consulting}
  20 swap                 -> music called-1 room caller     | returned A1 A2`;
export const conference = `${consulting}
  20 join                 -> room caller                    | conference A1 A2`;

const plainOrders = ['hold', 'retrieve', 'swap', 'join', 'cancel', 'complete'] as const;

/** The words of a line as an event. */
export function eventOf([verb = '', first = '', second = '']: readonly string[]): ConversationEvent {
  const plain = plainOrders.find((order) => order === verb);
  if (plain !== undefined) return order({ kind: plain });
  switch (verb) {
    case 'begins':
      return {
        ...{ kind: 'begin', call: callId('C1'), agent: agentId('A1'), callerLeg: legId('caller') },
        ...{ agentLeg: legId('a1'), music: 'jazz' },
      };
    case 'mute':
    case 'unmute':
      return order({ kind: 'voice', agent: agentId(first), voice: verb === 'mute' ? 'muted' : 'open' });
    case 'transfer':
      return order({ kind: 'transfer', to: targetOf(first, second) });
    case 'consult': {
      const to = targetOf(first, second);
      if (to.kind === 'queue') throw new Error('A queue is not consulted.');
      return order({ kind: 'consult', to });
    }
    case 'answers':
      return { kind: 'answered', call: callId('C1'), agent: second === '' ? agentId('A2') : null, leg: fullLeg(first) };
    case 'unreached':
      return { kind: 'unreached', leg: fullLeg(first), reason: endReason('agent', 'noAnswer') };
    case 'hangs':
      return { kind: 'legEnded', leg: fullLeg(first), reason: endReason('network', 'hangup') };
    case 'unmutable':
      return { kind: 'voiceFailed', leg: fullLeg(first), voice: 'muted' };
    case 'apart':
      return { kind: 'joinFailed' };
    case 'resumed':
    case 'astray':
      return { kind: verb, astray: first === '' ? [] : first.split('+').map(fullLeg) };
    case 'told':
      return { kind: verb };
    case 'left':
      return { kind: 'leftTold', leg: fullLeg(first) };
    default:
      throw new Error(`Unknown line: ${verb}`);
  }
}

const order = (one: Order): ConversationEvent => ({ kind: 'order', order: one });

function targetOf(kind: string, name: string): Target {
  if (kind === 'queue') return { kind, queue: queueName(name) };
  return kind === 'number' ? { kind, number: name } : { kind: 'agent', agent: agentId(kind) };
}

const fullLeg = (leg: string) => legId(leg.startsWith('called-') ? `a1-${leg}` : leg);
const shortLeg = (leg: string): string => leg.replace(/^a1-/, '');

/** An effect in a word or two. */
export function spell(effect: ConversationEffect): string {
  switch (effect.kind) {
    case 'arrange': {
      const held = effect.held.length === 0 ? [] : [`music ${effect.held.map(shortLeg).join('+')}`];
      const inside = effect.inside.length === 0 ? [] : [`room ${effect.inside.map(shortLeg).join('+')}`];
      return [...held, ...inside, ...(effect.onFailure === 'end' ? ['or end'] : [])].join(' ');
    }
    case 'voice':
      return `${effect.voice} ${shortLeg(effect.leg)}`;
    case 'callIn':
      return `ring ${shortLeg(effect.called.leg)} ${nameOf(effect.called)}`;
    case 'endLeg':
      return `end ${shortLeg(effect.leg)}`;
    case 'leaveHold':
      return `silence ${shortLeg(effect.leg)}`;
    case 'closeRoom':
      return 'close';
    case 'tellLeft':
      return `left ${effect.agent}`;
    case 'tellOver':
      return effect.next.kind === 'queue' ? `over to ${effect.next.queue}` : 'over';
  }
}

const nameOf = (called: Called): string => (called.kind === 'agent' ? called.agent : called.number);

function shown(state: Conversation): string {
  if (state.kind !== 'talking') return state.kind === 'ending' ? `ending ${state.by}` : 'none';
  const { lead, stage } = state;
  const led = lead.kind === 'nobody' ? 'nobody' : nameOf(lead);
  const other = 'other' in stage ? ` ${nameOf(stage.other)}` : '';
  return `${stage.kind === 'calling' && stage.then === 'connect' ? 'handing' : stage.kind} ${led}${other}`;
}
