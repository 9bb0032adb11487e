import { writeFileSync } from 'node:fs';
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
    expect(err).toMatch(/: 1 errors, 0 warnings\.$/);
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
});
