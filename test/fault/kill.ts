// Killing the controller in a test and measuring how long nobody had the calls in hand. Not here: what must hold.

import type { Centre } from '../live/centre.ts';
import { until } from '../live/until.ts';

/** How often each fault is repeated: once in `npm test`, as often as asked by `npm run fault -- --seeds N`. */
export const seedCount = Math.max(1, Number(process.env['FAULT_SEEDS'] ?? '1'));

/** The long form of a fault when faults are repeated, else the short one, so that all rings together stay short. */
export const longOrShort = (long: number, short: number): number => (seedCount > 1 ? long : short);

/** How long the calls may be out of our hands after a kill, in milliseconds. */
export const backMsMax = 3_000;

/** Kills the controller, waits until another has the calls in hand, and gives how long that took, in milliseconds. */
export async function killed(centre: Centre): Promise<{ readonly killedAt: number; readonly backMs: number }> {
  const before = centre.controllerPid();
  const killedAt = performance.now();
  centre.killController();
  await until(() => centre.controllerPid() !== before, { withinMs: 8_000, what: 'a new controller' });
  await centre.ready();
  return { killedAt, backMs: performance.now() - killedAt };
}

/** The value that 95 % of the figures do not exceed. */
export const percentile95 = (figures: readonly number[]): number =>
  figures.toSorted((one, other) => one - other)[Math.ceil(figures.length * 0.95) - 1] ?? 0;
