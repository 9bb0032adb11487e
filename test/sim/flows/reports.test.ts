// What is said of tests that were run: transcripts, JUnit, JSON, coverage, the gate. Not here: the meaning of lines.

import { describe, expect, it } from 'vitest';
import { jsonReport, junitReport, runFlowTests, runTests, textReport } from '../../../src/sim/index.ts';
import { host } from '../../dsl/in-memory.ts';
import { projectOf } from './projects.ts';

const flow = `flow f {
  entry "+33180001122"
  languages en-GB
  step start {
    say hello
    menu m {
      prompt choose_now
      key 1 "One" { goto one }
      key 0 "Agent" { goto one }
      on no input, no match -> bye
    }
  }
  step one { if open(shop) { say welcome } choose weekday(today()) { 6..7 -> bye  otherwise { hangup } } }
  step bye { say goodbye  hangup }
}
hours shop timezone "Europe/London" { mon..fri 09:00..17:00 }
prompts en-GB { hello = "Hello."  choose_now = "One?"  goodbye = "Goodbye."  welcome = "Welcome." }
prompts fr-FR { hello = "Bonjour." }
`;
const passing = 'test "silence <ends> it" for f {\n  expect say choose_now\n  expect say goodbye\n}\n';
const failing = 'test "one & only" for f {\n  press 1\n  expect say goodbye within 5s\n  expect hangup\n}\n';

async function reported(tests: string) {
  const project = await projectOf({ 'a.fil': flow, 'a.test.fil': tests });
  return { results: runTests(project), timezone: project.program.timezone, sources: project.sources, tookMs: 12 };
}

describe('a failed test', () => {
  it('shows the line, what was expected, the path and the call with the diverging line marked', async () => {
    const text = textReport(await reported(failing));
    expect(text.split('\n').slice(0, 20)).toEqual([
      'FAILED  one & only',
      '  a.test.fil:3: `say goodbye` did not happen within 5 s; there was `say welcome`.',
      '  Path: start > one',
      '        2 | press 1',
      '            10:00:00.0  step start',
      '            10:00:00.0  answer',
      '            10:00:00.0  say hello  "Hello."',
      '            10:00:00.3  menu m',
      '            10:00:00.3  say choose_now  "One?"',
      '            10:00:00.3  caller presses 1',
      '            10:00:00.3  key 1  "One"',
      '            10:00:00.3  step one',
      '            10:00:00.3  say welcome  "Welcome."',
      '  >>    3 | expect say goodbye within 5s',
      '            10:00:00.7  hangup',
      '            10:00:00.7  ended completed flowEnded',
      '',
      '0 passed, 1 failed: 0 minutes of calls in 0.0 s.',
      'Covered: steps 66.6 % (2 of 3), outcomes 37.5 % (3 of 8), prompts in their languages 60 % (3 of 5).',
      '  not covered: step f bye',
    ]);
  });

  it('JUnit: a suite for each file, a case for each test, texts escaped', async () => {
    const report = junitReport(await reported(passing + failing));
    expect(report).toContain('<testsuites tests="2" failures="1" time="0.012">');
    expect(report).toContain('<testcase name="silence &lt;ends&gt; it" classname="f" file="a.test.fil" line="1" />');
    expect(report).toContain('<testcase name="one &amp; only"');
    expect(report).toContain('<failure message="`say goodbye` did not happen within 5 s; there was `say welcome`.">');
  });

  it('JSON: everything there is to know, the transcript of what failed', async () => {
    const report = JSON.parse(jsonReport(await reported(passing + failing))) as Record<string, unknown>;
    expect(report).toMatchObject({
      passed: 1,
      failed: 1,
      tests: [
        { title: 'silence <ends> it', outcome: 'passed' },
        { title: 'one & only', outcome: 'failed', file: 'a.test.fil', failedLine: 7 },
      ],
      coverage: { steps: { count: 3, coveredCount: 3 } },
    });
  });
});

describe('coverage', () => {
  it('counts steps, each key, no input, no match, branches, cases, and prompts in each language', async () => {
    const { results } = await reported(passing);
    expect(results.coverage.steps).toEqual({ count: 3, coveredCount: 2, missed: ['f one'] });
    expect(results.coverage.outcomes.missed).toEqual([
      'a.fil:6 f start menu m: key 1',
      'a.fil:6 f start menu m: key 0',
      'a.fil:6 f start menu m: no match',
      'a.fil:13 f one if: then',
      'a.fil:13 f one if: else',
      'a.fil:13 f one choose: case 1',
      'a.fil:13 f one choose: otherwise',
    ]);
    expect(results.coverage.prompts.missed).toEqual(['en-GB welcome', 'fr-FR hello']);
  });

  it('two keys with one outcome are two outcomes', async () => {
    const { results } = await reported('test "zero" for f {\n  press 0\n  expect hangup\n}\n');
    expect(results.coverage.outcomes.missed).toContain('a.fil:6 f start menu m: key 1');
    expect(results.coverage.outcomes.missed).not.toContain('a.fil:6 f start menu m: key 0');
  });
});

describe('the gate of a deployment', () => {
  const gate = (files: Readonly<Record<string, string>>) =>
    runFlowTests(host(Object.entries(files).map(([file, text]) => ({ file, text }))));

  it('counts what passed and failed and gives the transcripts', async () => {
    const answer = await gate({ 'a.fil': flow, 'a.test.fil': passing + failing });
    expect({ ...answer, transcripts: answer.transcripts.length }).toEqual({ passed: 1, failed: 1, transcripts: 1 });
    expect(answer.transcripts[0]).toContain('FAILED  one & only');
  });

  it('a project that does not compile fails as a whole', async () => {
    const answer = await gate({ 'a.fil': flow.replace('goto one', 'goto nowhere') });
    expect(answer).toMatchObject({ passed: 0, failed: 1 });
    expect(answer.transcripts[0]).toContain('nowhere');
  });
});
