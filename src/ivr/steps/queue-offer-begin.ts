// The beginning of an offer to somebody who waits. Not here: its keys (queue-offer.ts).

import type { QueueOp } from '../../dsl/index.ts';
import { FlowFault } from '../flow-fault.ts';
import { speak } from '../speak.ts';
import { type Next, type Turn, waitFor } from '../turn.ts';

/** Says the offer; it is made once. */
export function makeOffer(turn: Turn, op: QueueOp, index: number): Next {
  const offer = op.offers[index];
  const { stay, call } = turn.frame;
  if (offer === undefined || stay === null) throw new FlowFault('frameMismatch', 'The offer is not in its queue.');
  if (!stay.offersDone.includes(index)) {
    turn.change({ stay: { ...stay, offersDone: [...stay.offersDone, index] } });
    turn.fact({ kind: 'offerMade', call, queue: stay.queue, offer: offer.name });
  }
  const prompt = speak(turn, 'offer', turn.words(offer.prompt, turn.scope(), offer.keys));
  const stage = { kind: 'offering', offer: index, prompt, digits: '' } as const;
  return waitFor({ kind: 'queue', queue: stay.queue, stage, timer: 0, after: stay.after });
}
