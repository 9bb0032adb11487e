// Between two loads: until nothing of the one before is left, so that each is measured by itself. Calls that a load was too much
// for stay up for as long as Asterisk waits for their sound, half a minute. Not here: making a load (sipp.ts).

import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { Bench } from './bench-stack.ts';
import { machineBusyMs } from './cpu.ts';

/** Longer than any call that is forgotten; then the next load begins all the same, and the run says so. */
const quietMsMax = 90_000;
const lookEveryMs = 500;
/** Of one processor: what an idle stack uses. */
const busyRatioMax = 0.2;

/** Waits until Asterisk carries no call and the machine has nothing to do. */
export async function quiet(bench: Bench): Promise<void> {
  const endAt = performance.now() + quietMsMax;
  for (;;) {
    const isBusy = (await busyRatio(bench.signal)) > busyRatioMax;
    const channelCount = await countChannels(bench);
    if (!isBusy && channelCount === 0) return;
    if (performance.now() < endAt) continue;
    bench.tell(`  not quiet after ${quietMsMax / 1000} s: ${channelCount} channels are up`);
    return;
  }
}

/** How much of one processor the whole machine used, over one look. */
async function busyRatio(signal: AbortSignal): Promise<number> {
  const [before, startedAt] = [machineBusyMs(), performance.now()];
  await setTimeout(lookEveryMs, undefined, { signal });
  return (machineBusyMs() - before) / (performance.now() - startedAt);
}

async function countChannels({ stack: { env }, signal }: Bench): Promise<number> {
  const { CARILLON_ARI_URL: url = '', CARILLON_ARI_USER: user = '', CARILLON_ARI_PASSWORD_FILE: file = '' } = env;
  const password = readFileSync(file, 'utf8').trim();
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const reply = await fetch(`${url}/ari/channels`, { headers: { authorization }, signal });
  const channels: unknown = await reply.json();
  if (!Array.isArray(channels)) throw new Error(`Asterisk did not list its channels: ${JSON.stringify(channels)}`);
  return channels.length;
}
