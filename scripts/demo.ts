// `npm run demo [-- --smoke]`: the whole product on this machine, with real calls. `--smoke` judges them and ends.
// Not here: the stack (stack/), the company and its callers (demo/).

import { gentleCalls, heardIn, smokeCalls } from './demo/calls.ts';
import { apiOf, company, pageOf, seed } from './demo/company.ts';
import { startController } from './demo/controller.ts';
import type { Verdict } from './demo/verdict.ts';
import { buildPage } from './page.ts';
import { ProvisioningFault, printFault, startStack } from './stack/index.ts';
import type { Stack } from './stack/index.ts';
import type { Instance } from './stack/asterisk.ts';

let firstHeard = false;
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (!stopping.signal.aborted) console.error('\nStopping; this takes a few seconds.');
    stopping.abort();
  });
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (fault) {
  // What Ctrl+C broke off is no failure to report.
  if (stopping.signal.aborted) console.error('carillon: interrupted; everything that was started is stopped.');
  else printFault(fault);
  process.exitCode = stopping.signal.aborted ? 130 : 1;
}

async function main(options: readonly string[]): Promise<number> {
  const unknown = options.find((option) => option !== '--smoke');
  if (unknown !== undefined)
    throw new ProvisioningFault(`\`npm run demo\` does not know ${unknown}; it knows --smoke.`);
  await buildPage(tell);
  const stack = await startStack('demo', { log: tell });
  let result = { code: 0, closing: '' };
  try {
    const { asterisk } = stack.servers;
    if (asterisk === 'given')
      throw new ProvisioningFault(
        'The demo needs its own Asterisk to play the public network; unset CARILLON_ARI_URL.',
      );
    if (!stopping.signal.aborted) tell(`Controller: ready; its log is ${await startController(stack)}`);
    if (!stopping.signal.aborted) await seed(stack);
    if (options.includes('--smoke')) {
      const verdicts = await smokeCalls(asterisk.network, stopping.signal, tellVerdict);
      result = conclude(verdicts);
    } else {
      await stayUp(stack, asterisk.network);
    }
  } finally {
    await stack.stop();
  }
  if (result.closing !== '') console.log(result.closing);
  return result.code;
}

async function stayUp(stack: Stack, network: Instance): Promise<void> {
  if (stopping.signal.aborted) return;
  console.log(`
Carillon runs, and callers are calling.
  Live page  ${await pageOf(stack)}
             (the link signs in once; npm run carillon -- link makes another)
  API        ${apiOf(stack)}/api        token in ${stack.env['CARILLON_API_TOKEN_FILE'] ?? ''}
  Command    npm run carillon -- --help      (reads ${stack.envFile})
  Number     ${company.number}; a SIP phone on this machine at 127.0.0.4 may call sip:${company.number}@127.0.0.1:${stack.plan.ports.sip}
  Recordings ${heardIn(network)}      (what each party heard)
  Stop       Ctrl+C
`);
  await gentleCalls(network, stopping.signal, tell);
}

/** The closing line and the exit code: 0 only if nothing failed and every call that should be served was heard by both. */
function conclude(verdicts: readonly Verdict[]): { readonly code: number; readonly closing: string } {
  const count = (fits: (verdict: Verdict) => boolean): number => verdicts.filter(fits).length;
  const offered = verdicts.length;
  const served = count(({ outcome }) => outcome === 'served');
  const abandoned = count(({ outcome }) => outcome === 'abandoned');
  const failed = count(({ outcome }) => outcome === 'failed');
  const heard = count(({ heard: by }) => by === 'both');
  const enough = offered >= 20 && !stopping.signal.aborted;
  return {
    code: enough && failed === 0 && heard === served ? 0 : 1,
    closing: `smoke: offered=${offered} served=${served} abandoned=${abandoned} failed=${failed} heard=${heard}`,
  };
}

function tellVerdict({ plan, outcome, heard, note }: Verdict): void {
  tell(`  ${plan.name} ${plan.script}: ${outcome}; ${note}`);
  if (heard === 'no' || firstHeard) return;
  firstHeard = true;
  const beganAt = Number(process.env['ENTERED_AT'] ?? Date.now() - performance.now());
  tell(`First call heard by both sides ${Math.round((Date.now() - beganAt) / 1000)} s after the command began`);
}

function tell(line: string): void {
  console.error(line);
}
