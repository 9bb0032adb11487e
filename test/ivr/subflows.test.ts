// Subflows: a stack of flows with variables of their own, what they return, and who catches what goes wrong in them.

import { describe, expect, it } from 'vitest';
import { compiled } from './compiled.ts';
import { runFlow } from './flow-timeline.ts';

const prompts = `prompts fr-FR { bonjour = "Bonjour."  dedans = "Dedans."  panne = "Panne."  panne_dedans = "Panne dedans."
  fin(n: Number) = "{n}." }`;

const project = (main: string, sub: string, more = ''): ReturnType<typeof compiled> =>
  compiled(`
  flow essai { entry "+33180001122" languages fr-FR
    var zero: Number = 0
    ${main}
  }
  subflow interieur(a: Number, b: Number = a * 10) -> Number { ${sub} }
  ${more}
  ${prompts}`);

describe('a subflow', () => {
  it('has its own variables and gives its value to the flow that runs it', async () => {
    const program = await project(
      `on error { say panne hangup }  on hangup { track dehors() }
       step a { let zeta = 7  let n = run interieur(a: 2)  say fin(n: n + zeta) hangup }`,
      `var zeta: Number = 100   step b { say dedans  set zeta = zeta + b  return zeta + a }`,
    );
    const { facts } = runFlow(
      program,
      'essai',
      `00:00 dials        -> answer, play dedans
       00:01 back         -> answer, play dedans
       00:01 prompt ends  -> play fin(n 129)`,
    );
    expect(facts).toContainEqual({ kind: 'subflowEntered', call: 'C', flow: 'interieur' });
    expect(facts).toContainEqual({ kind: 'subflowLeft', call: 'C', flow: 'interieur', how: 'returned' });
  });

  it('runs its on hangup first, then those of the flows around', async () => {
    const program = await project(
      `on hangup { track dehors() }  on error { hangup }
       step a { let n = run interieur(a: 2)  say fin(n: n) hangup }`,
      `on hangup { track dedans() return 1 }   step b { say dedans return b }`,
    );
    const { facts } = runFlow(program, 'essai', '00:00 dials -> answer, play dedans\n00:01 hangs up ->');
    expect(facts.flatMap((fact) => (fact.kind === 'eventTracked' ? [fact.event] : []))).toEqual(['dedans', 'dehors']);
  });
});

describe('what goes wrong in a subflow', () => {
  const main = (onError: string, run: string): string =>
    `${onError}  step a { if length(call.id) > 90 -> secours  ${run}  say bonjour hangup }  step secours { say panne hangup }`;
  const fails = '00:00 dials -> answer, play dedans\n00:01 prompt fails ->';

  it('is caught by its own on error', async () => {
    const program = await project(
      main('on error -> secours', 'run interieur(a: 1)'),
      `on error { say panne_dedans return 0 } step b { say dedans return b }`,
    );
    runFlow(program, 'essai', `${fails} play panne_dedans\n00:02 prompt ends -> play bonjour`);
  });

  it('else by the statement that runs it', async () => {
    const program = await project(
      main('on error { hangup }', 'run interieur(a: 1) { on error -> secours }'),
      `step b { say dedans return b }`,
    );
    runFlow(program, 'essai', `${fails} play panne`);
  });

  it('else by the flow that runs it', async () => {
    const program = await project(main('on error -> secours', 'run interieur(a: 1)'), `step b { say dedans return b }`);
    const { facts } = runFlow(program, 'essai', `${fails} play panne`);
    expect(facts).toContainEqual({ kind: 'subflowLeft', call: 'C', flow: 'interieur', how: 'failed' });
  });

  it('else hangs up', async () => {
    const program = await project(main('', 'run interieur(a: 1)'), `step b { say dedans return b }`);
    runFlow(program, 'essai', `${fails} end normal`);
  });

  it('twice, the second time in its handler, hangs up', async () => {
    const program = await project(
      main('on error -> secours', 'run interieur(a: 1)'),
      `on error { say panne_dedans return 0 } step b { say dedans return b }`,
    );
    runFlow(program, 'essai', `${fails} play panne_dedans\n00:02 prompt fails -> end normal`);
  });
});
