// What watchers are sent, and who stops being one.

import { describe, expect, it } from 'vitest';
import { liveLimits } from '../../../src/api/live/index.ts';
import { agentId, callId, legId, phoneId, queueName, roomId } from '../../../src/base/ids.ts';
import type { Talking } from '../../../src/conversation/index.ts';
import type { Agent } from '../../../src/queue/index.ts';
import { noAbilities } from '../../queue/plain.ts';
import { aFrame } from './happenings.ts';
import { openStream } from './stream.ts';

const anAgent = (change: Partial<Agent> = {}): Agent => ({
  id: agentId('A1'),
  name: 'Ana',
  phone: phoneId('phone-ana'),
  queues: [queueName('support')],
  abilities: noAbilities,
  availability: { kind: 'available' },
  state: { kind: 'ready', since: 3 },
  idleSince: 3,
  ...change,
});

const aTalk: Talking = {
  ...{
    kind: 'talking',
    call: callId('C1'),
    callerLeg: legId('caller'),
    room: roomId('conversation-a1'),
    music: 'jazz',
  },
  lead: { kind: 'agent', agent: agentId('A1'), leg: legId('a1'), since: 4, voice: 'muted' },
  stage: {
    ...{ kind: 'calling', heldAt: 7, then: 'connect', sound: null },
    other: { kind: 'number', number: '+33140123456', leg: legId('a1-called-1') },
  },
  ...{ calledCount: 1, leaving: [] },
};

describe('a watcher', () => {
  it('sees who has a call, who is called in and since when the caller is on hold, but no number', () => {
    const stream = openStream();
    stream.record({ 'conversation/C1': aTalk });
    const seen = stream.watch();
    stream.clock.pass(100);
    stream.record({ 'conversation/C1': null });
    stream.clock.pass(100);
    expect(seen.messages[0]).toMatchObject({
      entries: {
        'conversation/C1': {
          ...{ kind: 'conversation', call: 'C1', state: 'handingOver', heldAt: 7 },
          lead: { kind: 'agent', name: 'A1', voice: 'muted' },
          other: { kind: 'number', name: '+33•••••••56' },
        },
      },
    });
    expect(JSON.stringify(seen.messages)).not.toContain('140123');
    expect(seen.messages[1]).toMatchObject({ changes: { 'conversation/C1': null } });
  });

  it('who joins gets one snapshot of everything that is recorded', () => {
    const stream = openStream();
    stream.record({ 'call/C1': aFrame('C1'), 'agent/A1': anAgent(), 'conversation/C9': { kind: 'ending' } });
    const seen = stream.watch();
    stream.clock.pass(100);
    expect(seen.messages).toEqual([
      {
        kind: 'snapshot',
        seq: 0,
        at: 1_000_100,
        entries: {
          'call/C1': expect.objectContaining({ step: { name: 'choice', label: '« choice »' }, stepAt: 9 }) as unknown,
          'agent/A1': expect.objectContaining({ name: 'Ana', state: 'ready', since: 3, call: null }) as unknown,
          telephony: { kind: 'telephony', state: 'away', since: 1_000_000 },
        },
      },
    ]);
  });

  it('is sent only what changed, all changes of 100 ms at once', () => {
    const stream = openStream();
    stream.record({ 'call/C1': aFrame('C1'), 'call/C2': aFrame('C2') });
    const seen = stream.watch();
    stream.clock.pass(100);
    stream.record({ 'call/C2': aFrame('C2', { step: 'one' }) });
    stream.record({ 'call/C2': aFrame('C2', { step: 'two' }), 'call/C3': null });
    stream.clock.pass(99);
    expect(seen.messages).toHaveLength(1);
    stream.clock.pass(1);
    expect(seen.messages[1]).toMatchObject({ kind: 'delta', seq: 1 });
    const { changes } = seen.messages[1] as { changes: Record<string, { step: { name: string } }> };
    expect(Object.keys(changes)).toEqual(['call/C2']);
    expect(changes['call/C2']?.step.name).toBe('two');
  });

  it('hears nothing of a change that does not show', () => {
    const stream = openStream();
    stream.record({ 'call/C1': aFrame('C1') });
    const seen = stream.watch();
    stream.clock.pass(100);
    stream.record({ 'call/C1': aFrame('C1', { serial: 5, variables: { other: 1 } }) });
    stream.clock.pass(100);
    expect(seen.messages).toHaveLength(1);
  });

  it('is told when the telephone system goes away and comes back', () => {
    const stream = openStream();
    const seen = stream.watch();
    stream.clock.pass(100);
    stream.broadcaster.telephony('ready');
    stream.clock.pass(100);
    expect(seen.messages.at(-1)).toMatchObject({ changes: { telephony: { state: 'ready', since: 1_000_100 } } });
  });

  it('hears a beat with the last number every second', () => {
    const stream = openStream();
    const seen = stream.watch();
    stream.clock.pass(3_000);
    expect(seen.messages.map(({ kind }) => kind)).toEqual(['snapshot', 'beat', 'beat', 'beat']);
  });

  it('who asks again gets a snapshot with the number that the others have', () => {
    const stream = openStream();
    const [one, other] = [stream.watch(), stream.watch()];
    stream.clock.pass(100);
    stream.record({ 'call/C1': aFrame('C1') });
    stream.clock.pass(100);
    one.watching.resync();
    stream.record({ 'call/C2': aFrame('C2') });
    stream.clock.pass(100);
    expect(one.messages.at(-1)).toMatchObject({ kind: 'snapshot', seq: 2 });
    expect(other.messages.at(-1)).toMatchObject({ kind: 'delta', seq: 2 });
  });

  it('who does not read is dropped, and the others go on', () => {
    const stream = openStream();
    const [slow, quick] = [stream.watch(), stream.watch()];
    stream.clock.pass(100);
    slow.bufferedBytes = liveLimits.bufferBytesMax + 1;
    stream.record({ 'call/C1': aFrame('C1') });
    stream.clock.pass(100);
    expect(slow.dropped).toEqual(['slow']);
    expect(slow.messages).toHaveLength(1);
    expect(quick.messages.at(-1)?.kind).toBe('delta');
    stream.clock.pass(5_000);
    expect(slow.messages).toHaveLength(1);
  });

  it('who leaves a ping unanswered is dropped at the next, and who answers stays', () => {
    const stream = openStream();
    const [deaf, alive] = [stream.watch(), stream.watch()];
    stream.clock.pass(15_000);
    alive.watching.heard();
    stream.clock.pass(15_000);
    expect([deaf.dropped, alive.dropped]).toEqual([['silent'], []]);
  });

  it('one more than there may be is not taken, until one leaves', () => {
    const stream = openStream();
    const first = stream.watch();
    for (let count = 1; count < liveLimits.watcherCountMax; count += 1) stream.watch();
    expect(stream.broadcaster.isFull()).toBe(true);
    expect(() => stream.watch()).toThrow('too many');
    first.watching.leave();
    expect(() => stream.watch()).not.toThrow();
  });
});

describe('without watchers', () => {
  it('nothing is looked at and no timer runs', () => {
    let lookCount = 0;
    const stream = openStream({ words: { stepLabel: () => ((lookCount += 1), null) } });
    stream.watch().watching.leave();
    stream.record({ 'call/C1': aFrame('C1') });
    stream.clock.pass(10_000);
    expect([lookCount, stream.clock.pendingCount()]).toEqual([0, 0]);
  });
});

describe('what is sent', () => {
  it('holds no whole number, no variable and no digit', () => {
    const stream = openStream();
    const waiting = { call: callId('C1'), leg: legId('L1'), caller: '+33612345678', queue: queueName('support') };
    stream.record({
      'call/C1': aFrame('C1'),
      'waiting/C1': { ...waiting, priority: 0, joinedAt: 5, ticket: 1, offerCount: 0, place: { kind: 'waiting' } },
    });
    const seen = stream.watch();
    stream.clock.pass(100);
    const text = seen.texts.join('');
    expect(text).toContain('+33•••••••78');
    for (const hidden of ['612345', '1234', '180001122']) expect(text).not.toContain(hidden);
  });

  it('shows a call of the first version, which did not say since when it is in its step, from its beginning', () => {
    const stream = openStream();
    const old = { ...aFrame('C1'), stepAt: undefined };
    stream.record({ 'call/C1': old });
    const seen = stream.watch();
    stream.clock.pass(100);
    expect(seen.messages[0]).toMatchObject({ entries: { 'call/C1': { stepAt: old.startedAt } } });
  });

  it('leaves out a state that cannot be shown, and shows the rest', () => {
    const stream = openStream();
    stream.record({ 'call/C1': { broken: true }, 'call/C2': aFrame('C2') });
    const seen = stream.watch();
    stream.clock.pass(100);
    const { entries } = seen.messages[0] as { entries: object };
    expect(Object.keys(entries)).toEqual(['call/C2', 'telephony']);
  });
});
