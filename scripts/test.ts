// `npm test [-- RING...]`: the rings one after the other, those that need services on a private stack.
// Not here: how a ring is run and counted (rings.ts).

import { buildPage } from './page.ts';
import { needsPage, needsStack, rings, runRing } from './rings.ts';
import type { Ring, Tally } from './rings.ts';
import { ProvisioningFault, printFault, startStack } from './stack/index.ts';
import type { Stack } from './stack/index.ts';

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
  const total = sum(await runAll(chosen));
  if (interrupted.signal.aborted) {
    console.error('carillon: interrupted; everything that was started is stopped.');
    return 130;
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

async function runAll(chosen: readonly Ring[]): Promise<readonly Tally[]> {
  const tallies: Tally[] = [];
  let stack: Stack | undefined;
  try {
    for (const ring of chosen) {
      if (interrupted.signal.aborted) break;
      if (needsStack(ring)) stack ??= await startStack('test', { log: tell });
      if (needsPage(ring)) await buildPage(tell);
      tallies.push(await runRing(ring, stack?.env ?? {}));
    }
  } finally {
    await stack?.stop();
  }
  return tallies;
}

function choose(wanted: readonly string[]): readonly Ring[] {
  const unknown = wanted.find((name) => !rings.some((ring) => ring === name));
  if (unknown !== undefined) {
    throw new ProvisioningFault(`There is no ring of tests called \`${unknown}\`; there are ${rings.join(', ')}.`);
  }
  return wanted.length === 0 ? rings : rings.filter((ring) => wanted.includes(ring));
}

function sum(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((total, { passed }) => total + passed, 0),
    failed: tallies.reduce((total, { failed }) => total + failed, 0),
  };
}

function tell(line: string): void {
  console.error(line);
}
