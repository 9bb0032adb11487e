// Callers who need something of an agent, and agents who are told something before they hear the caller, in the timeline notation
// (timeline.ts).

import { describe, it } from 'vitest';
import { runTimeline } from './timeline.ts';

const timeline = (text: string) => () => {
  runTimeline(`
  09:00:00 queue support 10 20
  09:00:00 agent A1 support
  09:00:00 agent A2 support
  ${text}`);
};

const skilled = (text: string) => () => {
  runTimeline(`
  09:00:00 queue support 10 20
  09:00:00 agent A1 support can fr-FR fibre:1
  09:00:00 agent A2 support can fr en-GB fibre:3
  ${text}`);
};

describe('a call that needs something of an agent', () => {
  it(
    'passes the one who has been idle longest and cannot do it',
    skilled(`
    09:00:00 A1 ready
    09:00:01 A2 ready
    10:00:00 C1 joins support 0 1 needs fibre:2  -> ring C1-agent-1-1 A2 | A1 ready`),
  );

  it(
    'needs all of what it names: the language and each skill',
    skilled(`
    09:00:00 A1 ready
    09:00:01 A2 pauses lunch
    10:00:00 C1 joins support 0 1 needs en-GB+fibre:1   -> | C1 waiting, A1 ready
    10:00:10 C2 joins support 0 1 needs fr-FR+fibre:1   -> ring C2-agent-1-1 A1`),
  );

  it(
    'is served by a language without its region',
    skilled(`
    09:00:01 A2 ready
    09:00:01 A1 pauses lunch
    10:00:00 C1 joins support 0 1 needs fr-BE  -> ring C1-agent-1-1 A2`),
  );

  it(
    'waits for less once its time is over, and goes at once to whoever fits then',
    skilled(`
    09:00:00 A1 ready
    09:00:01 A2 pauses lunch
    10:00:00 C1 joins support 0 1 needs fibre:3 for 60 then fibre:2 for 60 then fr-FR  -> | C1 waiting
    10:01:59 time passes  -> | C1 waiting
    10:02:00 time passes  -> ring C1-agent-1-1 A1`),
  );

  it(
    'lets a later one pass who needs nothing',
    skilled(`
    09:00:01 A2 pauses lunch
    10:00:00 C1 joins support 50 1 needs fibre:3
    10:00:01 C2 joins support
    10:00:02 A1 ready     -> ring C2-agent-1-1 A1 | C1 waiting
    10:00:03 A2 ready     -> ring C1-agent-1-1 A2`),
  );

  it(
    'is refused when nobody signed in can do it, now or later',
    skilled(`
    09:00:00 A1 ready
    10:00:00 C1 joins support 0 1 needs fibre:3 for 10 then fibre:2  -> tell C1 noAgent | C1 gone
    10:00:01 C2 joins support 0 1 needs fibre:3 for 10 then fibre:1  -> | C2 waiting`),
  );

  it(
    'is told when the last one who can do it signs out, and others who need less wait on',
    skilled(`
    09:00:00 A1 pauses lunch
    09:00:01 A2 pauses lunch
    10:00:00 C1 joins support 0 1 needs fibre:3
    10:00:01 C2 joins support
    10:00:02 A2 leaves    -> tell C1 noAgent | C1 gone, C2 waiting`),
  );

  it(
    'may need something else while it waits, and keeps its place',
    skilled(`
    09:00:00 A1 ready
    09:00:01 A2 pauses lunch
    10:00:00 C1 joins support 0 1 needs fibre:3
    10:00:01 C1 changes 20 needs fibre:1  -> ring C1-agent-1-1 A1`),
  );

  it(
    'that joins again after an absence keeps its place and needs what is said last',
    skilled(`
    09:00:00 A1 ready
    09:00:01 A2 pauses lunch
    10:00:00 C1 joins support 0 1 needs fibre:3
    10:00:05 back                                -> | C1 waiting
    10:00:05 C1 joins support 0 1 needs fibre:1  -> ring C1-agent-1-1 A1`),
  );

  it(
    'is looked at again after an absence when its next step comes',
    skilled(`
    09:00:00 A1 ready
    09:00:01 A2 pauses lunch
    10:00:00 C1 joins support 0 1 needs fibre:3 for 60 then fibre:1
    10:00:30 link lost
    10:00:40 back
    10:01:00 time passes  -> ring C1-agent-1-1 A1`),
  );
});

describe('an agent who is told something before the caller hears them', () => {
  const answered = `
    09:00:00 A1 ready
    10:00:00 C1 joins support asks   -> ring C1-agent-1-1 A1
    10:00:03 C1-agent-1-1 answers    -> tell C1 agentAnswered A1 | A1 reserved, C1 offered`;

  it(
    'talks when both are put together, and stays free of other calls until then',
    timeline(`${answered}
    10:00:04 C2 joins support        -> | C2 waiting
    10:00:30 time passes             -> | A1 reserved
    10:00:31 C1 bridges              -> tell C1 connected, connect C1 A1 | A1 talking, C1 gone
    10:00:32 C1 bridges              -> tell C1 connected
    10:01:00 A1 finishes C1          -> | A1 wrapUp`),
  );

  it(
    'and hangs up before: the caller keeps the place and goes to the next',
    timeline(`${answered}
    10:00:10 A2 ready                     ->
    10:00:11 C1-agent-1-1 ends hangup     -> tell C1 agentGone, ring C1-agent-1-2 A2 | A1 notResponding, C1 offered
    10:00:12 C1 bridges                   -> tell C1 agentGone
    10:00:13 C1-agent-1-2 answers         -> tell C1 agentAnswered A2`),
  );

  it(
    'is free again when the caller leaves first',
    timeline(`${answered}
    10:00:05 C1 abandons  -> end C1-agent-1-1 | A1 ready, C1 gone`),
  );

  it(
    'may say what comes after this call: they keep it',
    timeline(`${answered}
    10:00:05 A1 pauses lunch  -> | A1 reserved
    10:00:06 C1 bridges       -> tell C1 connected, connect C1 A1
    10:00:50 A1 finishes C1
    10:01:00 time passes      -> | A1 notReady`),
  );

  it(
    'may sign out and still has the call; if they hang up instead, nobody is left for the caller',
    timeline(`${answered}
    10:00:05 A1 leaves                 -> | A1 reserved
    10:00:06 C1-agent-1-1 ends hangup  -> tell C1 agentGone, tell C1 noAgent | A1 offline, C1 gone`),
  );

  it(
    'is told of again after an absence, as is one who has gone meanwhile',
    timeline(`${answered}
    10:00:05 back                      -> tell C1 agentAnswered A1
    10:00:06 C1-agent-1-1 answers      ->
    10:00:07 C1-agent-1-1 ends hangup  -> tell C1 agentGone
    10:00:08 back                      -> tell C1 agentGone`),
  );
});
