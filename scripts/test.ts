// `npm test [-- RING...]`: the rings one after the other, those that need services on a private stack.
// Not here: how a ring is run (rings.ts) and counted (tally.ts).

import { buildPage } from './page.ts';
import { isAlone, liveFiles, needsPage, rings, runRing } from './rings.ts';
import type { Ring } from './rings.ts';
import { ProvisioningFault, printFault, startStack } from './stack/index.ts';
import type { Stack } from './stack/index.ts';
import { type Tally, conclude } from './tally.ts';

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (!interrupted.signal.aborted) console.error('\nStopping; this takes a few seconds.');
    interrupted.abort();
  });
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (fault) {
  // What Ctrl+C broke off is no failure to report.
  if (interrupted.signal.aborted) console.error('carillon: interrupted; everything that was started is stopped.');
  else printFault(fault);
  process.exitCode = interrupted.signal.aborted ? 130 : 1;
}

async function main(wanted: readonly string[]): Promise<number> {
  const chosen = choose(wanted);
  const tallies = await runAll(chosen);
  if (interrupted.signal.aborted) {
    console.error('carillon: interrupted; everything that was started is stopped.');
    return 130;
  }
  return conclude(tallies);
}

/**
 * What needs no services computes, what speaks to Asterisk waits for real time: the first beside the contracts, so that both
 * processors have work. The live tests share two stacks; faults and the page are timed, and have the machine to themselves.
 */
async function runAll(chosen: readonly Ring[]): Promise<readonly Tally[]> {
  const alone = chosen.filter(isAlone);
  const served = chosen.filter((ring) => !isAlone(ring));
  const stacks: Stack[] = [];
  try {
    const [first, second] = await Promise.all([
      runEach(alone, {}, served.includes('contract') ? 'atItsEnd' : 'atOnce'),
      served.length === 0 ? [] : startStacks(served, stacks).then((env) => runEach(only(served, 'contract'), env)),
    ]);
    const env = stacks[0]?.env ?? {};
    const live = served.includes('live') ? await runShared('live', stacks) : [];
    if (served.some(needsPage)) await buildPage(tell);
    const timed = await runEach([...only(served, 'fault'), ...only(served, 'screen')], env);
    return [...first, ...second, ...live, ...timed];
  } finally {
    for (const stack of stacks) await stack.stop();
  }
}

function only(rings: readonly Ring[], ring: Ring): readonly Ring[] {
  return rings.filter((one) => one === ring);
}

async function runEach(
  chosen: readonly Ring[],
  env: Readonly<Record<string, string>>,
  shown: 'atOnce' | 'atItsEnd' = 'atOnce',
): Promise<readonly Tally[]> {
  const tallies: Tally[] = [];
  for (const ring of chosen) if (!interrupted.signal.aborted) tallies.push(await runRing(ring, env, { shown }));
  return tallies;
}

/** One stack, or two for the live tests; one only where servers of somebody else are to be used. The first one's environment. */
async function startStacks(served: readonly Ring[], stacks: Stack[]): Promise<Readonly<Record<string, string>>> {
  const isGiven = process.env['DATABASE_URL'] !== undefined || process.env['REDIS_URL'] !== undefined;
  for (const profile of ['test', 'test-2'] as const)
    if (profile === 'test' || (served.includes('live') && !isGiven))
      stacks.push(await startStack(profile, { log: tell }));
  return stacks[0]?.env ?? {};
}

/** Each stack takes the next file. */
async function runShared(ring: 'live', stacks: readonly Stack[]): Promise<readonly Tally[]> {
  const waiting = [...liveFiles()];
  const tallies: Tally[] = [];
  const work = async ({ env }: Stack): Promise<void> => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      if (interrupted.signal.aborted) return;
      tallies.push(await runRing(ring, env, { more: [file], shown: 'atItsEnd' }));
    }
  };
  await Promise.all(stacks.map(work));
  return tallies;
}

function choose(wanted: readonly string[]): readonly Ring[] {
  const unknown = wanted.find((name) => !rings.some((ring) => ring === name));
  if (unknown !== undefined) {
    throw new ProvisioningFault(`There is no ring of tests called \`${unknown}\`; there are ${rings.join(', ')}.`);
  }
  return wanted.length === 0 ? rings : rings.filter((ring) => wanted.includes(ring));
}

function tell(line: string): void {
  console.error(line);
}
