// The connected call: whoever leaves first ends it, and what follows for the other.

import { describe, expect, it } from 'vitest';
import { agentId, callId, legId } from '../../src/base/ids.ts';
import { endReason } from '../../src/call/index.ts';
import {
  type Conversation,
  type ConversationEvent,
  conversationTransition,
  noConversation,
} from '../../src/conversation/index.ts';

const begin: ConversationEvent = {
  kind: 'begin',
  call: callId('C1'),
  agent: agentId('A1'),
  callerLeg: legId('caller'),
  agentLeg: legId('agent'),
};
const hangup = endReason('network', 'hangup');

function run(...events: readonly ConversationEvent[]) {
  let state: Conversation = noConversation;
  const kinds: string[] = [];
  const facts: unknown[] = [];
  const rooms: string[] = [];
  for (const [index, event] of events.entries()) {
    const decision = conversationTransition(state, event, index * 1_000);
    state = decision.state;
    kinds.push(
      decision.effects
        .map((effect) =>
          'leg' in effect
            ? `${effect.kind} ${effect.leg}`
            : 'by' in effect
              ? `${effect.kind} ${effect.by}`
              : effect.kind,
        )
        .join(', '),
    );
    facts.push(...decision.facts);
    for (const effect of decision.effects) if (effect.kind === 'bringTogether') rooms.push(effect.onFailure);
  }
  return { state, kinds, facts, rooms };
}

describe('a conversation', () => {
  it('begins by bringing both into one room', () => {
    expect(run(begin).kinds).toEqual(['bringTogether']);
  });

  it('begins once, however often it is asked', () => {
    expect(run(begin, begin).kinds).toEqual(['bringTogether', '']);
  });

  it('that the caller ends releases the agent', () => {
    const { state, kinds, facts } = run(begin, { kind: 'legEnded', leg: legId('caller'), reason: hangup });
    expect(kinds[1]).toBe('closeRoom, endLeg agent, tellEnded caller');
    expect(state.kind).toBe('ending');
    expect(facts.at(-1)).toMatchObject({
      kind: 'conversationEnded',
      talkMs: 1_000,
      reason: { result: 'caller', code: 'hangup' },
    });
  });

  it('that the agent ends leaves the caller to the flow', () => {
    const { kinds, facts } = run(begin, { kind: 'legEnded', leg: legId('agent'), reason: hangup });
    expect(kinds[1]).toBe('closeRoom, tellEnded agent');
    expect(facts.at(-1)).toMatchObject({ reason: { result: 'agent', code: 'hangup' } });
  });

  it('that cannot be connected releases the agent and tells both', () => {
    expect(run(begin, { kind: 'joinFailed' }).kinds[1]).toBe('closeRoom, endLeg agent, tellEnded us');
  });

  it('ignores the end of a leg that is not its own, and ends once', () => {
    const other: ConversationEvent = { kind: 'legEnded', leg: legId('other'), reason: hangup };
    const caller: ConversationEvent = { kind: 'legEnded', leg: legId('caller'), reason: hangup };
    expect(run(begin, other, caller, caller, { kind: 'joinFailed' }, { kind: 'resumed' }).kinds.slice(1)).toEqual([
      '',
      'closeRoom, endLeg agent, tellEnded caller',
      '',
      '',
      'closeRoom, endLeg agent, tellEnded caller',
    ]);
  });

  it('whose end was not told to everybody does not begin again, and tells it after an absence (seed 2602)', () => {
    const caller: ConversationEvent = { kind: 'legEnded', leg: legId('caller'), reason: hangup };
    const { state, kinds, facts } = run(
      begin,
      caller,
      begin,
      { kind: 'astray' },
      { kind: 'resumed' },
      { kind: 'told' },
    );
    expect(kinds.slice(2)).toEqual(['', '', 'closeRoom, endLeg agent, tellEnded caller', '']);
    expect(facts).toHaveLength(2);
    expect(state).toEqual(noConversation);
  });

  it('asks again for its room after an absence, and ends by it only when they are found apart (seed 2602)', () => {
    expect(run(begin, { kind: 'resumed' }, { kind: 'astray' }).rooms).toEqual(['end', 'trust', 'end']);
  });
});
