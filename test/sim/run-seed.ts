// One seed of the simulation on the flow that simulated callers hear. Not here: judging it.

import type { Program } from '../../src/dsl/index.ts';
import { type Outcome, simulate, stepCountDefault } from '../../src/sim/index.ts';
import { compiled } from '../ivr/compiled.ts';
import { openSimulatedCentre } from './centre.ts';
import { called, outside, source } from './flow.ts';

let program: Promise<Program> | null = null;

export async function runSeed(seed: number, stepCount: number = stepCountDefault): Promise<Outcome> {
  program ??= compiled(source);
  return simulate({ seed, stepCount, called, outside, open: openSimulatedCentre(await program) });
}
