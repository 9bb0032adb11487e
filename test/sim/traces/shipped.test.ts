// Every test of the flows that ship, looked at again as if it had been a call: its trace is followed to its end, its export is a
// test that compiles and passes, and the same version never goes another way. Not here: calls on a telephone (test/live).

import { describe, expect, it } from 'vitest';
import { asTest, follow, replay, traceTest } from '../../../src/sim/traces/index.ts';
import { openProject, runTests } from '../../../src/sim/index.ts';
import { withTests } from './exported.ts';
import { failureOf, shippedProject } from '../flows/projects.ts';

/** What each shipped test was as a call. */
async function shippedCalls() {
  const project = await shippedProject();
  const { runs } = runTests(project);
  return runs.map(({ test }, index) => {
    const { trace } = traceTest(test, project.bench);
    if (trace === null) throw new Error(`${test.title} never began`);
    const followed = follow(trace, project.program);
    return { file: test.span.file, title: `${String(index)} ${test.title}`, trace, followed, program: project.program };
  });
}

describe('a trace of each shipped test', () => {
  it('is followed to its end, and tells the same', async () => {
    const project = await shippedProject();
    for (const { test } of runTests(project).runs) {
      const { run, trace } = traceTest(test, project.bench);
      const told = run.happened.filter(({ kind }) => kind !== 'caller' && kind !== 'agent');
      const followed = trace === null ? null : follow(trace, project.program);
      expect(followed?.departed, test.title).toBeNull();
      expect(
        followed?.steps.flatMap(({ happenings }) => happenings),
        test.title,
      ).toEqual(told);
    }
  });

  it('replayed on its own version never diverges', async () => {
    for (const { title, trace, followed, program } of await shippedCalls()) {
      expect(replay(trace, followed, program), title).toMatchObject({ divergence: null, keys: 'whole' });
    }
  });

  it('exported is a file of tests that compiles, and each passes', { timeout: 60_000 }, async () => {
    const calls = await shippedCalls();
    const exported = calls.map(({ file, title, trace, followed, program }) => ({
      ...{ file, ...asTest(trace, followed, program, title) },
    }));
    const byFile = Map.groupBy(exported, ({ file }) => file);
    const texts = new Map(
      [...byFile].map(([file, tests]) => [file, tests.map(({ text }) => text).join('\n')] as const),
    );

    const opened = await openProject(withTests(texts));
    expect(
      opened.diagnostics.map(({ code, message, span }) => `${span.file}:${String(span.line)} ${code} ${message}`),
    ).toEqual([]);
    if (opened.kind === 'refused') return;
    const { runs } = runTests(opened.project);
    expect(runs).toHaveLength(calls.length);
    expect(runs.map(failureOf).filter((text) => text !== '')).toEqual([]);
    expect(exported.flatMap(({ leftOut }) => leftOut)).toEqual([]);
    expect(exported.flatMap(({ rest, text }) => (rest === 'cut' ? [text] : []))).toEqual([]);
  });
});
