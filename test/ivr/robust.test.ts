// What an author can write to bring a centre down: values that grow without end, comparisons of them, loops in loops. Each ends in
// the flow's own `on error`, in bounded time, or is not compiled, and the record of its call stays small. A flow that runs on without
// end: engine.test.ts, test/live/endless.live.test.ts.

import { describe, expect, it } from 'vitest';
import { callId, legId } from '../../src/base/ids.ts';
import { advance, newFrame, worldOf } from '../../src/ivr/index.ts';
import { memoryMax } from '../../src/ivr/values/memory.ts';
import { compiled } from './compiled.ts';

/** One event of one call takes no longer, on a machine that is busy with other tests: other calls wait meanwhile. */
const decisionMsMax = 500;
/** What is recorded of a call at most: two levels' memory and the rest. */
const recordBytesMax = 2 * memoryMax + 10_000;

const textGrows = 'set t = t + t  '.repeat(40);
const half = 'set t = "0123456789"  ' + 'set t = t + t  '.repeat(9);
const items = (name: string): string => `[${Array.from({ length: 100 }, () => name).join(', ')}]`;

const flowOf = (variables: string, body: string): string =>
  `
flow mort {
  entry "+33180001122"
  languages fr-FR
  ${variables}
  on error { say erreur  hangup }
  step debut { answer_first  ${body}  say fini  hangup }
}
prompts fr-FR { erreur = "Erreur."  fini = "Fini." }`.replace('answer_first', '');

/** What the first event of such a call comes to. */
async function decided(variables: string, body: string) {
  const program = await compiled(flowOf(variables, body));
  const call = { call: callId('C'), leg: legId('L'), caller: '+33612345678', called: '+33180001122' };
  const frame = newFrame({ ...call, program, flow: 'mort', now: 0 });
  const beganAt = performance.now();
  const { state, facts } = advance(worldOf(program), frame, { kind: 'begin' }, 0);
  return {
    tookMs: performance.now() - beganAt,
    bytes: JSON.stringify(state).length,
    faults: facts.flatMap((fact) => (fact.kind === 'flowFailed' ? [fact.code] : [])),
    said: facts.flatMap((fact) => (fact.kind === 'promptPlayed' ? [fact.prompt] : [])),
  };
}

describe('a flow that would bring the centre down', () => {
  it.each([
    ['a text that doubles again and again', 'var t: Text = "0123456789"', textGrows, 'textTooLong'],
    [
      'lists of lists of a long text',
      'var t: Text = ""  var l: List<Text> = []  var m: List<List<Text>> = []',
      `${half} set l = ${items('t')} set m = ${items('l')}`,
      'tooMuchMemory',
    ],
    [
      'many long texts beside each other',
      `var t: Text = ""  ${Array.from({ length: 30 }, (_, index) => `var t${index}: Text = ""`).join('  ')}`,
      `${half} ${Array.from({ length: 30 }, (_, index) => `set t${index} = t`).join('  ')}`,
      'tooMuchMemory',
    ],
  ])('with %s takes its handler, soon', async (_, variables, body, code) => {
    const { tookMs, bytes, faults, said } = await decided(variables, body);
    expect({ faults, said }).toEqual({ faults: [code], said: ['erreur'] });
    expect(tookMs).toBeLessThan(decisionMsMax);
    expect(bytes).toBeLessThan(recordBytesMax);
  });

  it('with as many comparisons of long texts as one may write is done soon', async () => {
    const ifs = 'if t is not u { set u = t }  '.repeat(4);
    const body = `${half} set u = t + ""  repeat up to 99 times { ${ifs} }`;
    const { tookMs, said } = await decided('var t: Text = ""  var u: Text = ""', body);
    expect(said).toEqual(['fini']);
    expect(tookMs).toBeLessThan(decisionMsMax);
  });

  it('with loops in loops is refused before anybody calls it', async () => {
    const body = 'repeat up to 99 times { repeat up to 99 times { set n = n + 1 } }';
    await expect(decided('var n: Number = 0', body)).rejects.toThrow('FIL310');
  });

  it('that only remembers as much as one may goes on', async () => {
    const { faults, said } = await decided('var t: Text = ""  var l: List<Text> = []', `${half} set l = [t, t, t]`);
    expect({ faults, said }).toEqual({ faults: [], said: ['fini'] });
  });
});
