// A flow that runs in circles and never waits, which its project allows: its callers hear the flow's own words for an error, and
// nobody else's sound has a gap.

import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toneSamples, writeWav } from './audio/index.ts';
import { type Centre, openCentre } from './centre.ts';
import { inMenu } from './scenes.ts';
import { promptLengthsMs, tones } from './tones.ts';

const endless = '+33180009981';
const callCount = 20;
/** As after a kill of the controller: nobody notices less. */
const gapMsMax = 100;

const source = `// Without end, on purpose.

flow sans_fin {
  entry "${endless}"
  languages fr-FR
  var n: Number = 0
  on error { say sans_fin_erreur  hangup }

  step debut { set n = n + 1  goto encore }
  step encore { set n = n - 1  goto debut }
}

prompts fr-FR { sans_fin_erreur = audio "tone-830.wav" "Erreur." }
`;

let centre: Centre;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(import.meta.dirname, '../../var/endless-'));
  copyFileSync(join(import.meta.dirname, 'flows/essai.fil'), join(folder, 'essai.fil'));
  writeFileSync(join(folder, 'sans_fin.fil'), source);
  writeFileSync(join(folder, 'fil.json'), JSON.stringify({ rules: { FIL307: 'off', FIL308: 'off' } }));
  await makeTones(join(folder, 'audio'));
  centre = await openCentre({ CARILLON_FLOWS_DIR: folder });
});
afterAll(async () => {
  await centre.close();
  rmSync(folder, { recursive: true, force: true });
});

async function makeTones(directory: string): Promise<void> {
  mkdirSync(directory);
  for (const [name, lengthMs] of Object.entries(promptLengthsMs))
    await writeWav(join(directory, name), toneSamples(Number(/\d+/.exec(name)?.[0]), lengthMs));
}

describe('twenty callers of a flow without end', () => {
  it('hear its words for an error and are let go; a caller beside them hears their menu without a gap', async () => {
    const neighbour = await inMenu(centre);
    const from = performance.now();
    const phone = await centre.trunk();
    const calls = await Promise.all(Array.from({ length: callCount }, () => phone.dial(endless)));
    const heard = await Promise.all(
      calls.map((call) =>
        call.hears(tones.menuTer, { withinMs: 10_000, from }).then(() => call.ended({ withinMs: 10_000 })),
      ),
    );
    expect(heard.map((end) => end.kind)).toEqual(calls.map(() => 'hungUp'));
    expect(neighbour.heard.longestGapMs({ from, discountOwnLag: true })).toBeLessThanOrEqual(gapMsMax);
    // And they are still served: a key is heard.
    await neighbour.press('2');
    await neighbour.hears(tones.renseignement, { withinMs: 8_000, from });
    await neighbour.hangup();
    await centre.nothingLeft();
  });
});
