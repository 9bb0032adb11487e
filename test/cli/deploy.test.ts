// `carillon deploy`, `rollback`, `deployments`: what an engineer sees, with the interface of a controller in memory behind them.

import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deployFromHere } from '../../src/deployable.ts';
import type { GateTests } from '../../src/deploy/index.ts';
import { outOfReach } from '../fakes/deployments.ts';
import { saying } from '../fakes/deploying.ts';
import { toneSamples, writeWav } from '../live/audio/index.ts';
import { commandLine, scratch } from './command-line.ts';

function flows(text: string, directory = scratch()): string {
  writeFileSync(join(directory, 'fil.json'), '{}');
  writeFileSync(join(directory, 'accueil.fil'), saying(text));
  return directory;
}

const git = (directory: string, ...args: string[]): string =>
  execFileSync('git', ['-C', directory, '-c', 'user.name=Ana Martin', '-c', 'user.email=ana@example.test', ...args], {
    encoding: 'utf8',
  });

/** A directory of flows in a commit of its own. */
function committed(text: string, message = 'A warmer greeting'): string {
  const directory = flows(text);
  git(directory, 'init', '-q');
  git(directory, 'add', '.');
  git(directory, 'commit', '-q', '-m', message);
  return directory;
}

const by = 'by hand';
const deploy = (directory: string, ...more: string[]) => ['deploy', directory, '--message', by, ...more];

describe('carillon deploy', () => {
  it('from a commit: exit 0, who, what and why are recorded, and new calls get it', async () => {
    const { run, room } = commandLine();
    const directory = committed('A');
    const { code, out, err } = await run(['deploy', directory, '--env', 'prod']);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^Deployment 1: new calls of prod get [0-9a-f]{12}, before the flows directory\. Calls in progress/,
    );
    expect(err).toBe('No tests found: it compiles, and that is all that is known of it.');
    const { moves, origins, live } = await room.deploying.look(10);
    expect(moves).toMatchObject([{ seq: 1, by: 'ana', why: 'A warmer greeting' }]);
    const commit = git(directory, 'rev-parse', 'HEAD').trim();
    const source = { kind: 'git', commit, tree: 'clean', author: 'Ana Martin', message: 'A warmer greeting' };
    expect(origins).toMatchObject([{ source, compiledBy: '0.0.0' }]);
    expect(live.stable).toBe(moves[0]?.alias.stable);
  });

  it('from a directory that was changed since: warned, and recorded as dirty', async () => {
    const { run, room } = commandLine();
    const directory = committed('A');
    flows('B', directory);
    const { code, err } = await run(['deploy', directory]);
    expect([code, err]).toEqual([0, expect.stringContaining('changes that are in no commit')]);
    expect((await room.deploying.look(1)).origins).toMatchObject([{ source: { tree: 'dirty' } }]);
  });

  it('with files that no commit has, new or ignored: dirty as well', async () => {
    for (const name of ['extra.fil', 'hidden.fil']) {
      const { run, room } = commandLine();
      const directory = committed('A');
      writeFileSync(join(directory, '.git/info/exclude'), 'hidden.fil\n');
      writeFileSync(join(directory, name), 'prompts fr-FR { merci = "Merci." }');
      await run(['deploy', directory]);
      expect((await room.deploying.look(1)).origins, name).toMatchObject([{ source: { tree: 'dirty' } }]);
    }
  });

  it('without git: asks for a message, and takes the user’s name', async () => {
    const { run, room } = commandLine();
    const directory = flows('A');
    const asked = await run(['deploy', directory]);
    expect([asked.code, asked.err]).toEqual([2, expect.stringContaining('--message')]);
    expect((await run(deploy(directory))).code).toBe(0);
    const { moves, origins } = await room.deploying.look(1);
    expect(moves).toMatchObject([{ by: 'ana', why: by }]);
    expect(origins).toMatchObject([{ source: { kind: 'none', author: 'ana', message: by } }]);
  });

  it('of flows that do not compile: the findings, exit 1, and nothing has changed', async () => {
    const { run, room } = commandLine();
    const directory = flows('A');
    writeFileSync(join(directory, 'accueil.fil'), saying('A').replace('say bonjour', 'say bonsoir'));
    const { code, out, err } = await run(deploy(directory));
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/^error FIL401 .* accueil\.fil:4:\d+$/m);
    expect(err).toMatch(/does not compile\. Nothing has changed\.$/);
    expect((await room.deploying.look(1)).moves).toEqual([]);
  });

  it('of a directory without flows: exit 2', async () => {
    const { code, err } = await commandLine().run(deploy(scratch()));
    expect([code, err]).toEqual([2, expect.stringContaining('There are no flows in')]);
  });

  it.each([
    ['passes: done', 'expect hangup', [0, '1 test passes.']],
    ['fails: refused with its transcript, nothing has changed', 'expect track nothing', [1, 'Nothing has changed.']],
  ] as const)('of flows with a test that %s', async (_name, line, [exit, said]) => {
    const { run, room } = commandLine();
    const directory = flows('A');
    writeFileSync(join(directory, 'accueil.test.fil'), `test "x" for accueil { ${line} }`);
    const { code, err } = await run(deploy(directory));
    expect([code, err]).toEqual([exit, expect.stringContaining(said)]);
    expect((await room.deploying.look(1)).moves).toHaveLength(exit === 0 ? 1 : 0);
  });

  it('behind a gate that fails: its transcript, exit 1, nothing has changed; behind one that passes: done', async () => {
    const gates: Readonly<Record<string, GateTests>> = {
      failed: () => Promise.resolve({ kind: 'failed', testCount: 9, failedCount: 2, transcript: 'line 3: heard A' }),
      passed: () => Promise.resolve({ kind: 'passed', testCount: 9 }),
    };
    const at = (name: string) => commandLine({ deploy: { ...deployFromHere(), gate: gates[name]! } });
    const failing = await at('failed').run(deploy(flows('A')));
    expect([failing.code, failing.err]).toEqual([1, 'line 3: heard A\n2 of 9 tests fail. Nothing has changed.']);
    const passing = await at('passed').run(deploy(flows('A')));
    expect([passing.code, passing.err]).toEqual([0, '9 tests pass.']);
  });

  it('twice of the same: the second time nothing has changed', async () => {
    const { run } = commandLine();
    const directory = flows('A');
    await run(deploy(directory));
    const { code, out } = await run(deploy(directory));
    expect([code, out]).toEqual([0, expect.stringMatching(/already; nothing has changed\.$/)]);
  });

  it('as a canary: a share of new calls, then to all, then rolled back past the canary', async () => {
    const { run } = commandLine();
    await run(deploy(flows('A')));
    const tried = await run(deploy(flows('B'), '--canary', '20%'));
    expect(tried.out).toMatch(/^Deployment 2: .* get [0-9a-f]{12} and 20% of them [0-9a-f]{12}, before/);
    await run(deploy(flows('B')));
    const back = await run(['rollback', '--message', 'too loud']);
    expect(back.code).toBe(0);
    const { out, err } = await run('deployments');
    const lines = out.split('\n');
    expect(lines[0]).toBe('NO  WHEN                 WHO  NEW CALLS GET  CANARY            WHY');
    expect(lines[1]).toMatch(/^4 .* ana +[0-9a-f]{12} +- +too loud \(back to 1\)$/);
    expect(lines[3]).toMatch(/^2 .* 20% [0-9a-f]{12} +by hand$/);
    expect(err).toMatch(/^prod serves [0-9a-f]{12}\.\n`carillon rollback` would go back to the flows directory\.$/);
  });

  it.each(['20', '0%', '100%', '-5%', 'x%', '0.001%', '1/5'])('refuses the share %j as misuse', async (share) => {
    const { code, err } = await commandLine().run(deploy(flows('A'), `--canary=${share}`));
    expect([code, err]).toEqual([2, expect.stringContaining('such as 20%')]);
  });

  it('to another environment: refused, with the one that this controller serves', async () => {
    const { code, err } = await commandLine().run(deploy(flows('A'), '--env', 'staging'));
    expect([code, err]).toEqual([1, expect.stringMatching(/serves prod, not staging\.[^]*Nothing has changed\.$/)]);
  });

  it('while somebody else deploys: told who and why, and nothing has changed', async () => {
    const { run, room } = commandLine();
    const { deploying } = room;
    const prepare = deploying.prepare;
    let meanwhile = async (): Promise<void> => {
      meanwhile = () => Promise.resolve();
      await commandLineOn(room).run(['deploy', flows('B'), '--message', 'an emergency']);
    };
    Object.assign(deploying, {
      prepare: async (program: Parameters<typeof prepare>[0]) => {
        await meanwhile();
        return prepare(program);
      },
    });
    const { code, err } = await run(deploy(flows('A')));
    expect([code, err]).toEqual([1, expect.stringContaining('ana moved it meanwhile (deployment 1: an emergency).')]);
    expect(err).toContain('Nothing has changed.');
    expect((await deploying.look(9)).moves).toHaveLength(1);
  });

  it('with recordings: each is sent once, and another recording is another version', async () => {
    const { run, room } = commandLine();
    const directory = flows('A');
    writeFileSync(
      join(directory, 'accueil.fil'),
      saying('A')
        .replace('bonjour = "A"', 'bonjour = audio "fr/a.wav" "A"  autre = audio "fr/b.wav" "A"')
        .replace('say encore', 'say encore say autre'),
    );
    mkdirSync(join(directory, 'audio/fr'), { recursive: true });
    for (const name of ['a', 'b']) await writeWav(join(directory, `audio/fr/${name}.wav`), toneSamples(450, 500));
    const first = await run(deploy(directory));
    expect([first.code, first.err]).toEqual([0, expect.stringContaining('1 recordings, 1 of them sent now.')]);
    await writeWav(join(directory, 'audio/fr/b.wav'), toneSamples(600, 500));
    const second = await run(deploy(directory));
    expect(second.err).toContain('2 recordings, 1 of them sent now.');
    const { moves } = await room.deploying.look(2);
    expect(new Set(moves.map(({ alias }) => alias.stable)).size).toBe(2);
  });

  it('of a version whose prompts cannot be made: refused with the reason', async () => {
    const { run, room } = commandLine();
    room.library.hold = (version) =>
      version.audio.kind === 'directory'
        ? Promise.resolve()
        : Promise.reject(Object.assign(new Error('espeak-ng is missing.'), { code: 'unavailable', retryable: false }));
    const { code, err } = await run(deploy(flows('A')));
    expect([code, err]).toEqual([1, expect.stringContaining('It cannot be served: espeak-ng is missing.')]);
    expect(err).toContain('Nothing has changed.');
  });

  it('while the database is down: says so, and that nothing has changed', async () => {
    const { run, room } = commandLine();
    await run('deployments');
    room.deployments.fault = outOfReach();
    const { code, err } = await run(deploy(flows('A')));
    expect([code, err]).toEqual([1, expect.stringContaining('Nothing has changed.')]);
  });

  it('whose very order the database does not answer: never claims that nothing has changed', async () => {
    const { run, room } = commandLine();
    const { move } = room.deployments;
    Object.assign(room.deployments, {
      move: async (...args: Parameters<typeof move>) => {
        await move.apply(room.deployments, args);
        throw outOfReach();
      },
    });
    const { code, err } = await run(deploy(flows('A')));
    expect([code, err]).toEqual([1, expect.stringContaining('unless the order reached it in its last moment')]);
    expect(err).not.toContain('Nothing has changed');
  });

  it('compiled by another version of Carillon: refused', async () => {
    const { code, err } = await commandLine({ version: '9.9.9' }).run(deploy(flows('A')));
    expect([code, err]).toEqual([1, expect.stringContaining('another version of Carillon')]);
  });
});

/** A second person at the same controller. */
function commandLineOn(room: ReturnType<typeof commandLine>['room']) {
  const other = commandLine();
  Object.assign(other.room.deploying, room.deploying);
  return other;
}

describe('carillon rollback', () => {
  it('with nothing before: refused', async () => {
    const { code, err } = await commandLine().run('rollback');
    expect([code, err]).toEqual([1, expect.stringContaining('There is nothing to go back to')]);
  });

  it('to the flows directory that no longer compiles: refused with its findings', async () => {
    const { run, room } = commandLine();
    await run(deploy(flows('A')));
    room.library.hold = () =>
      Promise.reject(Object.assign(new Error('the flows do not compile: FIL401'), { code: 'x', retryable: false }));
    const { code, err } = await run('rollback');
    expect([code, err]).toEqual([1, expect.stringContaining('FIL401')]);
  });
});

describe('carillon deployments', () => {
  it('before the first: says that the flows directory serves', async () => {
    const { code, out, err } = await commandLine().run('deployments');
    expect([code, out, err]).toEqual([
      0,
      '',
      expect.stringMatching(/^Nothing is deployed to prod: the flows directory serves \([0-9a-f]{12}\)\.$/),
    ]);
  });

  it('--json gives it as data', async () => {
    const { run } = commandLine();
    await run(deploy(flows('A')));
    const list = JSON.parse((await run('deployments --json')).out) as object;
    expect(list).toMatchObject({
      environment: 'prod',
      moves: [{ seq: 1, by: 'ana', canary: null }],
      serving: { seq: 1 },
    });
  });
});
