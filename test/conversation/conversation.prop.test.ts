// Any events in any order: whatever happens to whom, each part of a conversation has one end, and nobody's leg is forgotten.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LegId } from '../../src/base/ids.ts';
import type { ConversationFact } from '../../src/call/index.ts';
import {
  type Conversation,
  type ConversationEffect,
  type ConversationEvent,
  conversationTransition,
  heldAtOf,
  legsOf,
  noConversation,
  partiesOf,
  placesOf,
} from '../../src/conversation/index.ts';
import { eventOf } from './timeline.ts';

const words = [
  ...[
    'hold',
    'retrieve',
    'swap',
    'join',
    'cancel',
    'complete',
    'resumed',
    'resumed caller',
    'astray a1',
    'apart',
    'told',
    'begins',
  ],
  ...['mute A1', 'unmute A1', 'mute A2', 'unmutable a1', 'left a1', 'left called-1', 'hangs a1', 'hangs other'],
  ...['transfer queue sales', 'transfer A2', 'transfer A1', 'transfer number +33140000000'],
  ...['consult A2', 'consult A2', 'consult number +33140000000'],
  ...[1, 2, 3].flatMap((n) => [
    `answers called-${n}`,
    `answers called-${n}`,
    `unreached called-${n}`,
    `hangs called-${n}`,
  ]),
  'hangs caller',
];

const story = fc.array(fc.constantFrom(...words), { maxLength: 40 });

interface Step {
  readonly before: Conversation;
  readonly event: ConversationEvent;
  readonly after: Conversation;
  readonly effects: readonly ConversationEffect[];
}

/** The story begins with a talk and ends with the caller, and with everybody told. */
function run(lines: readonly string[]): { readonly steps: Step[]; readonly facts: ConversationFact[] } {
  let state: Conversation = noConversation;
  const steps: Step[] = [];
  const facts: ConversationFact[] = [];
  for (const [index, line] of ['begins', ...lines, 'hangs caller', 'told'].entries()) {
    if (state.kind === 'none' && index > 0) break;
    const event = eventOf(line.split(' '));
    const decision = conversationTransition(state, event, index * 1_000);
    steps.push({ before: state, event, after: decision.state, effects: decision.effects });
    facts.push(...decision.facts);
    state = decision.state;
  }
  return { steps, facts };
}

const legsIn = (state: Conversation): readonly LegId[] => (state.kind === 'talking' ? legsOf(state) : []);

describe('whatever happens in a conversation', () => {
  it('it ends, and never begins again before everybody was told', () => {
    fc.assert(
      fc.property(story, (lines) => {
        const { steps } = run(lines);
        expect(steps.at(-1)?.after.kind).toBe('none');
        for (const { before, after } of steps) if (before.kind === 'ending') expect(after.kind).not.toBe('talking');
      }),
      { numRuns: 2_000 },
    );
  });

  it('every talk and every hold that began has one end, of a length that is not negative', () => {
    fc.assert(
      fc.property(story, (lines) => {
        const { facts } = run(lines);
        const open = new Set<string>();
        const close = (what: string, ms: number): void => {
          expect(open.delete(what), what).toBe(true);
          expect(ms).toBeGreaterThanOrEqual(0);
        };
        const begin = (what: string): void => {
          expect(open.has(what), what).toBe(false);
          open.add(what);
        };
        for (const fact of facts) {
          if (fact.kind === 'conversationBegan') begin(fact.agent);
          if (fact.kind === 'conversationEnded') close(fact.agent, fact.talkMs);
          if (fact.kind === 'holdBegan') begin('hold');
          if (fact.kind === 'holdEnded') close('hold', fact.holdMs);
        }
        expect([...open]).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('who drops out of it has hung up, is hung up, or never came; an agent’s leaving is told', () => {
    fc.assert(
      fc.property(story, (lines) => {
        for (const { before, event, after, effects } of run(lines).steps) {
          const stay = new Set(legsIn(after));
          for (const leg of legsIn(before)) {
            if (stay.has(leg) || (before.kind === 'talking' && leg === before.callerLeg)) continue;
            const byItself = (event.kind === 'legEnded' || event.kind === 'unreached') && event.leg === leg;
            const ended = effects.some((effect) => effect.kind === 'endLeg' && effect.leg === leg);
            expect(byItself || ended, `${leg} after ${JSON.stringify(event)}`).toBe(true);
          }
          if (before.kind !== 'talking') continue;
          for (const party of partiesOf(before)) {
            if (party.kind !== 'agent' || stay.has(party.leg)) continue;
            const told = effects.some((effect) => effect.kind === 'tellLeft' && effect.leg === party.leg);
            expect(told, `${party.agent} after ${JSON.stringify(event)}`).toBe(true);
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('everybody has one place, the caller hears music or somebody, and only a hand-over is led by nobody', () => {
    fc.assert(
      fc.property(story, (lines) => {
        for (const { after } of run(lines).steps) {
          if (after.kind !== 'talking') continue;
          const { inside, held } = placesOf(after);
          const placed = [...inside, ...held];
          expect(new Set(placed).size).toBe(placed.length);
          const rung = after.stage.kind === 'calling' ? [after.stage.other.leg] : [];
          expect([...placed, ...rung].sort()).toEqual([...legsOf(after)].sort());
          expect(held.includes(after.callerLeg)).toBe(heldAtOf(after.stage) !== null);
          if (inside.includes(after.callerLeg)) expect(inside.length).toBeGreaterThan(1);
          if (after.lead.kind === 'nobody') expect(after.stage).toMatchObject({ kind: 'calling', then: 'connect' });
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('the same event told twice changes nothing the second time, but for an order that can be given again', () => {
    fc.assert(
      fc.property(story, (lines) => {
        for (const { after, event } of run(lines).steps) {
          if (event.kind === 'order' || event.kind === 'begin') continue;
          expect(conversationTransition(after, event, 1_000_000).state).toEqual(after);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
