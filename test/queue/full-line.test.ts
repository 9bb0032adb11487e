// A queue that may hold so many callers and no more, in the timeline notation (timeline.ts).

import { describe, it } from 'vitest';
import { runTimeline } from './timeline.ts';

const timeline = (text: string) => () => {
  runTimeline(`
  09:00:00 queue support 10 20
  09:00:00 agent A1 support
  ${text}`);
};

describe('a call that comes to a line with a limit', () => {
  it(
    'is refused when as many wait as the queue may hold, those who are being offered among them',
    timeline(`
    09:00:00 queue support 10 20 open 2
    09:00:00 A1 ready
    10:00:00 C1 joins support       -> ring C1-agent-1-1 A1 | C1 offered
    10:00:01 C2 joins support       -> | C2 waiting
    10:00:02 C3 joins support 99    -> tell C3 full | C3 gone
    10:00:03 C1-agent-1-1 answers   -> tell C1 connected, connect C1 A1
    10:00:04 C4 joins support       -> | C4 waiting
    10:00:05 C2 joins support       -> | C2 waiting`),
  );

  it(
    'is never refused for the number of those who wait when it was promised a place, but counts among them',
    timeline(`
    09:00:00 queue support 10 20 open 1
    09:00:00 A1 pauses lunch
    10:00:00 C1 joins support
    10:00:01 C2 is promised support -> | C2 waiting
    10:00:02 C1 abandons
    10:00:03 C3 joins support       -> tell C3 full`),
  );

  it(
    'stays in the line when the queue is to hold fewer from now on',
    timeline(`
    09:00:00 A1 pauses lunch
    10:00:00 C1 joins support
    10:00:01 C2 joins support
    10:00:02 queue support 10 20 open 1 -> | C1 waiting, C2 waiting
    10:00:03 A1 ready               -> ring C1-agent-1-1 A1`),
  );

  it(
    'hears that nobody serves the queue rather than that it is full',
    timeline(`
    09:00:00 queue support 10 20 open 1
    10:00:00 C1 joins support       -> tell C1 noAgent`),
  );
});
