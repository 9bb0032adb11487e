// Callers whose ears are measured, beside the load: from the key sent by INFO to the first packet of the second prompt.
// Each prompt is a tone of its own. Not here: the load itself (sipp.ts).

import { setTimeout as pause } from 'node:timers/promises';
import { type PhoneCall, startPhone } from '../../test/live/phone/index.ts';
import { loadHost } from './sipp.ts';
import { listenMs } from './scenario.ts';
import { prompts } from './sounds.ts';

export interface ProbeRequest {
  readonly service: string;
  readonly perSecond: number;
  readonly seconds: number;
  readonly server: { readonly host: string; readonly port: number };
  readonly signal: AbortSignal;
}

/** One caller's measure in milliseconds; `lagMs` is how long our own thread stood still meanwhile, at worst. */
export interface KeySample {
  readonly keyToPromptMs: number;
  readonly lagMs: number;
}

export interface ProbeOutcome {
  readonly samples: readonly KeySample[];
  /** Why callers did not get as far. */
  readonly failures: readonly string[];
}

/** Places callers at an even pace; resolves when the last has ended. Rejects when `signal` says so. */
export async function probe(request: ProbeRequest): Promise<ProbeOutcome> {
  const phone = await startPhone({ user: '+33612345678', host: loadHost, server: request.server, digits: 'info' });
  const count = Math.round(request.perSecond * request.seconds);
  const callers: Promise<Heard>[] = [];
  try {
    for (let index = 0; index < count; index += 1) {
      await pause(1000 / request.perSecond, null, { signal: request.signal });
      callers.push(measured(phone.dial(request.service)));
    }
    const heard = await Promise.all(callers);
    return {
      samples: heard.flatMap((one) => (one.kind === 'sample' ? [one.sample] : [])),
      failures: heard.flatMap((one) => (one.kind === 'failure' ? [one.why] : [])),
    };
  } finally {
    await Promise.all(callers);
    await phone.close();
  }
}

type Heard =
  { readonly kind: 'sample'; readonly sample: KeySample } | { readonly kind: 'failure'; readonly why: string };

/** A caller who does not get as far is a figure too. */
async function measured(dialled: Promise<PhoneCall>): Promise<Heard> {
  try {
    return { kind: 'sample', sample: await listen(await dialled) };
  } catch (fault) {
    return { kind: 'failure', why: String(fault) };
  }
}

/** Longer than this nothing in a healthy call takes, in milliseconds. */
const patienceMs = 4_000;

async function listen(call: PhoneCall): Promise<KeySample> {
  try {
    await call.answered({ withinMs: patienceMs });
    const first = await call.hears(prompts.first.hertz, { withinMs: patienceMs, forMs: 100 });
    await pause(Math.max(0, first.beganAt + listenMs - performance.now()));
    const [key] = await call.press('1', { gapMs: 0 });
    const from = key?.beganAt ?? performance.now();
    const second = await call.hears(prompts.second.hertz, { withinMs: patienceMs, forMs: 100, from });
    await call.ended({ withinMs: patienceMs });
    const lagMs = call.heard.observerLagMs({ from, to: second.beganAt });
    return { keyToPromptMs: second.beganAt - from, lagMs };
  } finally {
    await call.hangup();
  }
}
