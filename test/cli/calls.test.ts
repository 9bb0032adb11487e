// `carillon calls` and `carillon call ID`, with the interface of a controller in memory behind them.

import { noAbilities } from '../queue/plain.ts';
import { describe, expect, it } from 'vitest';
import { agentId, callId, legId, phoneId, queueName } from '../../src/base/ids.ts';
import { type Fact, endReason } from '../../src/call/index.ts';
import { StoreFault } from '../../src/store/index.ts';
import { liveCall } from '../api/control-room.ts';
import { commandLine } from './command-line.ts';

const call = callId('call-7');
const queue = queueName('support');
const agent = agentId('agent-1');
const leg = legId('call-7-agent-1');

/** One served call, from its offer to its end, as [milliseconds after the beginning, fact]. */
const served: readonly (readonly [number, Fact])[] = [
  [
    0,
    {
      kind: 'callOffered',
      call,
      leg: legId('in-1.2'),
      caller: '+33612345678',
      called: '+33180001122',
      flow: 'accueil',
      program: null,
    },
  ],
  [4, { kind: 'callAnswered', call }],
  [4, { kind: 'promptPlayed', call, prompt: 'menu_principal', language: 'fr-FR' }],
  [3_410, { kind: 'keyChosen', call, menu: 'principal', key: '1', label: 'Conseiller' }],
  [3_412, { kind: 'queueJoined', call, queue, priority: 0 }],
  [3_412, { kind: 'callOfferedToAgent', call, queue, agent, leg }],
  [5_000, { kind: 'legAnswered', call, leg, agent }],
  [5_000, { kind: 'queueAnswered', call, queue, agent, waitMs: 1_588, ringMs: 1_588 }],
  [65_000, { kind: 'legEnded', call, leg: legId('in-1.2'), agent: null, reason: endReason('caller', 'hangup') }],
  [65_001, { kind: 'callEnded', call, reason: endReason('caller', 'hangup') }],
];

function centre() {
  const line = commandLine();
  for (const [seq, [afterMs, fact]] of served.entries())
    line.room.record.facts.push({ journal: 'j', seq, index: 0, at: line.room.now + afterMs, fact });
  const ana = { id: agent, name: 'Ana Martin', phone: phoneId('ana'), queues: [], abilities: noAbilities };
  line.room.happens({ kind: 'agentPut', agent: ana });
  return line;
}

describe('carillon calls', () => {
  it('shows where each live call is and masks its caller', async () => {
    const { run, room } = commandLine();
    room.liveCalls.push({ ...liveCall('+33612345678'), since: room.now });
    expect((await run('calls')).out.split('\n')).toEqual([
      'CALL    BEGAN                FOR       FLOW     NOW OR END  QUEUE  AGENT  CALLER',
      'call-1  1970-01-01T00:16:40  1min 30s  welcome  start: say  -      -      +33•••••••78',
    ]);
  });

  it('shows callers in full only when asked', async () => {
    const { run, room } = commandLine();
    room.liveCalls.push(liveCall('+33612345678'), liveCall(null));
    const { out } = await run('calls --show-callers');
    expect(out).toContain('+33612345678');
    expect(out).toContain('withheld');
  });

  it('without calls says so', async () => {
    expect((await commandLine().run('calls')).err).toBe('There are no calls now.');
  });

  it('shows an ended call with its end and the name of its agent', async () => {
    const { run } = centre();
    const { out } = await run(['calls', '--ended', '--agent', 'Ana Martin']);
    expect(out.split('\n')[1]).toBe(
      'call-7  1970-01-01T00:16:40  1min 05s  accueil  caller hangup  support  Ana Martin  +33•••••••78',
    );
  });

  it.each([
    ['calls --result caller --code hang', 1],
    ['calls --result us', 0],
    ['calls --from 2h', 1],
    ['calls --to 2h', 0],
    ['calls --all --flow accueil --called +33180001122 --queue support', 1],
    ['calls --ended --from 1970-01-01T00:16:40Z --to 1970-01-01T00:16:41Z', 1],
  ])('%s finds %i', async (line, count) => {
    const { out } = await centre().run(`${line} --json`);
    expect((JSON.parse(out) as { calls: unknown[] }).calls).toHaveLength(count);
  });

  it('says how to go on when there are more', async () => {
    const { run, room } = commandLine();
    room.liveCalls.push(liveCall(null), { ...liveCall(null), id: callId('call-2') });
    expect((await run('calls --limit 1')).err).toBe('There are more: add --after 5_call-2');
    expect((await run('calls --limit 1 --after 5_call-2')).out).toContain('call-1');
  });

  it('while the database is down shows live calls and says that they are all it can show', async () => {
    const { run, room } = commandLine();
    room.liveCalls.push(liveCall(null));
    room.record.fault = new StoreFault('unreachable', null);
    const { code, out, err } = await run('calls --all');
    expect([code, out.split('\n').length, err]).toEqual([
      0,
      2,
      'The database does not answer: only live calls are shown.',
    ]);
  });

  it.each(['calls --from yesterday', 'calls --result good', 'calls --unknown'])('%s is misuse', async (line) => {
    expect((await commandLine().run(line)).code).toBe(2);
  });
});

describe('carillon call', () => {
  it('tells the story, a line a fact, times counted from the beginning', async () => {
    const { code, out } = await centre().run('call call-7');
    expect([code, out.split('\n')]).toEqual([
      0,
      [
        'call-7 · began 1970-01-01T00:16:40.000Z · from +33•••••••78 to +33180001122 · flow accueil · caller hangup',
        '   0.000  offered        +33•••••••78 dialled +33180001122, flow accueil',
        '   0.004  answered',
        '   0.004  prompt         menu_principal (fr-FR)',
        '   3.410  key            1 Conseiller (principal)',
        '   3.412  queue          support, priority 0',
        '   3.412  agent rings    Ana Martin on call-7-agent-1',
        '   5.000  leg up         Ana Martin on call-7-agent-1',
        '   5.000  agent answers  Ana Martin for support, wait 1.588s, ring 1.588s',
        '1:05.000  leg ends       caller on in-1.2, caller hangup',
        '1:05.001  end            caller hangup',
      ],
    ]);
  });

  it('has words for every kind of fact of a call', async () => {
    const { run, room } = centre();
    const others: Fact[] = [
      { kind: 'stepEntered', call, step: 's' },
      { kind: 'inputFailed', call, input: 'i', why: 'noMatch', tries: 2 },
      { kind: 'inputCollected', call, input: 'i', digitCount: 4 },
      { kind: 'callResumed', call },
      { kind: 'flowFailed', call, code: 'promptMissing', step: 's' },
      { kind: 'queueRefused', call, queue, why: 'closed' },
      { kind: 'queueLeft', call, queue, why: 'flow', waitMs: 60_000 },
      { kind: 'queueAbandoned', call, queue, waitMs: 1 },
      { kind: 'agentNotResponding', call, queue, agent, ringMs: 20_000, reason: endReason('agent', 'noAnswer') },
      { kind: 'conversationBegan', call, agent },
      { kind: 'conversationEnded', call, agent, talkMs: 10, reason: endReason('agent', 'hangup') },
    ];
    for (const [index, fact] of others.entries())
      room.record.facts.push({ journal: 'j', seq: 100 + index, index: 0, at: room.now, fact });
    const { out } = await run('call call-7');
    for (const { kind } of others) expect(out).not.toContain(kind);
    expect(out).not.toMatch(/undefined|\[object|\?/);
    expect(out).toContain('no answer      Ana Martin after 20.000s, agent noAnswer');
  });

  it('shows a kind that it does not know as it is', async () => {
    const { run, room } = centre();
    const strange = { kind: 'faxSent', call, pages: 3 } as unknown as Fact;
    room.record.facts.push({ journal: 'j', seq: 100, index: 0, at: room.now, fact: strange });
    expect((await run('call call-7')).out).toContain('faxSent        pages 3');
  });

  it('of an unknown call is refused', async () => {
    const { code, err } = await commandLine().run('call nobody');
    expect([code, err]).toEqual([1, 'There is no such call. See `carillon calls --all`.']);
  });
});
