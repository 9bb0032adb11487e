import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LiveRequest, LiveTests } from '../../src/cli/index.ts';
import { commandLine, scratch } from './command-line.ts';

const flow = `flow welcome {
  entry "+33180001122"
  languages en-GB
  step start "Start" {
    say hello
    if open(shop) { say opened }
    hangup
  }
}
hours shop timezone "Europe/Paris" { mon..fri 09:00..17:00 }
prompts en-GB { hello = "Hello."  opened = "We are open." }
`;
const passing = 'test "by day" for welcome {\n  expect say opened\n  expect hangup\n}\n';
const failing = 'test "by night" for welcome {\n  given call at 2026-03-17 23:00\n  expect say opened\n}\n';

function project(tests: string, text = flow): string {
  const directory = scratch();
  writeFileSync(join(directory, 'fil.json'), '{ "reference": "en-GB" }');
  writeFileSync(join(directory, 'welcome.fil'), text);
  mkdirSync(join(directory, 'sub'));
  if (tests !== '') writeFileSync(join(directory, 'welcome.test.fil'), tests);
  return directory;
}

describe('carillon test', () => {
  it('all passed: exit 0 and one line of numbers', async () => {
    const { code, out } = await commandLine().run(['test', project(passing)]);
    expect(code).toBe(0);
    expect(out).toMatch(/^1 passed, 0 failed: /);
    expect(out).toContain('welcome.fil:6 welcome start if: else');
  });

  it('one failed: exit 1, its transcript and the place of the line', async () => {
    const { code, out } = await commandLine().run(['test', project(passing + failing)]);
    expect(code).toBe(1);
    expect(out).toContain('FAILED  by night\n  welcome.test.fil:7: `say opened` did not happen');
    expect(out).toContain('>>    7 | expect say opened');
    expect(out).toContain('1 passed, 1 failed');
  });

  it('--filter leaves the others out', async () => {
    expect((await commandLine().run(['test', project(passing + failing), '--filter', 'by day'])).code).toBe(0);
  });

  it('less covered than --threshold: exit 1 and how much is', async () => {
    const { code, err } = await commandLine().run(['test', project(passing), '--threshold', '60']);
    expect({ code, err }).toEqual({ code: 1, err: 'Of outcomes, 50 % are covered; 60 % must be.' });
    expect((await commandLine().run(['test', project(passing), '--threshold', '50'])).code).toBe(0);
  });

  it('--coverage lists what no test passed through, prompts included', async () => {
    const text = flow
      .replace('say opened', 'say opened_now')
      .replace('opened = "We are open."', 'opened_now = "We are open."');
    const night = failing.replace('expect say opened', 'expect hangup');
    const { code, out } = await commandLine().run(['test', project(night, text), '--coverage']);
    expect(code).toBe(0);
    expect(out).toContain('not covered: welcome.fil:6 welcome start if: then\n  not covered: prompt en-GB opened_now');
  });

  it('--format junit and json print nothing else', async () => {
    const junit = await commandLine().run(['test', project(passing), '--format', 'junit']);
    expect(junit.out).toMatch(/^<\?xml[^]*<\/testsuites>$/);
    const json = await commandLine().run(['test', project(passing), '--format', 'json']);
    expect(JSON.parse(json.out)).toMatchObject({ passed: 1, failed: 0 });
  });

  it('flows that do not compile: exit 1 and the messages', async () => {
    const { code, out, err } = await commandLine().run([
      'test',
      project(passing, flow.replace('say hello', 'say helo')),
    ]);
    expect(code).toBe(1);
    expect(out).toContain('FIL401');
    expect(err).toContain('do not compile');
  });

  it.each([
    ['no tests at all', []],
    ['a filter that nothing fits', ['--filter', 'xyz']],
  ])('%s: exit 2', async (_, options) => {
    const tests = options.length === 0 ? '' : passing;
    expect((await commandLine().run(['test', project(tests), ...options])).code).toBe(2);
  });

  it('a threshold that is no percentage: exit 2', async () => {
    expect((await commandLine().run(['test', project(passing), '--threshold', 'many'])).code).toBe(2);
  });

  it('--restarts runs every test with the controller dying behind its lines', async () => {
    expect((await commandLine().run(['test', project(passing), '--restarts'])).code).toBe(0);
  });

  it('--explore walks the flows instead: exit 0 without problems, 1 with one', async () => {
    const fine = await commandLine().run(['test', project(''), '--explore']);
    expect({ code: fine.code, out: fine.out }).toMatchObject({ code: 0 });
    expect(fine.out).toMatch(/^welcome: \d+ calls, 2 of 2 outcomes, 0 problems\.$/);
    const bad = flow.replace('if open(shop)', 'if 1 / length(call.language) > 0 and 1 / (weekday(today()) - 7) < 5');
    const found = await commandLine().run(['test', project('', bad), '--explore']);
    expect(found.code).toBe(1);
    expect(found.out).toContain('CRASH  The flow welcome fails in step start: divisionByZero.');
    expect(found.out).toContain('the call comes: a Sunday at 10:00');
  });
});

describe('carillon test --live', () => {
  it('asks for real calls of these tests, and gives their exit code', async () => {
    const asked: LiveRequest[] = [];
    const liveTests: LiveTests = (request) => {
      asked.push(request);
      return Promise.resolve(1);
    };
    const options = ['--live', '--filter', 'by day', '--format', 'json', '--calls', '3'];
    expect((await commandLine({ liveTests }).run(['test', 'somewhere', ...options])).code).toBe(1);
    expect(asked).toEqual([{ directory: 'somewhere', filter: 'by day', format: 'json', calls: 3 }]);
  });

  it('outside of a checkout: exit 2 and what is missing', async () => {
    const { code, err } = await commandLine().run(['test', 'somewhere', '--live']);
    expect({ code, err }).toEqual({
      code: 2,
      err: 'Real calls need the telephones of a checkout of Carillon: run this in one.',
    });
  });

  it.each([
    ['a number of calls that is none', ['--calls', '0']],
    ['a form that it does not have', ['--format', 'junit']],
    ['restarts too', ['--restarts']],
    ['coverage too', ['--coverage']],
  ])('with %s: exit 2, and nobody is called', async (_, options) => {
    const liveTests: LiveTests = () => Promise.reject(new Error('Nobody is called'));
    expect((await commandLine({ liveTests }).run(['test', 'somewhere', '--live', ...options])).code).toBe(2);
  });
});

describe('carillon sim', () => {
  const typed = (lines: readonly string[]) => ({
    typed: () =>
      (async function* () {
        for (const line of lines) yield await Promise.resolve(line);
      })(),
  });

  it('is a telephone: what is heard on stdout, help on stderr', async () => {
    const { code, out, err } = await commandLine(typed(['', '', 'test'])).run([
      'sim',
      'welcome',
      '--directory',
      project(''),
    ]);
    expect(code).toBe(0);
    expect(err).toContain('press keys');
    expect(out).toContain('say hello  "Hello."');
    expect(out).toContain('The call is over.');
    expect(out).toContain('test "..." for welcome {');
  });

  it('a flow that is not there: exit 2 and those that are', async () => {
    const { code, err } = await commandLine(typed([])).run(['sim', 'welkome', '--directory', project('')]);
    expect({ code, err }).toEqual({ code: 2, err: 'There is no flow welkome: there are welcome.' });
  });
});
