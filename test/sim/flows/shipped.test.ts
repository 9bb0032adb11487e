// The tests of the flows that ship: they pass, they take every outcome, and a controller that dies behind any of their lines
// changes nothing that anybody hears. Not here: the explorer's walk (shipped.sim.test.ts).

import { describe, expect, it } from 'vitest';
import { runTest } from '../../../src/sim/flows/run-test.ts';
import { runTests } from '../../../src/sim/index.ts';
import { failureOf, shippedProject } from './projects.ts';

/** The largest record that a call may take. */
const frameBytesMax = 8 * 1024;

describe('the flows that ship', () => {
  it('pass all their tests, which take every step and every outcome', async () => {
    const { runs, coverage } = runTests(await shippedProject());
    expect(runs.filter(({ outcome }) => outcome.kind === 'failed').map(failureOf)).toEqual([]);
    expect(coverage.steps.missed).toEqual([]);
    expect(coverage.outcomes.missed).toEqual([]);
    expect(runs.length).toBeGreaterThan(100);
  });

  it('tell the same with a restart behind each line and behind all of them', { timeout: 30_000 }, async () => {
    const { restartFindings } = runTests(await shippedProject(), { restarts: 'everywhere' });
    expect(restartFindings).toEqual([]);
  });

  it('keep a call in less than 8 kB at every line', async () => {
    const project = await shippedProject();
    const runs = runTests(project).runs.map(({ test }) => runTest(test, project.bench, { restartAfter: () => true }));
    const largest = Math.max(...runs.map(({ byteCountMax }) => byteCountMax));
    expect(largest).toBeGreaterThan(500);
    expect(largest).toBeLessThan(frameBytesMax);
  });
});

describe('a restart that changes a call', () => {
  it('is found: an event that is asked for again would be told twice', async () => {
    const project = await shippedProject();
    const [plain] = runTests(project, { filter: 'passe devant et accepte' }).runs;
    const moved = { ...project.bench, program: { ...project.bench.program, prompts: {} } };
    expect(plain?.outcome.kind).toBe('passed');
    // Without its prompts the same call fails after the first line: the comparison must see it.
    const { restartFindings: find } = await import('../../../src/sim/flows/restarts.ts');
    expect(plain === undefined ? [] : find(plain, moved)).not.toEqual([]);
  });
});
