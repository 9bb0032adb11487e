// Which trunk takes a call: by priority, among equals by weight, and none whose breaker is open. A breaker opens when a trunk
// fails again and again, lets one call try after a while, and closes when that one gets through. Pure.
// Not here: what counts as a trunk's failure (outcome.ts).

import type { Instant } from '../base/clock.ts';
import type { TrunkName } from '../base/ids.ts';
import type { Trunk } from './policy.ts';

/** How a trunk stands; plain JSON. One that is in no list has failed never. */
export type Breaker =
  /** In use; it failed so often in a row. */
  | { readonly kind: 'closed'; readonly failureCount: number }
  /** Not used until then. `openMs`: how long this time. */
  | { readonly kind: 'open'; readonly until: Instant; readonly openMs: number }
  /** One call tries it; others do not until it is known what came of that, or the time is over. */
  | { readonly kind: 'trying'; readonly until: Instant; readonly openMs: number };

export type Breakers = Readonly<Record<string, Breaker>>;

/** So many failures in a row open the breaker. */
export const failureCountMax = 3;
/** How long it is open the first time and at most, in milliseconds; it doubles each time the try fails. */
export const openMs = { first: 30_000, longest: 300_000 } as const;
/** How long others wait for the one that tries, in milliseconds: longer than any call is dialled. */
const tryingMs = 120_000;

/** The trunks to try, best first. `chance` is from 0 up to 1 and decides among those of one priority. */
export function trunkOrder(trunks: readonly Trunk[], breakers: Breakers, chance: number, now: Instant): TrunkName[] {
  const usable = trunks.filter(({ name }) => isUsable(breakers[name], now));
  const priorities = [...new Set(usable.map(({ priority }) => priority))].sort((one, other) => one - other);
  return priorities.flatMap((priority) =>
    weighted(
      usable.filter((trunk) => trunk.priority === priority),
      chance,
    ),
  );
}

const isUsable = (breaker: Breaker | undefined, now: Instant): boolean =>
  breaker === undefined || breaker.kind === 'closed' || now >= breaker.until;

/** Drawn one after the other, each with a share by its weight among those left; what is left of the chance draws the next. */
function weighted(trunks: readonly Trunk[], chance: number): TrunkName[] {
  const total = trunks.reduce((sum, { weight }) => sum + weight, 0);
  let begin = 0;
  for (const trunk of trunks) {
    const share = trunk.weight / total;
    if (chance < begin + share || trunk === trunks.at(-1)) {
      const rest = trunks.filter((other) => other !== trunk);
      return [trunk.name, ...weighted(rest, Math.min(Math.max((chance - begin) / share, 0), 1))];
    }
    begin += share;
  }
  return [];
}

/** The breakers after a call was sent by this trunk: one that was open lets this one try. */
export function breakersTried(breakers: Breakers, trunk: TrunkName, now: Instant): Breakers {
  const breaker = breakers[trunk];
  if (breaker === undefined || breaker.kind === 'closed') return breakers;
  return { ...breakers, [trunk]: { kind: 'trying', until: now + tryingMs, openMs: breaker.openMs } };
}

/** The breakers after it is known whether the trunk did its part for a call. */
export function breakersAfter(breakers: Breakers, trunk: TrunkName, did: 'worked' | 'failed', now: Instant): Breakers {
  const { [trunk]: before, ...others } = breakers;
  if (did === 'worked') return before === undefined ? breakers : others;
  const breaker: Breaker = before ?? { kind: 'closed', failureCount: 0 };
  if (breaker.kind !== 'closed') {
    // A call that was under way when it opened says nothing new.
    if (breaker.kind === 'open') return breakers;
    return { ...breakers, [trunk]: open(Math.min(breaker.openMs * 2, openMs.longest), now) };
  }
  const failureCount = breaker.failureCount + 1;
  const after: Breaker = failureCount >= failureCountMax ? open(openMs.first, now) : { kind: 'closed', failureCount };
  return { ...breakers, [trunk]: after };
}

const open = (lengthMs: number, now: Instant): Breaker => ({ kind: 'open', until: now + lengthMs, openMs: lengthMs });
