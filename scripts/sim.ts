// `npm run sim -- --seed N [--steps M]`: replays one seed of the simulation, prints what happened and its hash.
// With `--count K` it runs K seeds from N on and tells only those in which something did not hold. Exit code 1 when
// something did not. Not here: the simulation (src/sim, test/sim).

import { parseArgs } from 'node:util';
import { stepCountDefault } from '../src/sim/index.ts';
import { runSeed } from '../test/sim/run-seed.ts';

const usage =
  'Say which seed: npm run sim -- --seed N [--steps M] [--quiet], or a row of them: npm run sim -- --seed N --count K [--steps M]; all are whole numbers.';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '' },
    steps: { type: 'string', default: String(stepCountDefault) },
    count: { type: 'string' },
    quiet: { type: 'boolean', default: false },
  },
});
const [seed, stepCount, count] = [values.seed, values.steps, values.count ?? '1'].map((text) =>
  /^\d{1,9}$/.test(text) ? Number(text) : null,
);

if (typeof seed !== 'number' || typeof stepCount !== 'number' || typeof count !== 'number') {
  console.error(usage);
  process.exitCode = 64;
} else {
  const held = values.count === undefined ? await one(seed, stepCount) : await row(seed, count, stepCount);
  process.exitCode = held ? 0 : 1;
}

async function one(seed: number, stepCount: number): Promise<boolean> {
  const { trace, hash, violations, totals, profile } = await runSeed(seed, stepCount);
  if (!values.quiet) for (const line of trace) console.log(line);
  console.log(`faults ${JSON.stringify(profile)}`);
  console.log(`facts ${JSON.stringify(totals)}`);
  for (const violation of violations) console.log(`did not hold: ${violation}`);
  console.log(`seed ${seed} steps ${stepCount} hash ${hash} ${violations.length === 0 ? 'all held' : 'FAILED'}`);
  return violations.length === 0;
}

async function row(first: number, count: number, stepCount: number): Promise<boolean> {
  const failed: number[] = [];
  let callCount = 0;
  for (let seed = first; seed < first + count; seed += 1) {
    const { violations, totals } = await runSeed(seed, stepCount);
    callCount += totals.callOffered;
    if (violations.length === 0) continue;
    failed.push(seed);
    console.log(`seed ${seed} FAILED: ${violations.join('; ')}`);
  }
  console.log(`${count} seeds from ${first}, ${stepCount} steps each, ${callCount} calls: ${failed.length} failed`);
  return failed.length === 0;
}
