// The controller as the demo runs it: tables first, then `carillon serve` until it says that it is ready.
// Not here: ending it; that is the stack's business, so that a demo that was killed is cleaned up by the next one.

import path from 'node:path';
import { must } from '../stack/command.ts';
import { startDaemon, untilReady } from '../stack/daemon.ts';
import { pidsOf } from '../stack/places.ts';
import type { Stack } from '../stack/index.ts';
import { apiOf } from './company.ts';

/** Migrates the database, starts the controller and waits until it is ready; its log file. */
export async function startController(stack: Stack): Promise<string> {
  const { plan, envFile } = stack;
  const launcher = path.join(plan.checkout, 'bin', 'carillon');
  const env = { CARILLON_ENV_FILE: envFile };
  await must('Making the tables', process.execPath, [launcher, 'migrate'], { env, cwd: plan.checkout });
  const log = path.join(plan.directory, 'controller.log');
  const identity = await startDaemon(pidsOf(plan), {
    name: 'controller',
    program: process.execPath,
    args: [launcher, 'serve'],
    cwd: plan.checkout,
    log,
    env: { ...env, HOME: process.env['HOME'] ?? '/root' },
  });
  await untilReady({ name: 'The controller', limitMs: 45_000, log, identity, ask: () => ready(stack) });
  return log;
}

async function ready(stack: Stack): Promise<boolean> {
  try {
    const reply = await fetch(`${apiOf(stack)}/readyz`, { signal: AbortSignal.timeout(2000) });
    return reply.ok;
  } catch {
    // Not listening yet; asked again until the limit.
    return false;
  }
}
