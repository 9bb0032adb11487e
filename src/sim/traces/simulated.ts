// The trace of a test of a flow, noted while it runs in the simulator. Not here: running it (src/sim/flows).

import type { TestNode } from '../../dsl/index.ts';
import type { Frame } from '../../ivr/index.ts';
import type { Bench } from '../flows/bench.ts';
import { type TestRun, runTest } from '../flows/run-test.ts';
import type { CallTrace, TracedInput } from './trace.ts';

/** Runs a test and notes its trace; null when its call never began. */
export function traceTest(test: TestNode, bench: Bench): { readonly run: TestRun; readonly trace: CallTrace | null } {
  const noted: { opening: Frame | null } = { opening: null };
  const inputs: TracedInput[] = [];
  const run = runTest(test, bench, {
    onDecision: ({ before, event, now, of, world }) => {
      noted.opening ??= before;
      const { config, numbers, queues, splits } = world;
      const seen = { config, numbers, queues, splits };
      inputs.push({ at: now, of, event, key: 'plain', world: seen, record: null });
    },
  });
  return { run, trace: noted.opening === null ? null : { opening: noted.opening, inputs, rest: 'none' } };
}
