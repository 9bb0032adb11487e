// Numbers outside in a conversation, in the timeline notation (timeline.ts): called under a name, talked with on the leg that
// answers, heard before it does.

import { describe, expect, it } from 'vitest';
import { ends, runTimeline, talk } from './timeline.ts';

const timeline = (text: string) => () => {
  runTimeline(text);
};

describe('a blind transfer', () => {
  it('to a number outside connects it, and ends when the number hangs up', () => {
    const { facts } = runTimeline(
      `${talk}
      5 transfer number +33140000000 -> ring called-1 +33140000000, music caller | handing A1 +33140000000
      9 answers called-1 called-1-2  -> end a1, left A1, room caller+called-1-2  | together +33140000000
      9 answers called-1 called-1-2  -> | together +33140000000
      10 hold                        -> | together +33140000000
      30 hangs called-1-2            -> close, end a1, left A1, over | ending agent`,
    );
    expect(ends(facts)).toEqual(['hold 4000', 'A1 9000 completed/transferred']);
    expect(facts).toContainEqual(expect.objectContaining({ kind: 'callTransferred', how: 'blind', toKind: 'number' }));
  });

  it('to a number that does not answer comes back to the agent', () => {
    const { facts } = runTimeline(`${talk}
      5 transfer number +33140000000 -> ring called-1 +33140000000, music caller
      9 unreached called-1           -> room caller | together A1`);
    expect(facts.at(-1)).toMatchObject({ kind: 'calledInVain', how: 'blind', toKind: 'number' });
  });

  it(
    'to a number is called off when the agent cancels, or the caller or everybody leaves',
    timeline(`${talk}
    5 transfer number +33140000000 -> ring called-1 +33140000000, music caller
    6 cancel                       -> call off called-1, room caller | together A1
    7 transfer number +33140000000 -> ring called-2 +33140000000, music caller
    8 hangs a1                     -> left A1 | handing nobody +33140000000
    9 hangs caller                 -> close, call off called-2, end a1, left A1, over | ending caller
    9 resumed                      -> close, call off called-2, end a1, left A1, over | ending caller`),
  );

  it(
    'to a number whose agent has hung up and that answers has the caller; not answered, the caller goes on with the flow',
    timeline(`${talk}
    5 transfer number +33140000000 -> ring called-1 +33140000000, music caller
    6 hangs a1                     -> left A1 | handing nobody +33140000000
    9 unreached called-1           -> silence caller, close, end a1, left A1, over | ending agent`),
  );

  it(
    'to a number is asked for again after an absence: whoever calls may not have heard of it',
    timeline(`${talk}
    5 transfer number +33140000000 -> ring called-1 +33140000000, music caller
    6 resumed                      -> ring called-1 +33140000000 | handing A1 +33140000000`),
  );

  it(
    'to a number that answers too late is ended on the leg that answered',
    timeline(`${talk}
    5 transfer number +33140000000 -> ring called-1 +33140000000, music caller
    6 cancel                       -> call off called-1, room caller
    7 answers called-1 called-1-1  -> end called-1-1 | together A1
    8 hangs caller                 -> close, end a1, left A1, over
    9 told                         -> | none
    9 answers called-1 called-1-1  -> end called-1-1 | none`),
  );
});

describe('a consultation of a number outside', () => {
  const asked = `${talk}
    10 consult number +33140000000 -> ring called-1 +33140000000, music caller | calling A1 +33140000000
    15 answers called-1 called-1-2 -> room called-1-2 | consulting A1 +33140000000`;

  it(
    'is swapped, joined and completed like that of a colleague, on the leg that answered',
    timeline(`${asked}
    20 swap          -> music called-1-2 room caller | returned A1 +33140000000
    21 join          -> room called-1-2              | conference A1 +33140000000
    22 complete      -> end a1, left A1, room caller+called-1-2, close | together +33140000000
    23 hangs caller  -> close, end a1, end called-1-2, left A1, over | ending caller`),
  );

  it(
    'that is cancelled, or that the number ends, gives the agent the caller',
    timeline(`${asked}
    20 cancel                      -> end called-1-2, room caller | together A1
    21 consult number +33140000000 -> ring called-2 +33140000000, music caller
    25 answers called-2 called-2-1 -> room called-2-1
    26 hangs called-2-1            -> | held A1
    27 retrieve                    -> room caller | together A1`),
  );

  it(
    'that is completed while it rings hands over to whoever answers',
    timeline(`${talk}
    10 consult number +33140000000 -> ring called-1 +33140000000, music caller
    11 complete                    -> | handing A1 +33140000000
    15 answers called-1 called-1-1 -> end a1, left A1, room caller+called-1-1 | together +33140000000`),
  );

  it(
    'that is over is not touched by what is told of its name afterwards',
    timeline(`${asked}
    20 unreached called-1 -> | consulting A1 +33140000000`),
  );
});

describe('a number that is heard before its answer', () => {
  it(
    'is heard by the agent who consults it; the caller hears the music',
    timeline(`${talk}
    10 consult number +33140000000 -> ring called-1 +33140000000, music caller
    12 sounds called-1 called-1-1  -> room called-1-1 | calling A1 +33140000000
    12 sounds called-1 called-1-1  ->
    13 resumed                     -> ring called-1 +33140000000
    15 answers called-1 called-1-1 -> room called-1-1 | consulting A1 +33140000000`),
  );

  it(
    'is heard by the caller who is handed over to it; the agent hears the music until then',
    timeline(`${talk}
    10 transfer number +33140000000 -> ring called-1 +33140000000, music caller
    12 sounds called-1 called-1-1   -> music a1 room caller+called-1-1     | handing A1 +33140000000
    15 answers called-1 called-1-1  -> end a1, left A1, room called-1-1    | together +33140000000`),
  );

  it(
    'and does not answer gives the agent the caller again',
    timeline(`${talk}
    10 transfer number +33140000000 -> ring called-1 +33140000000, music caller
    12 sounds called-1 called-1-1   -> music a1 room caller+called-1-1
    13 hangs called-1-1             -> | handing A1 +33140000000
    13 unreached called-1           -> room a1 | together A1`),
  );

  it(
    'is called off by its name like any other',
    timeline(`${talk}
    10 transfer number +33140000000 -> ring called-1 +33140000000, music caller
    12 sounds called-1 called-1-1   -> music a1 room caller+called-1-1
    13 cancel                       -> call off called-1, room a1 | together A1
    14 sounds called-1 called-1-1   -> | together A1`),
  );
});
