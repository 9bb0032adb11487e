// One call's inputs run through another version of its flow: where the two part is the line that was changed. Not here: the same
// version (shipped.test.ts), the command line.

import { describe, expect, it } from 'vitest';
import type { Program } from '../../../src/dsl/index.ts';
import { type Divergence, follow, replay, runTests, traceTest } from '../../../src/sim/index.ts';
import { projectOf } from '../flows/projects.ts';

const flow = `flow f {
  entry "+441614960000"
  languages en-GB
  step start {
    say hello
    menu main { prompt choice wait 5s key 1 "Order" -> order key 2 "Stop" -> stop on no input, no match after 2 tries -> stop }
  }
  step order {
    collect number: Digits { prompt ask_number length 3 first digit within 5s on no input, no match after 2 tries -> stop }
    if number is "123" -> found
    goto stop
  }
  step found { say found hangup }
  step stop { say bye hangup }
}
prompts en-GB {
  hello = "Hello." choice = "Press 1 or 2." ask_number = "Your number?" found = "Found." bye = "Goodbye." extra = "New!"
}
`;

const ordered = 'press 1 expect collect number press "123" expect say found expect hangup';
const silent = 'expect menu main expect say choice expect say bye within 2min expect hangup';

const programOf = async (text: string): Promise<Program> => (await projectOf({ 'a.fil': text })).program;

/** Where the call of `lines` in the flow above parts from what `other` does with the same. */
async function parting(other: string, lines = ordered): Promise<Omit<Divergence, 'at'> | null> {
  const project = await projectOf({ 'a.fil': flow, 'a.test.fil': `test "it" for f { ${lines} }` });
  const [run] = runTests(project).runs;
  expect(run?.outcome).toEqual({ kind: 'passed' });
  const trace = run === undefined ? null : traceTest(run.test, project.bench).trace;
  if (trace === null) throw new Error('There is one call');
  const { divergence } = replay(trace, follow(trace, project.program), await programOf(other));
  if (divergence === null) return null;
  const { why, here, there } = divergence;
  return { why, here, there };
}

describe('a call replayed', () => {
  it('on a version that differs where it never was does not part', async () => {
    expect(await parting(flow.replace('Goodbye.', 'See you.'))).toBeNull();
    expect(await parting(flow.replace('first digit within 5s', 'first digit within 9s'))).toBeNull();
  });

  it('on one that says a prompt otherwise parts in words, and at the first of them', async () => {
    const other = flow.replace('Your number?', 'The number, please?').replace('Found.', 'There.');
    expect(await parting(other)).toEqual({
      why: 'words',
      here: ['say ask_number  "Your number?"'],
      there: ['say ask_number  "The number, please?"'],
    });
  });

  it('on one where a key leads elsewhere parts at that key', async () => {
    expect(await parting(flow.replace('-> order key 2 "Stop" -> stop', '-> stop key 2 "Stop" -> order'))).toEqual({
      why: 'path',
      here: ['step order', 'collect number', 'say ask_number  "Your number?"'],
      there: ['step stop', 'say bye  "Goodbye."'],
    });
  });

  it('on one with one more prompt parts at that prompt', async () => {
    expect(await parting(flow.replace('say hello', 'say hello say extra'))).toEqual({
      why: 'path',
      here: ['menu main', 'say choice  "Press 1 or 2."'],
      there: ['say extra  "New!"'],
    });
  });

  it('on one that asks for more digits parts where the other is content', async () => {
    expect(await parting(flow.replace('length 3', 'length 4'))).toEqual({
      why: 'path',
      here: ['answered number', 'step found', 'say found  "Found."'],
      there: [],
    });
  });

  it('on one with another condition parts where it is asked', async () => {
    expect(await parting(flow.replace('number is "123"', 'number is "124"'))).toMatchObject({
      here: ['step found', 'say found  "Found."'],
      there: ['step stop', 'say bye  "Goodbye."'],
    });
  });

  it('on one that waits longer parts where the shorter wait ends, and on one that waits less where that ends', async () => {
    const longer = await parting(flow.replace('wait 5s', 'wait 8s'), silent);
    expect(longer).toMatchObject({ why: 'path', there: [] });
    expect(longer?.here[0]).toBe('no input main 1');
    const shorter = await parting(flow.replace('wait 5s', 'wait 3s'), silent);
    expect(shorter).toMatchObject({ why: 'path', here: [] });
    expect(shorter?.there[0]).toBe('no input main 1');
  });

  it('on one whose flow has another name goes by the number, and without any says so', async () => {
    expect(await parting(flow.replace('flow f {', 'flow g {'))).toBeNull();
    const elsewhere = flow.replace('flow f {', 'flow g {').replace('4960000', '4960001');
    expect(await parting(elsewhere)).toEqual({ why: 'flow', here: ['f'], there: [] });
  });
});
