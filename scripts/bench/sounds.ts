// The two prompts that every variant plays, as tones, and where each variant finds them.
// Not here: who plays them when.

import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { toneSamples, writeWav } from '../../test/live/audio/index.ts';

/** The first prompt outlasts every wait of the load, so that a key which is lost is noticed. */
export const prompts = {
  first: { file: 'bench-first.wav', hertz: 600, lengthMs: 4_000 },
  second: { file: 'bench-second.wav', hertz: 1230, lengthMs: 500 },
} as const;

/** What Carillon is called by in the benchmarks. */
export const numbers = { ivr: '+33180009950', queue: '+33180009951' } as const;

/** The queue of the flow `attente`. */
export const queue = 'banc';

/** Writes the prompts where dialplan and script find them. */
export async function writePrompts(directory: string): Promise<void> {
  for (const { file, hertz, lengthMs } of Object.values(prompts)) {
    await writeWav(path.join(directory, file), toneSamples(hertz, lengthMs));
  }
}

/** Writes a directory of flows: the same dialogue in Fil, and a queue. */
export async function writeFlows(directory: string): Promise<void> {
  mkdirSync(path.join(directory, 'audio'), { recursive: true });
  await writePrompts(path.join(directory, 'audio'));
  writeFileSync(path.join(directory, 'fil.json'), '{}');
  copyFileSync(path.join(import.meta.dirname, 'banc.fil'), path.join(directory, 'banc.fil'));
}
