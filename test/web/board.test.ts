// What the page computes from the board.

import { plainWaiting } from '../queue/plain.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LiveAgent, LiveCall, LiveConversation, LiveMessage } from '../../src/api/contract/index.ts';
import { callId, legId, queueName } from '../../src/base/ids.ts';
import { servedBefore as servedBeforeByServer } from '../../src/queue/waiting-line.ts';
import { type Board, applied, emptyBoard } from '../../web/src/live/board.ts';
import {
  agentOf,
  figuresOf,
  heldSince,
  inOrder,
  servedBefore,
  sinceOf,
  talkPartOf,
  waitLevel,
} from '../../web/src/live/figures.ts';
import { serverTime } from '../../web/src/live/now.ts';
import { type Seats, seated } from '../../web/src/live/seats.ts';

const anAgent = (name: string, change: Partial<LiveAgent> = {}): LiveAgent => ({
  ...{ kind: 'agent', id: name, name, queues: ['support'], state: 'ready', since: 5 },
  ...{ reason: null, call: null, endsAt: null },
  ...change,
});
const aCall = (change: Partial<LiveCall> = {}): LiveCall => ({
  ...{ kind: 'call', id: 'C1', caller: null, flow: 'f', step: { name: 's', label: null }, stepAt: 20, startedAt: 10 },
  ...{ doing: 'say' },
  ...change,
});
const boardOf = (parts: Partial<Board>): Board => ({ ...emptyBoard, ...parts });

describe('a message', () => {
  const delta = (seq: number): LiveMessage => ({ kind: 'delta', seq, at: 0, changes: {} });

  it.each([
    ['a delta before any snapshot', null, delta(1)],
    ['a delta that leaves one out', emptyBoard, delta(2)],
    ['a delta that was applied', boardOf({ seq: 1 }), delta(1)],
    ['a beat with another number', emptyBoard, { kind: 'beat', seq: 1, at: 0 } as const],
  ])('%s is a gap', (_, board, message) => {
    expect(applied(board, message)).toBe('gap');
  });

  it('a snapshot replaces everything, whatever was known', () => {
    const known = boardOf({ seq: 7, agent: new Map([['agent/A', anAgent('A')]]) });
    const snapshot: LiveMessage = { kind: 'snapshot', seq: 3, at: 0, entries: { 'agent/B': anAgent('B') } };
    expect(applied(known, snapshot)).toEqual(boardOf({ seq: 3, agent: new Map([['agent/B', anAgent('B')]]) }));
  });

  it('a delta leaves untouched what it does not name', () => {
    const known = boardOf({ call: new Map([['call/C1', aCall()]]) });
    const next = applied(known, { kind: 'delta', seq: 1, at: 0, changes: { 'agent/A': anAgent('A') } });
    expect(next === 'gap' ? next : next.call).toBe(known.call);
  });
});

describe('a waiting line', () => {
  it('has the order in which the server serves it', () => {
    const one = fc.record({ priority: fc.nat(2), joinedAt: fc.nat(3), ticket: fc.nat(3) });
    fc.assert(
      fc.property(one, one, (left, right) => {
        const shown = (made: typeof left) =>
          ({ ...made, kind: 'waiting', call: 'c', queue: 'q', caller: null, offeredTo: null }) as const;
        const stored = (made: typeof left) => ({
          ...{
            ...made,
            call: callId('c'),
            leg: legId('l'),
            queue: queueName('q'),
            caller: null,
            visit: 1,
            offerCount: 0,
          },
          ...plainWaiting,
          place: { kind: 'waiting' } as const,
        });
        expect(Math.sign(servedBefore(shown(left), shown(right)))).toBe(
          Math.sign(servedBeforeByServer(stored(left), stored(right))),
        );
      }),
    );
  });
});

describe('figures', () => {
  it('count calls, waiting, not offered, ready, talking and signed in, and find the oldest wait', () => {
    const waiting = (call: string, joinedAt: number, offeredTo: string | null) =>
      [call, { kind: 'waiting', call, queue: 'q', caller: null, priority: 0, joinedAt, ticket: 1, offeredTo }] as const;
    const agents = [anAgent('A'), anAgent('B', { state: 'talking' }), anAgent('C', { state: 'offline' })];
    const board = boardOf({
      call: new Map([['call/C1', aCall()]]),
      waiting: new Map([waiting('C1', 9, null), waiting('C2', 4, 'A')]),
      agent: new Map(agents.map((agent) => [agent.id, agent])),
    });
    expect(figuresOf(board)).toEqual({
      ...{ callCount: 1, waitingCount: 2, unofferedCount: 1, oldestAt: 4 },
      ...{ readyCount: 1, talkingCount: 1, signedInCount: 2 },
    });
    expect(figuresOf(emptyBoard).oldestAt).toBeNull();
  });

  it.each([
    [59_999, 'fine'],
    [60_000, 'high'],
    [180_000, 'tooLong'],
  ])('a wait of %d ms is %s', (waitMs, level) => {
    expect(waitLevel(waitMs)).toBe(level);
  });

  it('a call that talks is with the agent who talks with it, since their answer, and not with one who writes it up', () => {
    const talking = anAgent('A', { state: 'talking', call: 'C1', since: 30 });
    const writing = anAgent('B', { state: 'wrapUp', call: 'C2' });
    const board = boardOf({ agent: new Map([talking, writing].map((agent) => [agent.id, agent])) });
    expect(agentOf(board, 'C1')).toBe(talking);
    expect(agentOf(board, 'C2')).toBeNull();
    expect(sinceOf(board, aCall({ doing: 'talking' }), talking)).toBe(30);
    expect(sinceOf(board, aCall(), null)).toBe(20);
  });

  it('agents stand by name, numbers as numbers, the absent last', () => {
    const agents = [anAgent('Agent 10'), anAgent('Ana', { state: 'offline' }), anAgent('Agent 9'), anAgent('Élodie')];
    expect(inOrder(agents, 'fr').map(({ name }) => name)).toEqual(['Agent 9', 'Agent 10', 'Élodie', 'Ana']);
  });
});

describe('seats', () => {
  it('each call keeps its seat for as long as it lasts, and nobody stands', () => {
    const days = fc.array(fc.uniqueArray(fc.constantFrom<string>('a', 'b', 'c', 'd', 'e')));
    fc.assert(
      fc.property(days, (presences) => {
        let seats: Seats = [];
        for (const present of presences) {
          const next = seated(seats, present);
          expect(next.filter((key) => key !== null).toSorted()).toEqual(present.toSorted());
          for (const [place, key] of seats.entries())
            if (key !== null && present.includes(key)) expect(next[place]).toBe(key);
          expect(next.at(-1)).not.toBeNull();
          seats = next;
        }
      }),
    );
  });

  it('a newcomer takes the first free seat', () => {
    expect(seated(['a', 'b', 'c'], ['a', 'c', 'd'])).toEqual(['a', 'd', 'c']);
    expect(seated(['a', 'b', 'c'], ['a'])).toEqual(['a']);
  });
});

describe('the server’s time', () => {
  it('goes on from what the least delayed message said, and stands still when the line is lost', () => {
    let here = 100;
    const time = serverTime(() => here);
    time.heard(10_000);
    here = 1_100;
    expect(time.now()).toBe(11_000);
    // This one was 300 ms on its way: it must not set the clock back.
    time.heard(10_700);
    expect(time.now()).toBe(11_000);
    here = 2_100;
    time.freeze();
    expect(time.now()).toBe(10_700);
    here = 9_999;
    expect(time.now()).toBe(10_700);
  });
});

describe('a conversation', () => {
  const ana = anAgent('ana', { state: 'talking', call: 'C1' });
  const bruno = anAgent('bruno', { state: 'talking', call: 'C1' });
  const party = (name: string, voice: 'open' | 'muted' = 'open') => ({ kind: 'agent', name, voice }) as const;
  const talking = (state: LiveConversation['state'], change: Partial<LiveConversation> = {}): Board => {
    const talk: LiveConversation = {
      ...{ kind: 'conversation', call: 'C1', state, lead: party('ana'), other: null, heldAt: null },
      ...change,
    };
    const agent = new Map([bruno, ana].map((one) => [`agent/${one.id}`, one] as const));
    return boardOf({ agent, conversation: new Map([['conversation/C1', talk]]) });
  };

  it.each([
    ['consulting', 'consulting', 'consulted'],
    ['returned', 'returned', 'parked'],
    ['conference', 'conference', 'conference'],
  ] as const)('%s is %s for who leads and %s for the other', (state, first, second) => {
    const board = talking(state, { other: party('bruno', 'muted') });
    expect(talkPartOf(board, ana)).toEqual({ doing: first, other: 'bruno', voice: 'open' });
    expect(talkPartOf(board, bruno)).toEqual({ doing: second, other: 'ana', voice: 'muted' });
  });

  it('belongs to who leads it, although another agent of the call stands first', () => {
    expect(agentOf(talking('conference', { other: party('bruno') }), 'C1')?.id).toBe('ana');
  });

  it('of an agent who is only rung, or in none, is none', () => {
    const board = talking('calling', { other: party('bruno') });
    expect(talkPartOf(board, anAgent('bruno', { state: 'reserved', call: 'C1' }))).toBeNull();
    expect(talkPartOf(board, anAgent('eve'))).toBeNull();
  });

  it('says since when its caller is on hold', () => {
    expect(heldSince(talking('held', { heldAt: 9 }), 'C1')).toBe(9);
    expect(heldSince(talking('talking'), 'C1')).toBeNull();
    expect(heldSince(emptyBoard, 'C1')).toBeNull();
  });
});
