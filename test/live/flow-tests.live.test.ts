// Tests of the flows that ship, as real calls: one for each thing that a test can say and that calls do, with the verdict and every
// line the same as in the simulator. All of them: `carillon test --live`.

import { describe, expect, it } from 'vitest';
import type { TestLine, TestNode } from '../../src/dsl/index.ts';
import { shippedProject } from '../sim/flows/projects.ts';
import { differenceText } from './flow-tests/report.ts';
import { runLiveTests } from './flow-tests/run-live.ts';

/** By what they show. */
const shown: Readonly<Record<string, string>> = {
  'keys, digits, a queue with its priority, an agent who talks and leaves':
    'un client donne son numéro et passe devant',
  'silences that are helped': 'pas de numéro du tout',
  'a wait of minutes': 'tous occupés trop longtemps',
  'a closed queue': 'fermé',
  'another language': 'in English, a delivery',
  'a message with its length, its end key, a request, an e-mail and a text message':
    'un message devient un ticket, par SMS et par courriel',
  'a request that takes too long': 'le ticket se fait attendre',
  'a transfer that is answered': "pendant les congés, l'astreinte répond",
  'a transfer that is not': "l'astreinte ne répond pas : un message",
  'a caller who hangs up while a prompt plays': 'raccroché avant de répondre',
  'a subflow by itself': 'une mauvaise note se commente',
  'an answering machine': 'un répondeur reçoit le message',
};

/** They take some ten seconds; a machine that is busy with other things takes its time. */
const limitMs = 180_000;

describe('flow tests on real calls', () => {
  it('give the same verdict and the same lines as in the simulator', { timeout: limitMs }, async () => {
    const project = await shippedProject();
    const tests = project.model.modules.flatMap((module) => module.tests);
    const chosen = Object.values(shown).map((title) => find(tests, title));
    const results = await runLiveTests(project, chosen, { deskCount: 4, settings: process.env });
    expect(results.map(differenceText).filter((text) => text !== '')).toEqual([]);
    expect(results.map(({ compared }) => compared.kind)).toEqual(chosen.map(() => 'same'));
  });

  it('tell the same with the controller dying behind each line', { timeout: limitMs }, async () => {
    const project = await shippedProject();
    const tests = project.model.modules.flatMap((module) => module.tests);
    const chosen = [
      'un client donne son numéro et passe devant',
      'une question technique',
      "pendant les congés, l'astreinte répond",
    ].map((title) => dyingBehindEachLine(find(tests, title)));
    const results = await runLiveTests(project, chosen, { deskCount: 3, settings: process.env });
    expect(results.map(differenceText).filter((text) => text !== '')).toEqual([]);
    expect(results.map(({ compared }) => compared.kind)).toEqual(chosen.map(() => 'same'));
  });

  it('are different when the caller hears other words than the simulator says', { timeout: limitMs }, async () => {
    const project = await shippedProject();
    const test = find(
      project.model.modules.flatMap((module) => module.tests),
      "trois mauvaises touches terminent l'appel",
    );
    const { program } = project.bench;
    const words = program.prompts['fr-FR']?.['au_revoir'];
    if (words === undefined) throw new Error('The flow says goodbye.');
    const other = { ...words, pieces: [{ kind: 'text', text: 'À jamais.' }] } as typeof words;
    const prompts = { ...program.prompts, 'fr-FR': { ...program.prompts['fr-FR'], au_revoir: other } };
    const simulated = { ...project.bench, program: { ...program, prompts } };
    const [result] = await runLiveTests(project, [test], { deskCount: 1, settings: process.env, simulated });
    expect(result?.compared).toMatchObject({
      kind: 'different',
      verdicts: ['passed', 'passed'],
      lines: [
        {
          simulated: expect.stringContaining('À jamais') as string,
          real: expect.stringContaining('au revoir') as string,
        },
      ],
    });
  });
});

function find(tests: readonly TestNode[], title: string): TestNode {
  const test = tests.find((each) => each.title === title);
  if (test === undefined)
    throw new Error(`There is no test "${title}" any more: choose another one that shows the same.`);
  return test;
}

const dyingBehindEachLine = (test: TestNode): TestNode => ({
  ...test,
  lines: test.lines.flatMap((line): readonly TestLine[] =>
    line.kind === 'given' ? [line] : [line, { kind: 'restart', span: line.span }],
  ),
});
