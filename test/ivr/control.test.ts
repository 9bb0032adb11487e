// Choices, loops, splits, languages and records; time limits; calls that we place.

import { describe, expect, it } from 'vitest';
import type { Program } from '../../src/dsl/index.ts';
import { compiled } from './compiled.ts';
import { newFrame, runFlow } from './flow-timeline.ts';

const flow = (body: string, head = '', more = ''): Promise<Program> =>
  compiled(`flow essai { entry "+33180001122" languages fr-FR, en-GB
    var n: Number = 0   var liste: List<Number> = [3, 5, 7]
    ${head}
    step a { if length(call.id) > 90 -> fin  ${body} }
    step fin { say fin(n: n + length(liste)) hangup }
  }
  ${more}
  prompts fr-FR { fin(n: Number) = "Fin {n}."  bonjour = "Bonjour."  tour(n: Number) = "{n}."  assez = "Assez." }
  prompts en-GB { fin(n: Number) = "End {n}."  bonjour = "Hello."  tour(n: Number) = "{n}."  assez = "Enough." }`);

describe('a loop', () => {
  it('up to so many times is left at its end by its else', async () => {
    runFlow(
      await flow('repeat up to 3 times { set n = n + 1 } else { set n = n + 100 } goto fin'),
      'essai',
      '00:00 dials -> answer, play fin(n 106)',
    );
  });

  it('is left by leave, not by its else', async () => {
    runFlow(
      await flow('repeat up to 9 times { set n = n + 1 if n is 2 { leave } } else { set n = 100 } goto fin'),
      'essai',
      '00:00 dials -> answer, play fin(n 5)',
    );
  });

  it('over a list takes each item, and a second time from the beginning', async () => {
    runFlow(
      await flow('repeat up to 2 times { for each x in liste { set n = n + x } } goto fin'),
      'essai',
      '00:00 dials -> answer, play fin(n 33)',
    );
  });

  it('in a loop says each, and goes on where it was after an absence', async () => {
    runFlow(
      await flow('for each x in liste { say tour(n: x) } goto fin'),
      'essai',
      `00:00 dials        -> answer, play tour(n 3)
       00:01 prompt ends  -> play tour(n 5)
       00:02 back         -> answer, play tour(n 5)
       00:03 prompt ends  -> play tour(n 7)
       00:04 prompt ends  -> play fin(n 3)`,
    );
  });
});

describe('a choice', () => {
  const chosen = async (value: string): Promise<unknown> => {
    const program = await flow(
      `set n = ${value}  choose n { 0..6 { set n = 1 } 7, 8 { set n = 2 } 8..9 { set n = 3 } otherwise { set n = 4 } } hangup`,
    );
    return runFlow(program, 'essai', '00:00 dials -> end refused').state?.variables['n'];
  };

  it.each([
    ['0', 1],
    ['6', 1],
    ['8', 2],
    ['9', 3],
    ['6.5', 4],
  ])('of %s takes the first case that fits', async (value, branch) => {
    expect(await chosen(value)).toBe(branch);
  });
});

describe('a split', () => {
  const body = `split essai_ab by call.caller { 30% court { set n = 1 } 70% long { set n = 2 } } goto fin`;
  const branchOf = (program: Program, caller: string | null): string | undefined => {
    const frame = { ...newFrame(program, 'essai'), caller };
    const { facts } = runFlow(program, 'essai', '00:00 dials -> answer, play fin(n 4)', { frame, world: forced });
    return facts.flatMap((fact) => (fact.kind === 'splitTaken' ? [fact.branch] : []))[0];
  };
  const forced = { splits: { essai_ab: 'court' } };

  it('may be forced', async () => {
    expect(branchOf(await flow(body), '+33611111111')).toBe('court');
  });

  it('keeps a caller in one branch, and each branch near its share', async () => {
    const program = await flow('split essai_ab by call.caller { 30% court { hangup } 70% long { hangup } }');
    const branch = (caller: string): string | undefined => {
      const { facts } = runFlow(program, 'essai', '00:00 dials -> end refused', {
        frame: { ...newFrame(program, 'essai'), caller },
      });
      return facts.flatMap((fact) => (fact.kind === 'splitTaken' ? [fact.branch] : []))[0];
    };
    const callers = Array.from({ length: 1_000 }, (_, index) => `+336${String(10_000_000 + index)}`);
    const first = callers.map(branch);
    expect(callers.slice(0, 50).map(branch)).toEqual(first.slice(0, 50));
    const share = first.filter((name) => name === 'court').length / callers.length;
    expect(share).toBeGreaterThan(0.25);
    expect(share).toBeLessThan(0.35);
  });
});

describe('another language', () => {
  it('is heard from then on', async () => {
    const { effects, facts } = runFlow(
      await flow('say bonjour language en-GB say bonjour hangup'),
      'essai',
      `00:00 dials       -> answer, play bonjour
       00:01 prompt ends -> play bonjour`,
    );
    const texts = effects.flatMap((effect) => (effect.kind === 'play' ? effect.parts.map(({ text }) => text) : []));
    expect(texts).toEqual(['Bonjour.', 'Hello.']);
    expect(facts).toContainEqual({ kind: 'languageChanged', call: 'C', language: 'en-GB' });
  });
});

describe('a field of a record', () => {
  it('is set, and the rest stays', async () => {
    const program = await flow(
      'set point.x = 5 set n = point.x + point.y goto fin',
      'var point: Point = { x: 1 y: 2 }',
      'record Point { x: Number y: Number }',
    );
    runFlow(program, 'essai', '00:00 dials -> answer, play fin(n 10)');
  });
});

describe('the time limit of a flow', () => {
  const head = 'on limit after 1min { say assez goto fin }';

  it('leads to its handler, once', async () => {
    const { facts } = runFlow(
      await flow('wait 10min goto fin', head),
      'essai',
      `00:00 dials        -> answer
       00:59 time passes  ->
       01:00 time passes  -> play assez
       01:02 prompt ends  -> play fin(n 3)
       05:00 time passes  ->`,
    );
    expect(facts).toContainEqual({ kind: 'flowFailed', call: 'C', code: 'timeLimit', step: 'a' });
  });

  it('does not count the time in a line', async () => {
    const queue = 'queue support { after 30min -> fin on closed, no agent -> fin } wait 10min goto fin';
    runFlow(
      await flow(`wait 40s ${queue}`, head),
      'essai',
      `00:00 dials            -> answer
       00:40 time passes      -> join support 0, music own
       10:00 queue connected  ->
       20:00 agent leaves     ->
       20:19 time passes      ->
       20:20 time passes      -> play assez`,
    );
  });

  it('goes on counting after an absence', async () => {
    runFlow(
      await flow('wait 10min goto fin', head),
      'essai',
      `00:00 dials        -> answer
       00:50 back         -> answer
       00:59 time passes  ->
       01:00 time passes  -> play assez`,
    );
  });

  it('breaks off the subflow that runs', async () => {
    const program = await flow('run attente() goto fin', head, 'subflow attente() { step b { wait 5min return } }');
    const { facts } = runFlow(program, 'essai', '00:00 dials -> answer\n01:00 time passes -> play assez');
    expect(facts).toContainEqual({ kind: 'subflowLeft', call: 'C', flow: 'attente', how: 'failed' });
  });
});

describe('a call that we place', () => {
  const program = (): Promise<Program> =>
    compiled(`flow sortant(nom: Text) { languages fr-FR purpose service
      on answering_machine { say repondeur hangup }
      step a { say bonjour(nom: nom, n: call.attempt) hangup }
    }
    prompts fr-FR { repondeur = "Répondeur."  bonjour(nom: Text, n: Number) = "{nom} {n}." }`);
  const placed = { arguments: { nom: 'Durand' }, attempt: 2 };

  it('is up already, and knows what the campaign says', async () => {
    const compiledFlow = await program();
    const frame = newFrame(compiledFlow, 'sortant', placed);
    runFlow(compiledFlow, 'sortant', '00:00 dials -> play bonjour(nom "Durand", n 2)', { frame });
  });

  it('and that a machine takes begins with its handler', async () => {
    const compiledFlow = await program();
    const frame = newFrame(compiledFlow, 'sortant', placed);
    runFlow(compiledFlow, 'sortant', '00:00 machine -> play repondeur\n00:05 prompt ends -> end normal', { frame });
  });
});
