// The ACD as a caller and an agent live it: each test is a day's minute in the timeline notation (timeline.ts).

import { describe, expect, it } from 'vitest';
import { runTimeline } from './timeline.ts';

const desk = `
  09:00:00 queue support 10 20
  09:00:00 agent A1 support
  09:00:00 agent A2 support`;

const timeline = (text: string) => () => {
  runTimeline(`${desk}\n${text}`);
};

describe('a waiting call', () => {
  it(
    'goes to the agent who has been idle longest',
    timeline(`
    09:00:00 A1 ready
    09:00:01 A2 ready
    10:00:00 C1 joins support       -> ring C1-agent-1-1 A1          | A1 reserved, C1 offered
    10:00:03 C1-agent-1-1 answers   -> tell C1 connected, connect C1 A1 | A1 talking, C1 gone
    10:01:00 A1 finishes C1         -> | A1 wrapUp
    10:01:10 time passes            -> | A1 ready
    10:02:00 C2 joins support       -> ring C2-agent-1-1 A2          | A2 reserved`),
  );

  it(
    'waits while nobody is ready, then goes to whoever is ready first',
    timeline(`
    09:00:00 A1 pauses lunch        -> | A1 notReady
    10:00:00 C1 joins support       -> | C1 waiting
    10:00:30 A1 ready               -> ring C1-agent-1-1 A1 | A1 reserved`),
  );

  it(
    'is served in order of arrival, but higher priority first',
    timeline(`
    09:00:00 A1 pauses lunch
    10:00:00 C1 joins support
    10:00:01 C2 joins support
    10:00:02 C3 joins support 10
    10:00:30 A1 ready               -> ring C3-agent-1-1 A1
    10:00:31 A2 ready               -> ring C1-agent-1-1 A2 | C2 waiting`),
  );

  it(
    'keeps its first place when the agent does not answer',
    timeline(`
    09:00:00 A1 ready
    10:00:00 C1 joins support       -> ring C1-agent-1-1 A1
    10:00:05 C2 joins support       -> | C2 waiting
    10:00:20 time passes            -> end C1-agent-1-1 | A1 notResponding, C1 waiting
    10:00:25 A2 ready               -> ring C1-agent-1-2 A2 | C2 waiting`),
  );

  it(
    'goes to the next agent, and the leg is ended, when nobody knows whether the phone rings (seed 9)',
    timeline(`
    09:00:00 A1 ready
    09:00:01 A2 ready
    10:00:00 C1 joins support       -> ring C1-agent-1-1 A1
    10:00:07 C1-agent-1-1 unrung    -> end C1-agent-1-1, ring C1-agent-1-2 A2 | A1 notResponding, A2 reserved`),
  );

  it(
    'goes to the next agent at once when the phone is busy',
    timeline(`
    09:00:00 A1 ready
    09:00:01 A2 ready
    10:00:00 C1 joins support       -> ring C1-agent-1-1 A1
    10:00:01 C1-agent-1-1 ends busy -> ring C1-agent-1-2 A2 | A1 notResponding, A2 reserved`),
  );

  it(
    'is refused when the queue is closed',
    timeline(`
    09:00:00 queue support 10 20 closed
    09:00:00 A1 ready
    10:00:00 C1 joins support       -> tell C1 closed | C1 gone`),
  );

  it(
    'is refused when nobody is signed in, and when the last agent signs out',
    timeline(`
    09:59:00 C1 joins support       -> tell C1 noAgent
    10:00:00 A1 pauses lunch
    10:00:01 C2 joins support       -> | C2 waiting
    10:00:02 A1 leaves              -> tell C2 noAgent | A1 offline, C2 gone`),
  );

  it(
    'joins once however often it asks',
    timeline(`
    09:00:00 A1 pauses lunch
    10:00:00 C1 joins support
    10:00:01 C2 joins support
    10:00:02 C1 joins support
    10:00:03 A1 ready               -> ring C1-agent-1-1 A1 | C2 waiting`),
  );
});

describe('a caller who hangs up', () => {
  it(
    'leaves the line',
    timeline(`
    09:00:00 A1 pauses lunch
    10:00:00 C1 joins support
    10:00:09 C1 abandons            -> | C1 gone`),
  );

  it(
    'while the agent rings: the phone stops and the agent is ready with the idle time they had',
    timeline(`
    09:00:00 A1 ready
    09:00:01 A2 ready
    10:00:00 C1 joins support       -> ring C1-agent-1-1 A1
    10:00:02 C1 abandons            -> end C1-agent-1-1 | A1 ready
    10:00:05 C2 joins support       -> ring C2-agent-1-1 A1`),
  );

  it(
    'at the moment the agent answers: the agent is not left alone on the line',
    timeline(`
    09:00:00 A1 ready
    10:00:00 C1 joins support       -> ring C1-agent-1-1 A1
    10:00:02 C1 abandons            -> end C1-agent-1-1 | A1 ready
    10:00:02 C1-agent-1-1 answers   -> end C1-agent-1-1 | A1 ready`),
  );
});

describe('a flow that takes its caller elsewhere', () => {
  it(
    'that comes to a line a second time has another leg to its agent than the first time',
    timeline(`
    09:00:00 A1 ready
    10:00:00 C1 joins support       -> ring C1-agent-1-1 A1
    10:00:02 C1 withdraws           -> tell C1 left, end C1-agent-1-1 | A1 ready
    10:00:03 C1 joins support 0 2   -> ring C1-agent-2-1 A1`),
  );

  it(
    'is told when the call has left the line',
    timeline(`
    09:00:00 A1 pauses lunch
    10:00:00 C1 joins support
    10:03:00 C1 withdraws           -> tell C1 left | C1 gone`),
  );

  it(
    'comes too late when an agent has just answered',
    timeline(`
    09:00:00 A1 ready
    10:00:00 C1 joins support       -> ring C1-agent-1-1 A1
    10:00:05 C1-agent-1-1 answers   -> tell C1 connected, connect C1 A1
    10:00:05 C1 withdraws           -> | A1 talking`),
  );
});

describe('an agent', () => {
  it(
    'who pauses while the phone rings declines, and the caller goes on to the next',
    timeline(`
    09:00:00 A1 ready
    09:00:01 A2 ready
    10:00:00 C1 joins support       -> ring C1-agent-1-1 A1
    10:00:02 A1 pauses toilet       -> end C1-agent-1-1, ring C1-agent-1-2 A2 | A1 notReady`),
  );

  it(
    'who does not answer gets no call until they say they are ready',
    timeline(`
    09:00:00 A1 ready
    10:00:00 C1 joins support       -> ring C1-agent-1-1 A1
    10:00:20 time passes            -> end C1-agent-1-1 | A1 notResponding
    10:05:00 time passes            -> | C1 waiting
    10:05:01 A1 ready               -> ring C1-agent-1-2 A1`),
  );

  it(
    'who pauses or leaves while talking does so after the wrap-up',
    timeline(`
    09:00:00 A1 ready
    10:00:00 C1 joins support       -> ring C1-agent-1-1 A1
    10:00:01 C1-agent-1-1 answers   -> tell C1 connected, connect C1 A1
    10:00:30 A1 pauses lunch        -> | A1 talking
    10:01:00 A1 finishes C1         -> | A1 wrapUp
    10:01:10 time passes            -> | A1 notReady`),
  );

  it(
    'who says ready during wrap-up ends it',
    timeline(`
    09:00:00 A1 ready
    10:00:00 C1 joins support       -> ring C1-agent-1-1 A1
    10:00:01 C1-agent-1-1 answers   -> tell C1 connected, connect C1 A1
    10:00:30 A1 finishes C1         -> | A1 wrapUp
    10:00:32 A1 ready               -> | A1 ready
    10:00:33 C2 joins support       -> ring C2-agent-1-1 A1
    10:00:40 time passes            -> | A1 reserved`),
  );

  it(
    'who is removed while their phone rings leaves the caller in place',
    timeline(`
    09:00:00 A1 ready
    09:00:00 A2 pauses lunch
    10:00:00 C1 joins support       -> ring C1-agent-1-1 A1
    10:00:02 A1 removed             -> end C1-agent-1-1 | A1 gone, C1 waiting`),
  );
});

describe('after an absence', () => {
  it(
    'asks again for what was under way and rings nobody twice',
    timeline(`
    09:00:00 A1 ready
    10:00:00 C1 joins support       -> ring C1-agent-1-1 A1
    10:00:05 back again             -> ring C1-agent-1-1 A1
    10:00:06 C1-agent-1-1 answers   -> tell C1 connected, connect C1 A1
    10:00:10 back again             -> tell C1 connected, connect C1 A1
    10:00:30 A1 finishes C1         -> | A1 wrapUp
    10:00:31 back again             ->
    10:00:40 time passes            -> | A1 ready`),
  );
});

describe('while the telephone system is out of reach', () => {
  it(
    'nobody is offered a call, and everybody is as soon as it is back',
    timeline(`
    09:59:00 A1 ready
    10:00:00 link lost
    10:00:01 C1 joins support       -> | C1 waiting, A1 ready
    10:00:05 back again             -> ring C1-agent-1-1 A1 | A1 reserved`),
  );
});

describe('the timeline itself', () => {
  it('fails when an effect is not what the line says', () => {
    expect(() => runTimeline(`${desk}\n 10:00:00 C1 joins support -> ring C1-agent-1-1 A1`)).toThrow();
  });
});

describe('an agent who is called into a conversation', () => {
  const talking = `
    09:00:00 A1 ready
    10:00:00 C1 joins support          -> ring C1-agent-1-1 A1
    10:00:03 C1-agent-1-1 answers      -> tell C1 connected, connect C1 A1 | A1 talking
    10:00:04 A2 ready`;

  it(
    'is reserved and rung like for a call of the line, talks, and wraps up when they have left',
    timeline(`${talking}
    10:01:00 C1 wants A2 C1-called-1            -> ring C1-called-1 A2         | A2 reserved
    10:01:05 C1-called-1 answers                -> tell C1: C1-called-1 answered | A2 talking
    10:01:05 C1-called-1 answers                ->
    10:02:00 A1 finishes C1            ->                    | A1 wrapUp, A2 talking
    10:02:30 A2 finishes C1-called-1            ->                    | A2 wrapUp
    10:02:40 time passes               ->                    | A1 ready, A2 ready`),
  );

  it(
    'is not given to a caller of the line meanwhile',
    timeline(`${talking}
    10:01:00 C1 wants A2 C1-called-1            -> ring C1-called-1 A2
    10:01:01 C2 joins support          ->                    | C2 waiting`),
  );

  it(
    'and does not answer is not responding, and the conversation is told',
    timeline(`${talking}
    10:01:00 C1 wants A2 C1-called-1            -> ring C1-called-1 A2
    10:01:20 time passes               -> end C1-called-1, tell C1: C1-called-1 noAnswer | A2 notResponding
    10:01:21 C1-called-1 ends                   ->`),
  );

  it(
    'and declines is told of to the conversation',
    timeline(`${talking}
    10:01:00 C1 wants A2 C1-called-1            -> ring C1-called-1 A2
    10:01:02 A2 pauses lunch           -> end C1-called-1, tell C1: C1-called-1 declined | A2 notReady`),
  );

  it(
    'and is removed from the directory is told of to the conversation',
    timeline(`${talking}
    10:01:00 C1 wants A2 C1-called-1            -> ring C1-called-1 A2
    10:01:02 A2 removed                -> end C1-called-1, tell C1: C1-called-1 agentRemoved`),
  );

  it(
    'and is not wanted any more is ready again, with the idle time they had',
    timeline(`${talking}
    10:01:00 C1 wants A2 C1-called-1            -> ring C1-called-1 A2
    10:01:02 A2 finishes C1-called-1            -> end C1-called-1             | A2 ready
    10:01:03 C1-called-1 answers                -> end C1-called-1`),
  );

  it(
    'while they are busy is refused',
    timeline(`${talking}
    10:00:30 A2 pauses lunch
    10:01:00 C1 wants A2 C1-called-1            -> tell C1: C1-called-1 busy   | A2 notReady
    10:01:01 C1 wants A3 C1-called-2            -> tell C1: C1-called-2 busy`),
  );

  it(
    'by a call that talks with nobody is refused',
    timeline(`${talking}
    10:01:00 C9 wants A2 C9-called-1   -> tell C9: C9-called-1 busy   | A2 ready`),
  );

  it(
    'is asked for again after an absence without being rung twice',
    timeline(`${talking}
    10:01:00 C1 wants A2 C1-called-1            -> ring C1-called-1 A2
    10:01:01 back                      -> tell C1 connected, connect C1 A1, ring C1-called-1 A2
    10:01:01 C1 wants A2 C1-called-1      ->
    10:01:05 C1-called-1 answers                -> tell C1: C1-called-1 answered
    10:01:06 back                      -> tell C1 connected, connect C1 A1, tell C1: C1-called-1 answered
    10:01:06 C1 wants A2 C1-called-1      -> tell C1: C1-called-1 answered
    10:01:07 A2 finishes C1-called-1            -> | A2 wrapUp
`),
  );

  it(
    'while the telephone system is out of reach is refused',
    timeline(`${talking}
    10:01:00 link lost                 ->
    10:01:01 C1 wants A2 C1-called-1            -> tell C1: C1-called-1 busy`),
  );
});
