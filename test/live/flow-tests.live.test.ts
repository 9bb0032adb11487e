// Tests of the flows that ship, as real calls: one for each thing that a test can say and that calls do, with the verdict and every
// line the same as in the simulator. All of them: `carillon test --live`.

import { describe, expect, it } from 'vitest';
import type { TestLine, TestNode } from '../../src/dsl/index.ts';
import type { Bench } from '../../src/sim/flows/bench.ts';
import { projectOf, shippedProject } from '../sim/flows/projects.ts';
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
  'words before the bridge, a conversation that is recorded, a card for the agent':
    "la fiche du client s'ouvre chez le conseiller",
  'a callback that is offered, promised and outlives the controller':
    'un client premium passe devant et accepte le rappel',
  'a script with its fields, its objections and its e-mail': 'une vente avec une objection',
};

/** What no flow that ships does: words that the agent alone hears before the bridge. */
const whispered = {
  'desk.fil': `question sure: Boolean { prompt are_they_sure  key 1 "Yes" { return true }  key 2 "No" { return false } }
    script card { languages en-GB  step only { tell greet_them  let ok = ask sure  if ok { tell thank_them }  return } }
    flow desk {
      entry "+442071234567"
      languages en-GB
      on error { hangup }
      step only {
        queue agents {
          connect { tell who_it_is  say you_are_through  run card() }
          after 5min -> out
          on closed, no agent -> out
        }
        goto out
      }
      step out { hangup }
    }
    prompts en-GB {
      who_it_is = "A caller of the bank."  you_are_through = "You are through."  are_they_sure = "Are they sure?"
      greet_them = "Say good morning."  thank_them = "Say thank you."
    }`,
  'desk.test.fil': `test "whispered" for desk {
      expect queue agents
      agent answer
      expect tell who_it_is
      expect say you_are_through
      expect script card
      expect tell greet_them
      restart
      agent input sure = true
      expect tell thank_them
      agent hang up
      expect hangup
    }`,
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
    const simulated = withOtherWords(project.bench, 'fr-FR', 'au_revoir', 'À jamais.');
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

describe('an agent who is told something before the bridge, on a real call', () => {
  it(
    'hears it alone, reads their script and fills it in, and is found to have heard other words',
    {
      timeout: limitMs,
    },
    async () => {
      const project = await projectOf(whispered);
      const tests = project.model.modules.flatMap((module) => module.tests);
      const [alike] = await runLiveTests(project, tests, { deskCount: 1, settings: process.env });
      expect(alike === undefined ? 'not run' : differenceText(alike)).toBe('');
      expect(alike?.compared).toEqual({ kind: 'same' });
      const simulated = withOtherWords(project.bench, 'en-GB', 'who_it_is', 'Nobody.');
      const [other] = await runLiveTests(project, tests, { deskCount: 1, settings: process.env, simulated });
      expect(other?.compared).toMatchObject({
        lines: [{ simulated: 'tell who_it_is  "Nobody."', real: 'tell who_it_is  "A caller of the bank."' }],
      });
    },
  );
});

/** The same tests, with other words in one prompt. */
function withOtherWords(bench: Bench, language: string, prompt: string, text: string): Bench {
  const { program } = bench;
  const words = program.prompts[language]?.[prompt];
  if (words === undefined) throw new Error(`There is no prompt ${prompt}.`);
  const other = { ...words, pieces: [{ kind: 'text', text }] } as typeof words;
  const prompts = { ...program.prompts, [language]: { ...program.prompts[language], [prompt]: other } };
  return { ...bench, program: { ...program, prompts } };
}

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
