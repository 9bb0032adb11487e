// Lists of calls out of memory and the record: filters, order, pages, and what is shown while the database is down.

import { beforeEach, describe, expect, it } from 'vitest';
import type { CallView } from '../../src/api/contract/index.ts';
import { agentId, callId, legId, queueName } from '../../src/base/ids.ts';
import { type Fact, endReason } from '../../src/call/index.ts';
import { StoreFault } from '../../src/store/index.ts';
import { type MemoryRoom, apiOn, liveCall, memoryRoom } from './control-room.ts';

let room: MemoryRoom;
let seq = 0;

const keep = (at: number, fact: Fact): void =>
  void room.record.facts.push({ journal: 'j', seq: (seq += 1), index: 0, at, fact });

const began = (id: string, at: number, flow = 'welcome'): void =>
  keep(at, {
    ...{ kind: 'callOffered', call: callId(id), leg: legId(`in-${id}`), caller: '+33612345678' },
    ...{ called: '+33180001122', flow, program: null },
  });
const ends = (id: string, at: number, code = 'hangup'): void =>
  keep(at, { kind: 'callEnded', call: callId(id), reason: endReason('caller', code) });

const lives = (id: string, since: number, more: Partial<ReturnType<typeof liveCall>> = {}): void => {
  began(id, since);
  room.liveCalls.push({ ...liveCall('+33612345678'), id: callId(id), since, ...more });
};

beforeEach(() => {
  room = memoryRoom();
  seq = 0;
  for (const [index, id] of ['a', 'b', 'c'].entries()) {
    began(id, 1_000 * (index + 1));
    ends(id, 1_000 * (index + 1) + 500);
  }
  lives('d', 4_000, { queue: queueName('support'), agent: agentId('ana') });
  lives('e', 2_500);
});

const list = async (query = '') => (await apiOn(room).ask('GET', `/api/calls${query}`)).body;
const ids = (calls: readonly CallView[]): string[] => calls.map(({ id }) => id);

describe('a list of calls', () => {
  it('shows live ones alone unless more is asked for', async () => {
    const { calls, record, next } = await list();
    expect([ids(calls), record, next]).toEqual([['d', 'e'], 'notAsked', null]);
  });

  it.each([
    ['?state=all', ['d', 'c', 'e', 'b', 'a']],
    ['?state=ended', ['c', 'b', 'a']],
    ['?result=caller', ['c', 'b', 'a']],
    ['?code=HANG', ['c', 'b', 'a']],
    ['?code=busy', []],
    ['?queue=support', ['d']],
    ['?agent=ana', ['d']],
    ['?flow=nothing', []],
    ['?called=%2B33180001122', ['d', 'e']],
    ['?from=1970-01-01T00:00:02.500Z', ['d', 'c', 'e']],
    ['?to=1970-01-01T01:00:02.500%2B01:00', ['b', 'a']],
  ])('%s: %j', async (query, wanted) => {
    expect(ids((await list(query)).calls)).toEqual(wanted);
  });

  it('in pages of any size is the same list, none twice and none left out', async () => {
    for (const size of [1, 2, 3, 4, 5, 6]) {
      const seen: string[] = [];
      for (let after = ''; ;) {
        const { calls, next } = await list(`?state=all&limit=${size}${after}`);
        expect(calls.length).toBeLessThanOrEqual(size);
        seen.push(...ids(calls));
        if (next === null) break;
        after = `&after=${next}`;
      }
      expect(seen, `pages of ${size}`).toEqual(['d', 'c', 'e', 'b', 'a']);
    }
  });

  it('shows an ended call with its end, and its caller masked', async () => {
    const [call] = (await list('?state=ended&limit=1')).calls;
    expect(call).toEqual({
      ...{ state: 'ended', id: 'c', since: 3_000, flow: 'welcome', called: '+33180001122', caller: '+33•••••••78' },
      ...{ queue: null, agent: null, end: { at: 3_500, result: 'caller', code: 'hangup' } },
    });
  });

  it.each([
    '?limit=0',
    '?limit=201',
    '?state=dead',
    '?from=yesterday',
    '?after=here',
    '?result=good',
    '?agent=%20',
    '?x=1',
  ])('%s answers 400', async (query) => {
    expect((await apiOn(room).ask('GET', `/api/calls${query}`)).status).toBe(400);
  });
});

describe('a database that is down', () => {
  beforeEach(() => {
    room.record.fault = new StoreFault('unreachable', null);
  });

  it('leaves the live calls, and says so', async () => {
    const { calls, record } = await list('?state=all');
    expect([ids(calls), record]).toEqual([['d', 'e'], 'unavailable']);
  });

  it('is a refusal to who asks for ended calls alone', async () => {
    const { status, body } = await apiOn(room).ask('GET', '/api/calls?state=ended');
    expect([status, body.error.code]).toEqual([503, 'unavailable']);
  });

  it('leaves of a live call what it is now, and says so', async () => {
    const { call, facts, record } = (await apiOn(room).ask('GET', '/api/calls/d')).body;
    expect([call.state, facts, record]).toEqual(['live', [], 'unavailable']);
  });

  it('is a refusal to who asks for a call that does not live', async () => {
    expect((await apiOn(room).ask('GET', '/api/calls/a')).status).toBe(503);
  });
});

describe('the story of a call', () => {
  const story = async (path: string) => (await apiOn(room).ask('GET', `/api/calls/${path}`)).body;

  it('tells every fact in order, with its time from the beginning, the caller masked', async () => {
    const { call, facts, record } = await story('a');
    expect([call.state, record]).toEqual(['ended', 'read']);
    expect(facts).toEqual([
      {
        ...{ at: 1_000, sinceBeginMs: 0, kind: 'callOffered' },
        details: { leg: 'in-a', caller: '+33•••••••78', called: '+33180001122', flow: 'welcome', program: null },
      },
      { at: 1_500, sinceBeginMs: 500, kind: 'callEnded', details: { reason: { result: 'caller', code: 'hangup' } } },
    ]);
  });

  it('shows the caller in full when asked', async () => {
    const { call, facts } = await story('a?callers=full');
    expect([call.caller, facts[0]?.details['caller']]).toEqual(['+33612345678', '+33612345678']);
  });

  it('of a live call is what became true so far', async () => {
    const { call, facts } = await story('d');
    expect([call.state, call.agent, facts.map(({ kind }) => kind)]).toEqual(['live', 'ana', ['callOffered']]);
  });

  it('of an unknown call answers 404', async () => {
    const { status, body } = await apiOn(room).ask('GET', '/api/calls/nobody');
    expect([status, body.error.code]).toEqual([404, 'callUnknown']);
  });

  it('is cut where it is too long, and says so', async () => {
    for (let n = 0; n < 5_000; n += 1) keep(1_100, { kind: 'callResumed', call: callId('a') });
    const { facts, ...rest } = (await apiOn(room).ask('GET', '/api/calls/a')).body;
    expect([facts.length, rest]).toEqual([5_000, expect.objectContaining({ rest: 'cut' })]);
  });
});
