// The gate before a deployment, as long as nothing runs the tests of flows: a directory without tests passes, one with tests
// is refused, for tests that were not run prove nothing. Not here: running them.

import type { GateTests } from './ports.ts';

/** The gate without a runner. */
export const gateWithoutRunner: GateTests = ({ files }) => {
  const tests = files.map(({ file }) => file).filter((file) => file.endsWith('.test.fil'));
  return Promise.resolve(tests.length === 0 ? { kind: 'none' } : { kind: 'noRunner', files: tests });
};
