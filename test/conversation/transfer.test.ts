// Transfers, consultations and conferences as the three who are in them live them, in the timeline notation (timeline.ts).

import { describe, expect, it } from 'vitest';
import { conference, consulting, ends, returned, runTimeline, talk } from './timeline.ts';

const timeline = (text: string) => () => {
  runTimeline(text);
};

describe('a blind transfer', () => {
  it('to a queue releases the agent and tells the flow where the caller goes', () => {
    const { facts } = runTimeline(`${talk}
      8 transfer queue sales -> close, end a1, left A1, over to sales | ending transfer`);
    expect(ends(facts)).toEqual(['A1 8000 completed/transferred']);
    expect(facts).toContainEqual({
      kind: 'callTransferred',
      call: 'C1',
      agent: 'A1',
      how: 'blind',
      toKind: 'queue',
      to: 'sales',
    });
  });

  it('to an agent keeps the first until the other answers', () => {
    const { facts } = runTimeline(`${talk}
      5 transfer A2        -> ring called-1 A2, music caller     | handing A1 A2
      9 answers called-1   -> end a1, left A1, room caller+called-1 | together A2
      9 left a1            ->
      20 hangs called-1    -> close, left A2, over               | ending agent`);
    expect(ends(facts)).toEqual(['hold 4000', 'A1 9000 completed/transferred', 'A2 11000 agent/hangup']);
  });

  it('that fails comes back to the agent', () => {
    const { facts } = runTimeline(`${talk}
      5 transfer A2        -> ring called-1 A2, music caller | handing A1 A2
      9 unreached called-1 -> room caller                    | together A1`);
    expect(facts.at(-1)).toMatchObject({ kind: 'calledInVain', how: 'blind', to: 'A2' });
  });

  it(
    'whose agent has hung up goes on without them',
    timeline(`${talk}
    5 transfer A2        -> ring called-1 A2, music caller | handing A1 A2
    6 hangs a1           -> left A1                        | handing nobody A2
    9 answers called-1   -> room caller+called-1           | together A2`),
  );

  it(
    'whose agent has hung up and that fails leaves the caller to the flow',
    timeline(
      `${talk}
    5 transfer A2        -> ring called-1 A2, music caller
    6 hangs a1           -> left A1
    9 unreached called-1 -> silence caller, close, end a1, left A1, over | ending agent`,
    ),
  );

  it(
    'is cancelled by the agent, who has the caller again',
    timeline(`${talk}
    5 transfer A2 -> ring called-1 A2, music caller
    6 cancel      -> end called-1, left A2, room caller | together A1`),
  );

  it(
    'whose caller hangs up stops the ringing',
    timeline(`${talk}
    5 transfer A2  -> ring called-1 A2, music caller
    6 hangs caller -> close, end a1, end called-1, left A1, left A2, over | ending caller`),
  );

  it('to a number outside connects it, and ends when the number hangs up', () => {
    const { facts } = runTimeline(
      `${talk}
      5 transfer number +33140000000 -> ring called-1 +33140000000, music caller | handing A1 +33140000000
      9 answers called-1 outside     -> end a1, left A1, room caller+called-1    | together +33140000000
      10 hold                        -> | together +33140000000
      30 hangs called-1              -> close, end a1, left A1, over | ending agent`,
    );
    expect(ends(facts)).toEqual(['hold 4000', 'A1 9000 completed/transferred']);
  });

  it(
    'to a number that does not answer ends its leg',
    timeline(`${talk}
    5 transfer number +33140000000 -> ring called-1 +33140000000, music caller
    9 unreached called-1           -> end called-1, room caller | together A1`),
  );
});

describe('a consultation', () => {
  it(
    'that nobody answers leaves the caller on hold',
    timeline(`${talk}
    5 consult A2         -> ring called-1 A2, music caller | calling A1 A2
    9 unreached called-1 ->                                | held A1
    9 retrieve           -> room caller                    | together A1`),
  );

  it(
    'rings nobody twice after an absence: that is the ACD’s',
    timeline(`${talk}
    5 consult A2 -> ring called-1 A2, music caller
    6 resumed    ->`),
  );

  it(
    'gives each who is called in a leg of their own',
    timeline(`${talk}
    5 consult A2 -> ring called-1 A2, music caller
    6 cancel     -> end called-1, left A2, room caller
    7 consult A2 -> ring called-2 A2, music caller`),
  );

  it(
    'that was answered when it was withdrawn already lets the other go',
    timeline(`${talk}
    5 consult A2       -> ring called-1 A2, music caller
    6 cancel           -> end called-1, left A2, room caller
    7 answers called-1 -> end called-1, left A2 | together A1`),
  );

  it(
    'swaps: one hears the agent, the other the music',
    timeline(`${returned}
    25 swap -> music caller room called-1 | consulting A1 A2`),
  );

  it('that is cancelled gives the agent the caller', () => {
    const { facts } = runTimeline(`${consulting}\n20 cancel -> end called-1, left A2, room caller | together A1`);
    expect(ends(facts)).toEqual(['hold 10000', 'A2 5000 agent/cancelled']);
  });

  it('that is completed gives the other the caller', () => {
    const { facts } = runTimeline(`${consulting}\n20 complete -> end a1, left A1, room caller | together A2`);
    expect(ends(facts)).toEqual(['hold 10000', 'A1 20000 completed/transferred']);
  });

  it(
    'that is completed while the other hears the music gives them the caller',
    timeline(`${returned}
    25 complete -> end a1, left A1, room called-1 | together A2`),
  );

  it(
    'that is completed while it still rings becomes a blind transfer',
    timeline(`${talk}
    5 consult A2       -> ring called-1 A2, music caller
    6 complete         -> | handing A1 A2
    9 answers called-1 -> end a1, left A1, room caller+called-1 | together A2`),
  );

  it(
    'whose agent hangs up is completed',
    timeline(`${consulting}
    20 hangs a1 -> left A1, room caller | together A2`),
  );

  it(
    'whose agent hangs up while it rings gives the caller to whoever answers',
    timeline(`${talk}
    5 consult A2       -> ring called-1 A2, music caller
    6 hangs a1         -> left A1              | handing nobody A2
    9 answers called-1 -> room caller+called-1 | together A2`),
  );

  it(
    'whose other hangs up leaves the caller on hold',
    timeline(`${consulting}
    20 hangs called-1 -> left A2 | held A1`),
  );

  it(
    'whose other hangs up while the agent is with the caller changes nothing for these two',
    timeline(`${returned}
    25 hangs called-1 -> left A2 | together A1`),
  );

  it('whose caller hangs up releases both', () => {
    const { facts } = runTimeline(`${consulting}
      20 hangs caller -> close, end a1, end called-1, left A1, left A2, over | ending caller`);
    expect(ends(facts)).toEqual(['hold 10000', 'A1 20000 caller/hangup', 'A2 5000 caller/hangup']);
  });
});

describe('whoever answers when it is over', () => {
  it(
    'is let go, whether or not everybody was told of the end',
    timeline(`${talk}
    5 consult A2       -> ring called-1 A2, music caller
    6 hangs caller     -> close, end a1, end called-1, left A1, left A2, over | ending caller
    6 answers called-1 -> end called-1, left A2 | ending caller
    7 told             -> | none
    7 answers called-1 -> end called-1, left A2 | none`),
  );
});

describe('a conference of three', () => {
  it(
    'is joined from the consultation on either side',
    timeline(`${returned}
    25 join -> room called-1 | conference A1 A2`),
  );

  it('that the first agent leaves, by hanging up or by order, goes on with the other', () => {
    runTimeline(`${conference}\n30 hangs a1 -> left A1, room caller+called-1, close | together A2`);
    runTimeline(`${conference}\n30 complete -> end a1, left A1, room caller+called-1, close | together A2`);
  });

  it('that the other leaves, or is sent off, goes on with the first', () => {
    runTimeline(`${conference}\n30 hangs called-1 -> left A2, room caller+a1, close | together A1`);
    runTimeline(`${conference}\n30 cancel -> end called-1, left A2, room caller+a1, close | together A1`);
  });

  it('leaves two in a room in which there never were three, each time', () => {
    const rooms = [conference, `${conference}\n30 cancel -> end called-1, left A2, room caller+a1, close`].map(
      (story) => runTimeline(story).state,
    );
    const again = `${conference}
      30 cancel           -> end called-1, left A2, room caller+a1, close
      40 consult A2       -> ring called-2 A2, music caller
      45 answers called-2 -> room called-2
      50 join             -> room caller
      60 cancel           -> end called-2, left A2, room caller+a1, close`;
    expect([...rooms, runTimeline(again).state].map((state) => 'room' in state && state.room)).toEqual([
      'conversation-a1',
      'conversation-a1-after-1',
      'conversation-a1-after-2',
    ]);
  });

  it(
    'that the caller leaves is over',
    timeline(`${conference}
    30 hangs caller -> close, end a1, end called-1, left A1, left A2, over | ending caller`),
  );

  it(
    'mutes each agent alone',
    timeline(`${conference}
    30 mute A2 -> muted called-1
    31 mute A1 -> muted a1
    32 resumed -> muted a1, muted called-1`),
  );

  it('allows no second consultation', timeline(`${conference}\n30 consult A3 -> | conference A1 A2`));
});
