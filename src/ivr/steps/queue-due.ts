// What a waiting caller is due next: the way out, a block that runs once or again, an offer. Pure. Not here: doing it (queue.ts).

import { stayedMs } from '../ambient.ts';
import type { QueueOp } from '../../dsl/index.ts';
import { FlowFault } from '../flow-fault.ts';
import type { Stay } from '../frame.ts';
import type { Turn } from '../turn.ts';

/** How often it is looked at whether an offer is to be made. */
const lookMs = 5_000;

export type Due =
  | { readonly kind: 'after' }
  | { readonly kind: 'meanwhile'; readonly index: number }
  | { readonly kind: 'offer'; readonly index: number }
  | { readonly kind: 'every'; readonly index: number }
  /** Nothing yet. */
  | { readonly kind: 'later'; readonly inMs: number };

/** What is due now, or how long nothing is. What came due together is done in the order of the language's page. */
export function dueNow(turn: Turn, op: QueueOp, stay: Stay): Due {
  const elapsedMs = stayedMs(stay, turn.now);
  if (elapsedMs >= op.after.waitMs) return { kind: 'after' };
  const times = [
    ...op.meanwhile.flatMap(({ waitMs }, index) =>
      stay.meanwhileDone.includes(index) ? [] : [{ kind: 'meanwhile' as const, index, atMs: waitMs }],
    ),
    ...op.offers.flatMap((_, index) => offerTime(turn, op, stay, { index, elapsedMs })),
    ...op.every.map(({ everyMs }, index) => ({
      ...{ kind: 'every' as const, index },
      atMs: ((stay.everyDone[index] ?? 0) + 1) * everyMs,
    })),
  ];
  const due = times.find(({ atMs }) => atMs <= elapsedMs);
  if (due !== undefined) return { kind: due.kind, index: due.index };
  return { kind: 'later', inMs: Math.min(op.after.waitMs, ...times.map(({ atMs }) => atMs)) - elapsedMs };
}

/** How often a block that comes every so often has come or was passed over by now. */
export const everyCount = (everyMs: number, elapsedMs: number): number => Math.floor(elapsedMs / everyMs);

interface OfferTime {
  readonly kind: 'offer';
  readonly index: number;
  readonly atMs: number;
}

function offerTime(
  turn: Turn,
  op: QueueOp,
  stay: Stay,
  { index, elapsedMs }: { index: number; elapsedMs: number },
): readonly OfferTime[] {
  const offer = op.offers[index];
  if (offer === undefined || stay.offersDone.includes(index)) return [];
  const { afterMs } = offer;
  if (elapsedMs < afterMs) return [{ kind: 'offer', index, atMs: afterMs }];
  if (offer.when === null || holds(turn, offer.when)) return [{ kind: 'offer', index, atMs: elapsedMs }];
  const lookCount = Math.floor((elapsedMs - afterMs) / lookMs) + 1;
  return [{ kind: 'offer', index, atMs: afterMs + lookCount * lookMs }];
}

/** What is not known yet does not hold yet: the line says a caller's position a moment after they joined. */
function holds(turn: Turn, when: NonNullable<QueueOp['offers'][number]['when']>): boolean {
  try {
    return turn.holds(when);
  } catch (fault) {
    if (fault instanceof FlowFault && fault.code === 'notKnown') return false;
    throw fault;
  }
}
