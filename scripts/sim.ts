// `npm run sim -- --seed N [--steps M]`: replays one seed of the simulation, prints what happened and its hash.
// Exit code 1 when something did not hold. Not here: the simulation (src/sim, test/sim).

import { parseArgs } from 'node:util';
import { stepCountDefault } from '../src/sim/index.ts';
import { runSeed } from '../test/sim/run-seed.ts';

const { values } = parseArgs({
  options: { seed: { type: 'string' }, steps: { type: 'string' }, quiet: { type: 'boolean', default: false } },
});
const seed = Number(values.seed);
const stepCount = values.steps === undefined ? stepCountDefault : Number(values.steps);

if (!Number.isInteger(seed) || values.seed === undefined || !Number.isInteger(stepCount) || stepCount < 0) {
  console.error('Say which seed: npm run sim -- --seed N [--steps M] [--quiet]; both are whole numbers.');
  process.exitCode = 64;
} else {
  const { trace, hash, violations, totals, profile } = await runSeed(seed, stepCount);
  if (!values.quiet) for (const line of trace) console.log(line);
  console.log(`faults ${JSON.stringify(profile)}`);
  console.log(`facts ${JSON.stringify(totals)}`);
  for (const violation of violations) console.log(`did not hold: ${violation}`);
  console.log(`seed ${seed} steps ${stepCount} hash ${hash} ${violations.length === 0 ? 'all held' : 'FAILED'}`);
  process.exitCode = violations.length === 0 ? 0 : 1;
}
