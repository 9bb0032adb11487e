// How long callers will wait, as it is announced to them.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callId, queueName } from '../../src/base/ids.ts';
import { type AcdState, placeOf, queuesNow } from '../../src/queue/index.ts';
import { handlingMsDefault } from '../../src/queue/estimate.ts';
import { handled } from '../../src/queue/handling.ts';
import { runTimeline } from './timeline.ts';

const desk = `
  09:00:00 queue support 10 20
  09:00:00 agent A1 support
  09:00:00 agent A2 support`;
const after = (text: string): AcdState => runTimeline(`${desk}\n${text}`);
const support = (state: AcdState) => queuesNow(state)['support'];
const minute = 60_000;

describe('a queue', () => {
  it('with a free agent for each who waits lets one who joins wait for nothing', () => {
    expect(support(after('09:00:01 A1 ready'))).toEqual({ estimateMs: 0, agentCount: 1, callerCount: 0 });
  });

  it('without any ended call counts on a common one', () => {
    const state = after(`
      09:00:01 A1 ready
      10:00:00 C1 joins support  -> ring C1-agent-1-1 A1
      10:00:01 C2 joins support`);
    expect(support(state)).toEqual({ estimateMs: 3 * handlingMsDefault, agentCount: 1, callerCount: 2 });
  });

  it('counts on what its recent calls took, wrap-up included, over the agents at work', () => {
    const state = after(`
      09:00:01 A1 ready
      10:00:00 C1 joins support  -> ring C1-agent-1-1 A1
      10:00:00 C1-agent-1-1 answers -> tell C1 connected, connect C1 A1
      10:00:50 A1 finishes C1
      10:02:00 A2 ready
      10:02:00 A1 pauses lunch
      10:03:00 C2 joins support  -> ring C2-agent-1-1 A2
      10:03:01 C3 joins support`);
    expect(state.handling.get(queueName('support'))).toEqual({ count: 1, meanMs: minute });
    expect(support(state)).toEqual({ estimateMs: 3 * minute, agentCount: 2, callerCount: 2 });
    expect(placeOf(state, callId('C3'))).toEqual({ position: 2, estimateMs: 2 * minute });
  });

  it('in which all pause counts on those who are signed in', () => {
    const state = after(`
      09:00:01 A1 pauses lunch
      10:00:00 C1 joins support`);
    expect(placeOf(state, callId('C1'))).toEqual({ position: 1, estimateMs: handlingMsDefault });
  });

  it('that is not configured is not known', () => {
    expect(queuesNow(after(''))['autre']).toBeUndefined();
  });
});

describe('a place in the line', () => {
  const three = `
      09:00:01 A1 pauses lunch
      10:00:00 C1 joins support
      10:00:01 C2 joins support
      10:00:02 C3 joins support 10`;

  it('is that of who is served before whom', () => {
    const state = after(three);
    expect(['C3', 'C1', 'C2'].map((call) => placeOf(state, callId(call))?.position)).toEqual([1, 2, 3]);
  });

  it('is kept while an agent is rung, and the wait is over', () => {
    const state = after(`${three}\n10:01:00 A1 ready -> ring C3-agent-1-1 A1`);
    expect(placeOf(state, callId('C3'))).toEqual({ position: 1, estimateMs: 0 });
    expect(placeOf(state, callId('C1'))?.position).toBe(2);
  });

  it('is none of who does not wait', () => {
    expect(placeOf(after(three), callId('C9'))).toBeNull();
  });
});

describe('the mean handling time', () => {
  it('is that of all calls while they are few, and forgets older ones later', () => {
    const times = [minute, 3 * minute, 2 * minute];
    expect(times.reduce(handled, undefined as never)).toEqual({ count: 3, meanMs: 2 * minute });
    const long = Array.from({ length: 200 }, () => 10 * minute);
    expect([...times, ...long].reduce(handled, undefined as never).meanMs).toBeCloseTo(10 * minute, -3);
  });

  it('lies between the shortest and the longest call, whatever the clock did', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1_000, max: 10_000_000 }), { minLength: 1 }), (times) => {
        const { meanMs } = times.reduce(handled, undefined as never);
        return meanMs >= 0 && meanMs <= Math.max(0, ...times);
      }),
    );
  });
});
