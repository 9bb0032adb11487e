// Faults on the wire, drawn from a seed: what becomes of the nth answer to one kind of request and of the nth event of one
// kind, whatever else happens in between, so that a run can be repeated. Not here: inflicting them.

import { type Random, between, happens, seedOf, seededRandom } from '../../../src/base/random.ts';

/** How often what goes wrong on the wire; ratios from 0 to 1. */
export interface WireFaults {
  readonly seed: number;
  /** The request is carried out and its answer never comes. */
  readonly replyLostRatio?: number;
  readonly replySlowRatio?: number;
  readonly replySlowMsMax?: number;
  readonly eventDoubledRatio?: number;
  /** Late events are overtaken by those that follow them. */
  readonly eventLateRatio?: number;
  readonly eventLateMsMax?: number;
  /** An event of a type that no description has comes before. */
  readonly eventUnknownRatio?: number;
  /** A message that is no event comes before. */
  readonly eventMalformedRatio?: number;
}

export type ReplyFate = { readonly kind: 'sent'; readonly delayMs: number } | { readonly kind: 'lost' };

export interface EventFate {
  /** The delay of each copy, in milliseconds. */
  readonly copies: readonly number[];
  /** What is sent before it. */
  readonly before: readonly ('unknown' | 'malformed')[];
}

export interface WireFates {
  readonly reply: (operation: string) => ReplyFate;
  readonly event: (type: string) => EventFate;
}

export function drawFates(faults: WireFaults): WireFates {
  const counts = new Map<string, number>();
  const chanceOf = (what: string): Random => {
    const count = (counts.get(what) ?? 0) + 1;
    counts.set(what, count);
    return seededRandom(seedOf(`${String(faults.seed)} ${what} ${String(count)}`));
  };
  const late = (random: Random): number =>
    happens(random, faults.eventLateRatio ?? 0) ? between(random, 1, faults.eventLateMsMax ?? 100) : 0;
  return {
    reply: (operation) => {
      const random = chanceOf(`reply ${operation}`);
      if (happens(random, faults.replyLostRatio ?? 0)) return { kind: 'lost' };
      const isSlow = happens(random, faults.replySlowRatio ?? 0);
      return { kind: 'sent', delayMs: isSlow ? between(random, 1, faults.replySlowMsMax ?? 100) : 0 };
    },
    event: (type) => {
      const random = chanceOf(`event ${type}`);
      const first = late(random);
      const before = [
        ...(happens(random, faults.eventUnknownRatio ?? 0) ? (['unknown'] as const) : []),
        ...(happens(random, faults.eventMalformedRatio ?? 0) ? (['malformed'] as const) : []),
      ];
      return { copies: happens(random, faults.eventDoubledRatio ?? 0) ? [first, late(random)] : [first], before };
    },
  };
}
