// The explorer finds what it is made for, and every outcome of a small flow. Not here: the flows that ship (shipped.sim.test.ts).

import { describe, expect, it } from 'vitest';
import { exploreFlows } from '../../../src/sim/index.ts';
import { projectOf } from './projects.ts';

async function explored(text: string, audio: readonly string[] = []) {
  const [found] = exploreFlows(await projectOf({ 'a.fil': text }, audio));
  if (found === undefined) throw new Error('There is one flow');
  return found;
}

const head = `flow f {
  entry "+33180001122"
  languages en-GB
  var many: Number = 0
`;

describe('the explorer', () => {
  it('takes every outcome: keys, silence, hours, withheld numbers, services, queues, messages', async () => {
    const { missed, problems } = await explored(`${head}
  on hangup { track gone }
  step start {
    if not open(shop) -> closed_now
    menu m {
      prompt which
      key 1 "Order" -> order
      key 0 "Agent" -> agents
      on no input after 2 tries -> agents
      on no match after 3 tries -> agents
    }
  }
  step order {
    collect n: Digits { prompt which  length 6  valid when luhn(n) else say wrong
      on no input -> agents  on no match after 2 tries -> agents }
    let o = request shop_api.order(n: n) { on timeout -> agents  on failure -> closed_now }
    if o is none -> agents
    choose o.state { sent { say sent_now hangup }  lost { if o.total > 50 EUR -> agents  hangup } }
  }
  step agents {
    queue support { after 1min -> message  on closed -> message  on full -> message  on no agent -> message
      offer which when waiting.estimate > 2min after 5s { key 1 "Callback" -> back } }
    hangup
  }
  step back { if call.caller is none -> message  schedule callback to call.caller in support  hangup }
  step message { voicemail v { prompt which  on no input -> closed_now } hangup }
  step closed_now { hangup }
}
enum State { sent lost }
record Order { state: State  total: Money }
service shop_api { base url "https://shop.example"  query order(n: Digits) -> Order? { get "/orders/{n}"  timeout 2s } }
hours shop timezone "Europe/London" { mon..fri 09:00..17:00 }
prompts en-GB { which = "Which?"  wrong = "Wrong."  sent_now = "Sent." }
`);
    expect({ missed, problems }).toEqual({ missed: [], problems: [] });
  });

  it('a division by zero that one service answer brings about is found, with the way there', async () => {
    const { problems } = await explored(`${head}
  on error { hangup }
  step start {
    let got = request stock.count() { on timeout, failure -> end }
    if 100 / got > 3 { say enough }
    goto end
  }
  step end { hangup }
}
service stock { base url "https://stock.example"  query count() -> Number { get "/"  timeout 2s } }
prompts en-GB { enough = "Enough." }
`);
    expect(problems).toEqual([
      {
        kind: 'crash',
        message: 'The flow f fails in step start: divisionByZero.',
        path: ['request stock.count({  }): returns 0'],
      },
    ]);
  });

  it('a caller who does nothing and is never let go is found', async () => {
    const { problems } = await explored(`${head}
  step start { queue support { after 1min -> start  on closed -> start  on full -> start  on no agent -> start } hangup }
}
prompts en-GB { hello = "Hello." }
`);
    expect(problems.map(({ kind }) => kind)).toEqual(['endless']);
  });

  it('a sound that is not there is found', async () => {
    const text = `${head}
  step start { say hello hangup }
}
prompts en-GB { hello = audio "hello.wav" "Hello." }
`;
    const there = await explored(text, ['audio/hello.wav']);
    expect(there.problems).toEqual([]);
    const project = await projectOf({ 'a.fil': text }, ['audio/hello.wav']);
    const [found] = exploreFlows({ ...project, missingAudio: new Set(['hello.wav']) });
    expect(found?.problems).toMatchObject([
      { kind: 'missing audio', message: 'The audio file hello.wav is not there.' },
    ]);
  });
});
