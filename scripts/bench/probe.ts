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
  const callers: Promise<KeySample>[] = [];
  try {
    for (let index = 0; index < count; index += 1) {
      await pause(1000 / request.perSecond, null, { signal: request.signal });
      callers.push(phone.dial(request.service).then(listen));
    }
    const outcomes = await Promise.allSettled(callers);
    return {
      samples: outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])),
      failures: outcomes.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : [])),
    };
  } finally {
    await Promise.allSettled(callers);
    await phone.close();
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
    const second = await call.hears(prompts.second.hertz, { withinMs: patienceMs, forMs: 300, from });
    await call.ended({ withinMs: patienceMs });
    const lagMs = call.heard.observerLagMs({ from, to: second.beganAt });
    return { keyToPromptMs: second.beganAt - from, lagMs };
  } finally {
    await call.hangup();
  }
}
