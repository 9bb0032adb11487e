// `node scripts/stack-down.ts demo|test|test-2|bench`: ends a stack that stack-up left running.
// Not here: stacks held by a running `npm run demo` or `npm test`; those end with Ctrl+C.

import { planOf, printFault, profileOf, stopStack } from './stack/index.ts';

try {
  await stopStack(planOf(profileOf(process.argv[2])));
} catch (fault) {
  printFault(fault);
  process.exitCode = 1;
}
