// The demo's callers: a fixed round of calls for the smoke run, an endless gentle stream otherwise.
// Never more calls at a time than there are bots, so that who should reach an agent can.

import { readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Instance } from '../stack/asterisk.ts';
import { botTones, callerTones } from '../stack/sounds.ts';
import { company } from './company.ts';
import { placeCall } from './network.ts';
import type { CallPlan, Script } from './network.ts';
import { judge } from './verdict.ts';
import type { Verdict } from './verdict.ts';

/** What the smoke run's calls do, in order: every fifth is no plain caller. */
const smokeScripts: readonly Script[] = Array.from({ length: 24 }, (_, index): Script => {
  if (index % 10 === 4) return 'wrong-key';
  if (index % 10 === 7) return 'impatient';
  return index % 12 === 9 ? 'silent' : 'choose-agent';
});

/** Pause between the calls of one line in the endless stream, in milliseconds. */
const gentleGapMs = 15_000;
/** Recordings kept by the endless stream. */
const recordingCountMax = 60;

export const heardIn = (network: Instance): string => path.join(network.host, 'spool', 'heard');

/** Places the smoke run's calls, four lines in parallel; `onVerdict` hears of each as it is judged. */
export async function smokeCalls(
  network: Instance,
  stop: AbortSignal,
  onVerdict: (verdict: Verdict) => void,
): Promise<readonly Verdict[]> {
  const verdicts: Verdict[] = [];
  const waiting = smokeScripts.entries();
  const line = async (): Promise<void> => {
    // The lines share one iterator: each takes the next call when its own is over.
    for (const [index, script] of waiting) {
      if (stop.aborted) return;
      const plan = planCall(index, script);
      const end = await placeCall(network, plan, stop);
      // The recording's file is closed just after the call.
      await pause(500);
      const verdict = judge(plan, end, heardIn(network));
      verdicts.push(verdict);
      onVerdict(verdict);
    }
  };
  await Promise.all(
    botTones.map(async (_, index) => {
      await pause(index * 700);
      await line();
    }),
  );
  return verdicts;
}

/** Places calls until `stop`, two lines with pauses. */
export async function gentleCalls(network: Instance, stop: AbortSignal, tell: (line: string) => void): Promise<void> {
  let index = 0;
  const line = async (): Promise<void> => {
    for (;;) {
      const plan = planCall(index++, index % 7 === 0 ? 'wrong-key' : 'choose-agent');
      const end = await placeCall(network, plan, stop);
      if (stop.aborted) return;
      tell(`call of ${plan.caller}: ${judge(plan, end, heardIn(network)).note}`);
      keepFew(heardIn(network));
      await pause(gentleGapMs, undefined, { signal: stop }).catch(() => undefined);
    }
  };
  await Promise.all([line(), pause(gentleGapMs / 2, undefined, { signal: stop }).then(line, () => undefined)]);
}

function planCall(index: number, script: Script): CallPlan {
  return {
    name: `demo-${process.pid}-${index}`,
    script,
    // One number for each call: it leads from a bot's recording back to the caller.
    caller: `+336120${String(index % 100_000).padStart(5, '0')}`,
    called: company.number,
    tone: callerTones[index % callerTones.length] ?? callerTones[0],
    language: index % 2 === 0 ? 'fr' : 'en',
    key: company.agentKey,
    listenMs: 8000,
    roundCount: script === 'silent' ? 11 : 4,
  };
}

function keepFew(directory: string): void {
  const files = readdirSync(directory)
    .map((name) => path.join(directory, name))
    .map((file) => ({ file, at: statSync(file).mtimeMs }))
    .toSorted((one, other) => other.at - one.at);
  for (const { file } of files.slice(recordingCountMax)) rmSync(file, { force: true });
}
