// The connected call as the three who are in it live it, in the timeline notation (timeline.ts).

import { describe, expect, it } from 'vitest';
import type { ConversationFact } from '../../src/call/index.ts';
import { agentId, callId, legId, roomId } from '../../src/base/ids.ts';
import { noConversation, restoredConversation } from '../../src/conversation/index.ts';
import { consulting, ends, runTimeline, talk } from './timeline.ts';

const timeline = (text: string) => () => {
  runTimeline(text);
};

const kinds = (facts: readonly ConversationFact[]): string[] => facts.map(({ kind }) => kind);
describe('a conversation of two', () => {
  it('begins once, however often it is asked', timeline(`${talk}\n1 begins | together A1`));

  it('that the caller ends releases the agent', () => {
    const { facts } = runTimeline(`${talk}\n5 hangs caller -> close, end a1, left A1, over | ending caller`);
    expect(ends(facts)).toEqual(['A1 5000 caller/hangup']);
  });

  it('that the agent ends leaves the caller to the flow', () => {
    const { facts } = runTimeline(`${talk}\n5 hangs a1 -> close, left A1, over | ending agent`);
    expect(ends(facts)).toEqual(['A1 5000 agent/hangup']);
  });

  it(
    'that cannot be connected releases the agent and tells both',
    timeline(`${talk}\n1 apart -> close, end a1, left A1, over | ending us`),
  );

  it(
    'ignores the end of a leg that is not its own, and ends once',
    timeline(`${talk}
    1 hangs other  -> | together A1
    2 hangs caller -> close, end a1, left A1, over | ending caller
    3 hangs caller ->
    3 apart        ->
    4 resumed      -> close, end a1, left A1, over`),
  );

  it('whose end was not told to everybody does not begin again, and tells it after an absence (seed 2602)', () => {
    const { state, facts } = runTimeline(`${talk}
      1 hangs caller -> close, end a1, left A1, over
      2 begins       ->
      2 astray       ->
      3 resumed      -> close, end a1, left A1, over
      4 told         ->`);
    expect(facts).toHaveLength(2);
    expect(state).toEqual(noConversation);
  });

  it(
    'brings those into its room again who are found elsewhere, and ends when that fails later than an absence (seed 2602)',
    timeline(`${talk}
    1 resumed            ->
    2 resumed caller+a1  -> room caller+a1
    2 resumed a1         -> room a1
    3 astray caller      -> room caller or end
    4 astray other       ->`),
  );

  it('stored by an earlier release goes on', () => {
    const call = { call: callId('C1'), agent: agentId('A1'), agentLeg: legId('a1'), room: roomId('conversation-a1') };
    const stored = restoredConversation({ ...call, kind: 'talking', callerLeg: legId('caller'), since: 1 });
    const { music, ...now } = runTimeline(talk).state as Extract<typeof stored, { kind: 'talking' }>;
    expect(music).toBe('jazz');
    expect(stored).toEqual({ ...now, music: 'default', lead: { ...now.lead, since: 1 } });
    expect(restoredConversation({ ...call, kind: 'ending', by: 'us' })).toMatchObject({ legs: ['a1'], held: null });
  });
});

describe('hold', () => {
  it('gives the caller music until they are retrieved', () => {
    const { facts } = runTimeline(`${talk}
      5 hold      -> music caller | held A1
      6 hold      ->              | held A1
      9 retrieve  -> room caller  | together A1
      9 retrieve  ->              | together A1`);
    expect(kinds(facts)).toEqual(['conversationBegan', 'holdBegan', 'holdEnded']);
    expect(ends(facts)).toEqual(['hold 4000']);
  });

  it(
    'is asked for again after an absence in which it was not done',
    timeline(`${talk}
    5 hold           -> music caller
    6 resumed        ->
    6 resumed caller -> music caller`),
  );

  it('that the agent ends takes the caller out of the music before the flow goes on', () => {
    const { facts } = runTimeline(`${talk}
      5 hold     -> music caller
      7 hangs a1 -> silence caller, close, left A1, over | ending agent`);
    expect(ends(facts)).toEqual(['hold 2000', 'A1 7000 agent/hangup']);
  });

  it(
    'that the caller ends releases the agent',
    timeline(`${talk}
    5 hold         -> music caller
    7 hangs caller -> close, end a1, left A1, over | ending caller`),
  );
});

describe('mute', () => {
  it('is for the agent alone, and lasts through hold and an absence', () => {
    const { facts } = runTimeline(`${talk}
      1 mute A1   -> muted a1
      2 mute A1   ->
      2 mute A2   ->
      3 hold      -> music caller
      4 resumed   -> muted a1
      5 unmute A1 -> open a1`);
    expect(kinds(facts)).toEqual(['conversationBegan', 'agentMuted', 'holdBegan', 'agentUnmuted']);
  });

  it('that could not be done is taken back, so that nobody believes to be unheard who is heard', () => {
    const { facts } = runTimeline(`${talk}
      1 mute A1      -> muted a1
      2 unmutable a1 ->
      3 mute A1      -> muted a1`);
    expect(kinds(facts).slice(1)).toEqual(['agentMuted', 'agentUnmuted', 'agentMuted']);
  });
});

describe('who has left', () => {
  it(
    'is told of to the ACD again after an absence, until it has heard',
    timeline(`${consulting}
    20 complete    -> end a1, left A1, room caller
    21 resumed     -> end a1, left A1
    22 left a1     ->
    23 resumed     ->`),
  );
});
