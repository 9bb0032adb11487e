// `node scripts/live-flow-tests.ts DIRECTORY [--filter TEXT] [--calls N] [--format text|json]`: the tests of a directory of flows as
// real calls on a private Asterisk, compared with the simulator. It starts the test stack, or joins the detached one of this
// checkout; never another one, for whoever connects takes the calls. What `carillon test --live` runs.

import { parseArgs } from 'node:util';
import { flowDirectory } from '../src/prompts/index.ts';
import { openProject } from '../src/sim/index.ts';
import { renderAll } from '../src/dsl/index.ts';
import { differenceText, isFine, liveJson, liveReport } from '../test/live/flow-tests/report.ts';
import { type LiveResult, runLiveTests } from '../test/live/flow-tests/run-live.ts';
import { printFault, startStack } from './stack/index.ts';

/** Calls at a time unless told otherwise: more do not go faster on two processors. */
const deskCountDefault = 4;
const exitCodes = { fine: 0, different: 1, misuse: 2 } as const;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { filter: { type: 'string' }, calls: { type: 'string' }, format: { type: 'string' } },
});

try {
  process.exitCode = await main(positionals[0] ?? 'flows');
} catch (fault) {
  printFault(fault);
  process.exitCode = exitCodes.misuse;
}

async function main(directory: string): Promise<number> {
  const opened = await openProject(flowDirectory(directory));
  if (opened.kind === 'refused') {
    console.log(renderAll(opened.diagnostics, opened.sources).trimEnd());
    return exitCodes.misuse;
  }
  const { filter = '' } = values;
  const tests = opened.project.model.modules
    .flatMap((module) => module.tests)
    .filter(({ title, flow, span }) => [title, flow.text, span.file].some((text) => text.includes(filter)));
  if (tests.length === 0) {
    console.error('There are no such tests: they stand in files named *.test.fil.');
    return exitCodes.misuse;
  }
  const stack = await startStack('test', { log: (line) => console.error(line) });
  const beganAt = performance.now();
  try {
    const deskCount = Number(values.calls ?? deskCountDefault);
    const results = await runLiveTests(opened.project, tests, { deskCount, settings: stack.env, onResult });
    const tookMs = performance.now() - beganAt;
    console.log(values.format === 'json' ? liveJson(results, tookMs) : liveReport(results, tookMs));
    return isFine(results) ? exitCodes.fine : exitCodes.different;
  } finally {
    await stack.stop();
  }
}

/** What goes another way is said at once; whoever waits sees that something moves. */
function onResult(result: LiveResult): void {
  const { test, compared, real } = result;
  console.error(`${compared.kind.padEnd(9)} ${(real.tookMs / 1_000).toFixed(1).padStart(5)} s  ${test.title}`);
  if (compared.kind === 'different' && values.format === 'json') console.error(differenceText(result));
}
