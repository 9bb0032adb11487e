// The tests of a directory of flows, as the gate of a deployment runs them. Not here: what a test means (src/sim), what a
// deployment does with the answer (src/deploy).

import type { GateTests } from './deploy/index.ts';
import { projectOnDisk } from './flows.ts';
import { type GateAnswer, runFlowTests as runTestsOf } from './sim/index.ts';

/** Runs all tests of the flows in a directory; flows that do not compile fail as a whole. */
export const runFlowTests = (directory: string): Promise<GateAnswer> => runTestsOf(projectOnDisk(directory));

/** The gate of a deployment: all tests of the project pass, as its files were compiled. */
export const flowTestGate: GateTests = async ({ directory, files }) => {
  const answer = await runTestsOf({ ...projectOnDisk(directory), readFiles: () => Promise.resolve(files) });
  const testCount = answer.passed + answer.failed;
  if (testCount === 0) return { kind: 'none' };
  if (answer.failed === 0) return { kind: 'passed', testCount };
  return { kind: 'failed', testCount, failedCount: answer.failed, transcript: answer.transcripts.join('\n\n') };
};
