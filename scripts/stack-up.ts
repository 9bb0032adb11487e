// `node scripts/stack-up.ts demo|test|test-2|bench [--detach]`: starts a private stack without the controller, for work by hand.
// Not here: what the stack is (stack/).

import { printFault, profileOf, startStack } from './stack/index.ts';

const [profile, option] = process.argv.slice(2);

try {
  const detached = option === '--detach';
  const stack = await startStack(profileOf(profile), {
    log: (line) => {
      console.error(line);
    },
    life: detached ? 'detached' : 'held',
  });
  console.log(stack.envFile);
  if (!detached) await stayUntilAsked(stack.stop);
} catch (fault) {
  printFault(fault);
  process.exitCode = 1;
}

async function stayUntilAsked(stop: () => Promise<void>): Promise<void> {
  console.error('Stack: running; Ctrl+C ends it');
  const alive = setInterval(() => undefined, 60_000);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, resolve);
  });
  clearInterval(alive);
  await stop();
}
