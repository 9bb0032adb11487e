import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandLine, scratch } from './command-line.ts';

const good = `flow welcome {
  entry "+33180001122"
  languages en-GB
  step start { say hello hangup }
}
prompts en-GB { hello = "Hello." }
`;
const bad = good.replace('hangup }', 'goto nowhere }').replace('step start', 'step start "Start"');

function flows(text: string): string {
  const directory = scratch();
  writeFileSync(join(directory, 'fil.json'), '{ "reference": "en-GB" }');
  if (text !== '') writeFileSync(join(directory, 'welcome.fil'), text);
  return directory;
}

describe('carillon check', () => {
  it('flows without findings: exit 0, nothing on stdout, their names on stderr', async () => {
    const { code, out, err } = await commandLine().run(['check', flows(good)]);
    expect({ code, out, err }).toEqual({ code: 0, out: '', err: '1 flow compiles: welcome.' });
  });

  it('a flow with an error: exit 1 and the finding with its code, place, excerpt and advice', async () => {
    const { code, out, err } = await commandLine().run(['check', flows(bad)]);
    expect(code).toBe(1);
    expect(out).toMatch(/^error FIL201 .* welcome\.fil:4:\d+$/m);
    expect(out).toContain('goto nowhere');
    expect(out).toContain('Fix:');
    expect(err).toMatch(/: 1 error, 0 warnings\.$/);
  });

  it.each(['--json', '--format=json'])('%s prints the findings as data', async (option) => {
    const { code, out } = await commandLine().run(['check', flows(bad), option]);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject([
      { code: 'FIL201', severity: 'error', span: { file: 'welcome.fil', line: 4 } },
    ]);
    expect((await commandLine().run(['check', flows(good), option])).out).toBe('[]');
  });

  it('a directory without flows, or none at all: exit 2', async () => {
    const empty = await commandLine().run(['check', flows('')]);
    expect([empty.code, empty.out]).toEqual([2, '']);
    expect(empty.err).toContain('There are no flows in');
    expect((await commandLine().run(['check', '/nowhere/at/all'])).code).toBe(2);
  });

  it('without a directory looks at CARILLON_FLOWS_DIR', async () => {
    const environment = { CARILLON_FLOWS_DIR: flows(good) };
    expect((await commandLine({ environment }).run('check')).code).toBe(0);
  });

  it('--lang fr: the findings in French', async () => {
    const { out } = await commandLine().run(['check', flows(bad), '--lang', 'fr']);
    expect(out).toMatch(/^erreur FIL201 {2}Il n'y a pas d'étape `nowhere`/m);
    expect(out).toContain('(pourquoi : `carillon explain FIL201 --lang fr`)');
  });

  it('--format github: one annotation for each finding, its text escaped', async () => {
    const { code, out } = await commandLine().run(['check', flows(bad), '--format', 'github']);
    expect(code).toBe(1);
    expect(out).toMatch(
      /^::error file=.*\/welcome\.fil,line=4,col=\d+,endLine=4,endColumn=\d+,title=FIL201::.*%0AFix: /,
    );
    expect(out.split('\n')).toHaveLength(1);
  });

  it('--format sarif: a log of version 2.1.0 with the place of each finding', async () => {
    const { out } = await commandLine().run(['check', flows(bad), '--format', 'sarif']);
    const log = JSON.parse(out) as { version: string; runs: { tool: object; results: object[] }[] };
    expect(log.version).toBe('2.1.0');
    expect(log.runs[0]!.results).toMatchObject([
      {
        ruleId: 'FIL201',
        level: 'error',
        locations: [{ physicalLocation: { artifactLocation: { uri: 'welcome.fil' }, region: { startLine: 4 } } }],
      },
    ]);
  });

  it('--fix writes what is beyond doubt, and checks again', async () => {
    const directory = flows(good.replace('step start', 'étape start').replace('say hello', 'dire hello'));
    const { code, err } = await commandLine().run(['check', directory, '--fix']);
    expect([code, err]).toEqual([0, '2 fixes were written.\n1 flow compiles: welcome.']);
    expect(readFileSync(join(directory, 'welcome.fil'), 'utf8')).toBe(good);
  });

  it('--fix writes once what two findings ask for', async () => {
    const menu =
      'menu m { prompt "?"  key 1 "A" -> end  key 12 "B" -> end  key 2 "C" -> end  key 23 "D" -> end  on no input, no match -> end }';
    const directory = flows(
      `flow welcome { entry "+33180001122"  languages en-GB  step start { ${menu} }  step end { hangup } }\n`,
    );
    const { err } = await commandLine().run(['check', directory, '--fix']);
    expect(err).toContain('1 fix was written.');
    expect(readFileSync(join(directory, 'welcome.fil'), 'utf8')).toContain('prompt "?"   end on #  key 1');
  });

  it('--env: names are compared with the manifest, and one that is not there is misuse', async () => {
    const directory = flows(
      good.replace(
        'hangup }',
        'queue sales { after 5min -> end on closed, no agent -> end } goto end } step end { hangup }',
      ),
    );
    mkdirSync(join(directory, 'env'));
    writeFileSync(join(directory, 'env/prod.json'), '{ "queues": ["support"] }');
    const { code, out } = await commandLine().run(['check', directory, '--env', 'prod']);
    expect([code, out]).toEqual([1, expect.stringContaining('FIL202  `env/prod.json` has no queue `sales`')]);
    expect((await commandLine().run(['check', directory])).code).toBe(0);
    const absent = await commandLine().run(['check', directory, '--env', 'nowhere']);
    expect([absent.code, absent.err]).toEqual([2, expect.stringContaining('`carillon pull --env nowhere` writes one')]);
  });
});

describe('carillon pull', () => {
  it('writes the queues of the controller, and leaves what it does not know', async () => {
    const directory = flows(good);
    mkdirSync(join(directory, 'env'));
    writeFileSync(join(directory, 'env/prod.json'), '{ "queues": ["old"], "music": ["jazz"] }');
    const line = commandLine();
    await line.run('queue put support');
    const { code } = await line.run(['pull', directory, '--env', 'prod']);
    const manifest = JSON.parse(readFileSync(join(directory, 'env/prod.json'), 'utf8')) as object;
    expect(code).toBe(0);
    expect(manifest).toMatchObject({
      queues: expect.arrayContaining(['support']) as string[],
      music: ['jazz'],
      numbers: {},
    });
    expect(manifest).not.toMatchObject({ queues: ['old'] });
  });
});

describe('carillon fmt', () => {
  const crooked = good.replaceAll('\n  ', '\n').replace('{ say hello hangup }', '{ say hello   hangup } // end');

  it('brings a file into form, names it, and finds nothing more to do', async () => {
    const directory = flows(crooked);
    const first = await commandLine().run(['fmt', directory]);
    expect([first.code, first.out]).toEqual([0, 'welcome.fil']);
    expect(readFileSync(join(directory, 'welcome.fil'), 'utf8')).toContain(
      '  step start { say hello  hangup }  // end\n',
    );
    expect((await commandLine().run(['fmt', directory])).out).toBe('');
  });

  it('--check writes nothing: exit 1 and the names', async () => {
    const directory = flows(crooked);
    const { code, out } = await commandLine().run(['fmt', directory, '--check']);
    expect([code, out]).toEqual([1, 'welcome.fil']);
    expect(readFileSync(join(directory, 'welcome.fil'), 'utf8')).toBe(crooked);
  });

  it('a file that cannot be read stays as it is: exit 1', async () => {
    const { code, err } = await commandLine().run(['fmt', flows('flow {')]);
    expect(code).toBe(1);
    expect(err).toContain('FIL101');
  });
});
