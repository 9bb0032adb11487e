// The rules that every picture of a centre is judged by notice what must not be: each is broken once.

import { noAbilities, plainWaiting } from '../queue/plain.ts';
import { describe, expect, it } from 'vitest';
import { agentId, callId, legId, phoneId, promptId, queueName, roomId } from '../../src/base/ids.ts';
import { type Agent, type AgentState, type WaitingCall, emptyAcd } from '../../src/queue/index.ts';
import { type Picture, type Told, disagreements, violationsIn, watchLooseEnds } from '../../src/sim/index.ts';
import { newFrame } from '../ivr/flow-timeline.ts';

const queue = queueName('support');
const [C, L] = [callId('C'), legId('L')];
const agent = (id: string, state: AgentState): Agent => ({
  ...{ id: agentId(id), name: id, phone: phoneId(id), queues: [queue], abilities: noAbilities },
  ...{ availability: { kind: 'available' }, state, idleSince: 0 },
});
const ring = { at: 0, lengthMs: 0 };
const reserved = (call = C): AgentState => ({
  kind: 'reserved',
  since: 0,
  call,
  leg: legId('A-leg'),
  ring,
  origin: { kind: 'line' },
  line: { kind: 'ringing' },
});
const talk = { call: C, callerLeg: L, agentLeg: legId('A-leg'), queue, part: 'line' } as const;
const waiting = (place: WaitingCall['place']): WaitingCall => ({
  ...{ call: C, leg: L, caller: null, queue, priority: 0, joinedAt: 0, ticket: 1, visit: 1, offerCount: 0 },
  ...plainWaiting,
  place,
});
const conversation = (name: string, call = C): Picture['talking'][number] => ({
  kind: 'talking',
  ...{ call, callerLeg: L, room: roomId(`conversation-${name}`), music: 'default', stage: { kind: 'together' } },
  lead: { kind: 'agent', agent: agentId('A1'), leg: legId('A-leg'), since: 0, voice: 'open' },
  ...{ calledCount: 0, leaving: [] },
});
const frame = newFrame({ hash: 'h', flows: {}, prompts: {} } as never, 'f');

interface Parts {
  readonly agents?: readonly Agent[];
  readonly line?: readonly WaitingCall[];
  readonly rest?: Partial<Picture>;
}

/** A picture in which everything that lives is recorded, unless `rest` says otherwise. */
function picture({ agents = [], line = [], rest = {} }: Parts): Picture {
  const acd = {
    ...emptyAcd,
    link: 'up' as const,
    agents: new Map(agents.map((one) => [one.id, one])),
    waiting: new Map(line.map((one) => [one.call, one])),
  };
  const stored = new Map<string, unknown>([
    ...agents.map((one) => [`agent/${one.id}`, one] as const),
    ...line.map((one) => [`waiting/${one.call}`, one] as const),
    ...(rest.frames ?? []).map((one) => [`call/${one.call}`, one] as const),
    ...(rest.talking ?? []).map((one) => [`conversation/${one.call}`, one] as const),
    ...[...(rest.openLegs ?? [])].map((leg) => [`leg/${leg}`, {}] as const),
  ]);
  const life = { at: 0, controller: 'alive', connection: 'ready' } as const;
  return {
    ...life,
    acd,
    frames: [],
    talking: [],
    ending: [],
    placed: new Map(),
    openLegs: new Set(),
    letters: [],
    callbacks: [],
    followed: new Set(),
    recorded: { calls: [], recordings: [] },
    legs: [],
    rooms: [],
    stored,
    ...rest,
  };
}

describe('a picture', () => {
  it('of a centre at rest breaks no rule', () => {
    expect(violationsIn(picture({ agents: [agent('A1', { kind: 'ready', since: 0 })] }))).toEqual([]);
  });

  it.each<[string, Parts]>([
    [
      'a call held by two agents',
      { agents: [agent('A1', { kind: 'talking', since: 0, talk }), agent('A2', { kind: 'talking', since: 0, talk })] },
    ],
    ['an agent in two conversations', { rest: { talking: [conversation('1'), conversation('2', callId('D'))] } }],
    [
      'a phone that hears two callers',
      {
        rest: {
          legs: ['x', 'y'].map((leg) => ({ leg: legId(leg), direction: 'outbound', state: 'up', called: 'A1' })),
          rooms: ['x', 'y'].map((leg) => ({ room: roomId(`r-${leg}`), legs: [legId(leg), legId(`caller-${leg}`)] })),
        },
      },
    ],
    ['an offer that only the call knows of', { line: [waiting({ kind: 'offered', agent: agentId('A1') })] }],
    ['an offer that only the agent knows of', { agents: [agent('A1', reserved())] }],
    [
      'a caller who waits although an agent is ready',
      { agents: [agent('A1', { kind: 'ready', since: 0 })], line: [waiting({ kind: 'waiting' })] },
    ],
    ['a link that is up without a connection', { rest: { connection: 'away' } }],
    ['a flow that goes on while its caller talks', { rest: { frames: [frame], talking: [conversation('1')] } }],
    ['a call that is not recorded', { rest: { frames: [frame], stored: new Map() } }],
    ['a conversation that is ending unrecorded', { rest: { ending: [C], stored: new Map() } }],
    ['a leg that is not recorded', { rest: { openLegs: new Set([L]), stored: new Map() } }],
    ['a record of what no longer lives', { rest: { stored: new Map([['call/X', {}]]) } }],
  ])('shows %s', (_what, parts) => {
    expect(violationsIn(picture(parts))).not.toEqual([]);
  });
});

describe('facts and states', () => {
  const nothingTold: Told = {
    ...{ calls: new Set(), line: new Set(), legs: new Set() },
    ...{ agents: new Map(), talks: new Map() },
  };

  it.each<[string, Partial<Told>, Parts]>([
    ['an open call', { calls: new Set([frame.call]) }, { rest: { frames: [frame] } }],
    ['a caller in a line', { line: new Set([C]) }, { line: [waiting({ kind: 'waiting' })] }],
    ['an open leg', { legs: new Set([L]) }, { rest: { openLegs: new Set([L]) } }],
    ['a conversation', { talks: new Map([[agentId('A1'), C]]) }, { rest: { talking: [conversation('1')] } }],
    [
      'an agent’s state',
      { agents: new Map([[agentId('A1'), 'ready']]) },
      { agents: [agent('A1', { kind: 'ready', since: 0 })] },
    ],
  ])('agree when both know of %s, and not when one does', (_what, told, held) => {
    const both = { ...nothingTold, ...told };
    expect(disagreements(both, picture(held))).toEqual([]);
    expect(disagreements(both, picture({}))).toHaveLength(1);
    expect(disagreements(nothingTold, picture(held))).toHaveLength(1);
  });
});

describe('a loose end', () => {
  const prompt = promptId('p');
  const at = (ms: number, rest: Partial<Picture>): Picture => picture({ rest: { at: ms, ...rest } });
  const lasts = (rest: Partial<Picture>): boolean => {
    const watch = watchLooseEnds();
    expect(watch.look(at(0, rest))).toEqual([]);
    return watch.look(at(200_000, rest)).length > 0;
  };

  it.each<[string, Partial<Picture>]>([
    ['a leg that is nobody’s', { legs: [{ leg: L, direction: 'inbound', state: 'up', called: '' }] }],
    ['a call whose leg is gone', { frames: [frame] }],
    ['a leg that ended unrecorded', { openLegs: new Set([L]) }],
    ['a room that is nobody’s', { rooms: [{ room: roomId('conversation-x'), legs: [] }] }],
    ['a conversation whose parties are apart', { talking: [conversation('1')] }],
    ['a call that stands still', { frames: [{ ...frame, wait: { kind: 'say', prompt } }] }],
  ])('such as %s may not last', (_what, rest) => {
    expect(lasts(rest)).toBe(true);
  });

  it('begins anew when the telephone system was out of reach meanwhile', () => {
    const watch = watchLooseEnds();
    watch.look(at(0, { frames: [frame] }));
    watch.look(at(100_000, { frames: [frame], connection: 'away' }));
    expect(watch.look(at(200_000, { frames: [frame] }))).toEqual([]);
  });
});
