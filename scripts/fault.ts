// `npm run fault -- [WORDS...] [--seeds N]`: the fault ring on a private stack, each fault as often as asked; the words choose
// files of test/fault by their names. Not here: the faults themselves (test/fault).

import { parseArgs } from 'node:util';
import { runRing } from './rings.ts';
import { conclude } from './tally.ts';
import { printFault, startStack } from './stack/index.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seeds: { type: 'string', default: '20' } },
});

try {
  const stack = await startStack('test', { log: (line) => console.error(line) });
  try {
    const env = { ...stack.env, FAULT_SEEDS: values.seeds };
    process.exitCode = conclude([await runRing('fault', env, { more: positionals })]);
  } finally {
    await stack.stop();
  }
} catch (fault) {
  printFault(fault);
  process.exitCode = 1;
}
