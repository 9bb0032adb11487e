// The public network as the demo uses it: places calls to the exchange and says how they ended.
// Not here: what callers do then (asterisk-config/network/extensions.conf).

import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Instance } from '../stack/asterisk.ts';
import { ariUser } from '../stack/asterisk.ts';

export type Script = 'choose-agent' | 'wrong-key' | 'silent' | 'impatient';

export interface CallPlan {
  readonly name: string;
  readonly script: Script;
  readonly caller: string;
  readonly called: string;
  /** The caller's own tone in Hz. */
  readonly tone: number;
  readonly language: 'fr' | 'en';
  readonly key: string;
  /** How long the caller listens before a key. */
  readonly listenMs: number;
  /** How many times sentence and tone are said. */
  readonly roundCount: number;
}

/** `ended`: it was answered and is over. `stuck`: it was still up at the limit and had to be ended. */
export type CallEnd = 'ended' | 'not answered' | 'stuck';

/** No scripted call lasts longer, in milliseconds. */
const callMsMax = 150_000;

/** Places one call and waits for its end. `ask` may end it earlier by aborting. */
export async function placeCall(network: Instance, plan: CallPlan, ask: AbortSignal): Promise<CallEnd> {
  const channel = `channels/${encodeURIComponent(plan.name)}`;
  const placed = await request(network, 'POST', 'channels', originate(plan));
  if (!placed.ok)
    throw new Error(`The public network refused to place a call (${placed.status}): ${await placed.text()}`);
  const limitAt = performance.now() + callMsMax;
  let end: CallEnd = 'not answered';
  while (!ask.aborted && performance.now() < limitAt) {
    await pause(300);
    const seen = await request(network, 'GET', channel);
    if (seen.status === 404) return end;
    const { state } = (await seen.json()) as { state?: string };
    if (state === 'Up') end = 'ended';
  }
  await request(network, 'DELETE', channel);
  return 'stuck';
}

function originate(plan: CallPlan): unknown {
  return {
    endpoint: `PJSIP/${plan.called}@carillon`,
    context: 'callers',
    extension: plan.script,
    priority: 1,
    callerId: `Caller <${plan.caller}>`,
    timeout: 30,
    channelId: plan.name,
    variables: {
      CALL: plan.name,
      TONE: String(plan.tone),
      LANGUAGE: plan.language,
      KEY: plan.key,
      LISTEN: String(plan.listenMs / 1000),
      ROUNDS: String(plan.roundCount),
    },
  };
}

function request(network: Instance, method: string, resource: string, body?: unknown): Promise<Response> {
  const password = readFileSync(network.passwordFile, 'utf8').trim();
  const authorization = `Basic ${Buffer.from(`${ariUser}:${password}`).toString('base64')}`;
  return fetch(`${network.ariUrl}/ari/${resource}`, {
    method,
    headers: { authorization, 'content-type': 'application/json' },
    signal: AbortSignal.timeout(5000),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
