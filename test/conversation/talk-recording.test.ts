// The recording of a conversation as a story: what is asked of the telephone system at each event, and what is recorded in the
// end.

import { describe, expect, it } from 'vitest';
import { callId, legId, recordingId } from '../../src/base/ids.ts';
import type { Fact } from '../../src/call/index.ts';
import {
  type TalkRecording,
  type TalkRecordingEvent,
  noTalkRecording,
  pieceCountMax,
  talkRecordingTransition,
} from '../../src/conversation/index.ts';

const call = callId('C');
const wish = (how: 'on' | 'paused' | 'off'): TalkRecordingEvent => ({ kind: 'wished', call, wish: how });
const agent = (how: 'on' | 'paused'): TalkRecordingEvent => ({ kind: 'agentWished', wish: how });
const began = (leg = 'A', caller: 'with' | 'held' = 'with'): TalkRecordingEvent => ({
  kind: 'talkBegan',
  caller,
  sides: { callerLeg: legId('L'), agentLeg: legId(leg) },
});
const left = (name: string): TalkRecordingEvent => ({ kind: 'left', recording: recordingId(name) });

/** Runs the events and gives each one's effects as `follow A-piece-1-caller L`, and all facts. */
function told(...events: readonly TalkRecordingEvent[]) {
  let state: TalkRecording = noTalkRecording;
  const facts: Fact[] = [];
  const effects = events.map((event) => {
    const decision = talkRecordingTransition(state, event);
    state = JSON.parse(JSON.stringify(decision.state)) as TalkRecording;
    facts.push(...decision.facts);
    return decision.effects.map((one) => `${one.kind} ${one.recording}${one.kind === 'follow' ? ` ${one.leg}` : ''}`);
  });
  return { state, facts, effects };
}

const first = ['follow A-piece-1-caller L', 'follow A-piece-1-agent A'];
const firstLeft = ['unfollow A-piece-1-caller', 'unfollow A-piece-1-agent'];

describe('a conversation', () => {
  it('on hold is not recorded, and goes on in another piece; what the agent paused stays paused', () => {
    const { effects } = told(
      wish('on'),
      began(),
      began('A', 'held'),
      began(),
      agent('paused'),
      began('A', 'held'),
      began(),
    );
    const second = ['follow A-piece-2-caller L', 'follow A-piece-2-agent A'];
    const secondLeft = ['unfollow A-piece-2-caller', 'unfollow A-piece-2-agent'];
    expect(effects).toEqual([[], first, firstLeft, second, secondLeft, [], []]);
  });

  it('whose flow asked for it before is recorded from its beginning to its end', () => {
    const { effects, facts } = told(wish('on'), began(), { kind: 'talkEnded' });
    expect(effects).toEqual([[], first, firstLeft]);
    expect(facts).toEqual([
      {
        ...{ kind: 'conversationRecorded', call, recording: 'A-talk' },
        pieces: [['A-piece-1-caller', 'A-piece-1-agent']],
      },
    ]);
  });

  it('of which nobody asked is not recorded', () => {
    expect(told(began(), { kind: 'talkEnded' })).toEqual({ state: noTalkRecording, facts: [], effects: [[], []] });
    expect(told(wish('on'), wish('off'), began()).effects.flat()).toEqual([]);
  });

  it('that is paused ends its piece, and another begins when it goes on', () => {
    const { effects, facts } = told(wish('on'), began(), agent('paused'), agent('on'), { kind: 'talkEnded' });
    expect(effects[2]).toEqual(firstLeft);
    expect(effects[3]).toEqual(['follow A-piece-2-caller L', 'follow A-piece-2-agent A']);
    expect(facts.map(({ kind }) => kind)).toEqual(['recordingChanged', 'recordingChanged', 'conversationRecorded']);
    expect(facts.at(-1)).toMatchObject({ pieces: [{ length: 2 }, { length: 2 }] });
  });

  it('paused by the flow is not begun by its agent, nor the reverse', () => {
    expect(told(wish('paused'), began(), agent('paused'), agent('on')).effects.flat()).toEqual([]);
    expect(told(wish('on'), began(), agent('paused'), wish('paused'), wish('on')).effects[4]).toEqual([]);
  });

  it('stopped is recorded up to there, and not any more', () => {
    const { effects, facts } = told(wish('on'), began(), wish('off'), wish('on'), { kind: 'talkEnded' });
    expect(effects.slice(2)).toEqual([firstLeft, [], []]);
    expect(facts).toHaveLength(1);
  });

  it('after another is recorded too, under names of its own', () => {
    const { effects } = told(wish('on'), began(), { kind: 'talkEnded' }, began('B'));
    expect(effects[3]).toEqual(['follow B-piece-1-caller L', 'follow B-piece-1-agent B']);
  });

  it('told twice of its beginning, or asked for again, begins once', () => {
    expect(told(wish('on'), began(), began(), wish('on')).effects.slice(2)).toEqual([[], []]);
  });

  it('after an absence is asked for again, and what was to be closed is closed', () => {
    expect(told(wish('on'), began(), { kind: 'resumed' }).effects[2]).toEqual(first);
    expect(told(wish('on'), began(), agent('paused'), { kind: 'resumed' }).effects[3]).toEqual(firstLeft);
    const { effects } = told(wish('on'), began(), { kind: 'talkEnded' }, left('A-piece-1-agent'), { kind: 'resumed' });
    expect(effects[4]).toEqual(['unfollow A-piece-1-caller']);
  });

  it('of a call that is over is forgotten once its files are closed', () => {
    const closed = [left('A-piece-1-caller'), left('A-piece-1-agent')];
    const { state, facts } = told(wish('on'), began(), { kind: 'callEnded' }, ...closed);
    expect([state.kind, facts.length]).toEqual(['none', 1]);
    expect(told(wish('on'), { kind: 'callEnded' }).state.kind).toBe('none');
  });

  it('paused more often than anybody does stays paused', () => {
    const pauses = Array.from({ length: pieceCountMax + 5 }, () => [agent('paused'), agent('on')]).flat();
    const { state, effects } = told(wish('on'), began(), ...pauses);
    expect(state.kind === 'talking' && [state.pieces.length, state.last]).toEqual([pieceCountMax, 'closed']);
    expect(effects.at(-1)).toEqual([]);
  });
});
