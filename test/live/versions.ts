// Versions of the tone flow for tests of deployment: the same text, another recording of the menu, so that what a caller
// hears in the menu tells the version. Their menu waits long, for a deployment may take its time while callers are in it.
// Not here: what must hold.

import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toneSamples, writeWav } from './audio/index.ts';
import type { Centre } from './centre.ts';
import { promptLengthsMs, tones } from './tones.ts';

/** An environment that no other run deploys to, for the record of deployments is never emptied. */
export const ownEnvironment = (): string => `test-${Date.now().toString(36)}`;

/** The tones of the menu by version. `first` is that of the flows directory. */
export const menuTones = { first: tones.menuPrincipal, second: 2_310, third: 2_490 } as const;

/** Deploys a version of the flow with this tone as its menu; gives what the command printed. */
export async function deploy(
  centre: Centre,
  version: Exclude<keyof typeof menuTones, 'first'>,
  ...more: readonly string[]
): Promise<string> {
  const directory = mkdtempSync(join(centre.flowsDir, '..', `${version}-`));
  cpSync(centre.flowsDir, directory, { recursive: true });
  const lengthMs = promptLengthsMs['tone-600.wav'] ?? 0;
  await writeWav(join(directory, 'audio/tone-600.wav'), toneSamples(menuTones[version], lengthMs));
  const flow = join(directory, 'essai.fil');
  writeFileSync(flow, readFileSync(flow, 'utf8').replace(/^ *wait 1s$/m, 'wait 60s'));
  return centre.carillon('deploy', directory, '--message', `the ${version} version`, ...more);
}
