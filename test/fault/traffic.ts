// Callers at a steady rate, each on a journey of their own, doing what people do: press again when nothing happens. Not
// here: what is broken meanwhile, nor what must hold.

import type { Centre } from '../live/centre.ts';
import { essai } from '../live/centre.ts';
import type { PhoneCall } from '../live/phone/index.ts';
import { tone } from '../live/phone/index.ts';
import { tones } from '../live/tones.ts';
import { until } from '../live/until.ts';

/** What became of one call: its journey done, the fallback heard because no controller listened, or anything else. */
export type Outcome =
  | { readonly kind: 'served' }
  | { readonly kind: 'unserved' }
  | { readonly kind: 'harmed'; readonly caller: string; readonly why: string };

export type Journey = 'information' | 'hangsUpInGreeting' | 'agent';

export interface TrafficOptions {
  readonly perSecond: number;
  readonly callCount: number;
  /** Taken in turn. */
  readonly journeys: readonly Journey[];
}

/** Places so many calls at this rate and gives what became of each once the last has ended. */
export async function traffic(centre: Centre, options: TrafficOptions): Promise<readonly Outcome[]> {
  const { perSecond, callCount, journeys } = options;
  const phone = await centre.trunk();
  const calls: Promise<Outcome>[] = [];
  const place = (): void => {
    const index = calls.length;
    const journey = journeys[index % journeys.length] ?? 'information';
    const callerNumber = `+3361${String(1_000_000 + index).slice(-7)}`;
    calls.push(travelled(() => phone.dial(essai, { callerNumber, sound: tone(tones.caller) }), journey, callerNumber));
  };
  const begunAt = performance.now();
  await until(
    () => {
      const dueCount = Math.min(callCount, 1 + Math.floor(((performance.now() - begunAt) * perSecond) / 1_000));
      while (calls.length < dueCount) place();
      return calls.length >= callCount;
    },
    { withinMs: (1_000 * callCount) / perSecond + 30_000, what: 'all callers to have dialled', everyMs: 20 },
  );
  return Promise.all(calls);
}

/** How many calls ended which way; for the messages of failures and for figures. */
export const tally = (outcomes: readonly Outcome[]) => ({
  served: outcomes.filter(({ kind }) => kind === 'served').length,
  unserved: outcomes.filter(({ kind }) => kind === 'unserved').length,
  harmed: outcomes.filter((outcome) => outcome.kind === 'harmed'),
});

async function travelled(dial: () => Promise<PhoneCall>, journey: Journey, caller: string): Promise<Outcome> {
  try {
    const call = await dial();
    try {
      return await travel(call, journey);
    } finally {
      await call.hangup();
    }
  } catch (fault) {
    return { kind: 'harmed', caller, why: `${journey}: ${String(fault)}` };
  }
}

async function travel(call: PhoneCall, journey: Journey): Promise<Outcome> {
  await call.answered({ withinMs: 8_000 });
  const limit = { withinMs: 8_000, from: 0 };
  const greeted = call.hears(tones.bienvenue, limit).then(() => 'greeted' as const);
  const fallback = call.hears(tones.fallback, limit).then(() => 'fallback' as const);
  if ((await Promise.any([greeted, fallback])) === 'fallback') return { kind: 'unserved' };
  if (journey === 'hangsUpInGreeting') return { kind: 'served' };
  await call.hears(tones.menuPrincipal, { withinMs: 12_000, from: 0 });
  if (journey === 'information') await insist(call, '2', tones.renseignement);
  else {
    // A free agent answers before the greeting has said much.
    await insist(call, '1', tones.miseEnAttente, tones.agent);
    await call.hears(tones.agent, { withinMs: 60_000, from: 0 });
  }
  return { kind: 'served' };
}

/** A key pressed while nobody listened to keys is lost; whoever hears none of the sounds that answer it presses again. */
async function insist(call: PhoneCall, key: string, ...answersHz: readonly number[]): Promise<void> {
  const from = performance.now();
  for (let count = 1; ; count += 1) {
    await call.press(key);
    try {
      await Promise.any(answersHz.map((toneHz) => call.hears(toneHz, { withinMs: 3_000, from })));
      return;
    } catch (fault) {
      if (count === 4) throw fault;
    }
  }
}
