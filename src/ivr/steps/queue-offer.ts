// The keys of an offer: open while it is said and a while after. No key, or another one, means that the caller goes on waiting.

import type { QueueOffer, QueueOp } from '../../dsl/index.ts';
import { FlowFault } from '../flow-fault.ts';
import type { IvrEvent } from '../frame.ts';
import { type Next, type Turn, goto, waitFor } from '../turn.ts';
import { liveKeys } from './live-keys.ts';
import { type QueueWait, enterRoom, inLine, stayOf, stopPrompt } from './queue-wait.ts';

type OfferStage = Extract<QueueWait['stage'], { kind: 'offering' | 'offered' }>;

export function onOffer(turn: Turn, op: QueueOp, wait: QueueWait, event: IvrEvent): Next {
  const { stage } = wait;
  if (stage.kind !== 'offering' && stage.kind !== 'offered') return waitFor(wait);
  const offer = op.offers[stage.offer];
  if (offer === undefined) throw new FlowFault('frameMismatch', 'The offer is not in its queue.');
  if (event.kind === 'digit') return onKey(turn, op, wait, { offer, stage, digits: stage.digits + event.digit });
  if (stage.kind === 'offering' && event.kind === 'promptEnded' && event.prompt === stage.prompt) {
    return open(turn, wait, stage, offer.waitMs);
  }
  if (stage.kind === 'offered' && event.kind === 'timer' && event.timer === stage.timer) {
    return choose(turn, op, wait, { offer, stage, digits: stage.digits });
  }
  return waitFor(wait);
}

interface Pressed {
  readonly offer: QueueOffer;
  readonly stage: OfferStage;
  readonly digits: string;
}

function onKey(turn: Turn, op: QueueOp, wait: QueueWait, pressed: Pressed): Next {
  const { offer, digits, stage } = pressed;
  const keys = liveKeys(turn, offer.keys);
  const beginsLonger = keys.some(({ key }) => key.length > digits.length && key.startsWith(digits));
  if (!beginsLonger) return choose(turn, op, wait, pressed);
  stopPrompt(turn, wait);
  return open(turn, wait, { ...stage, digits }, offer.waitMs);
}

/** The offer has been said: its keys stay open to the music. */
function open(turn: Turn, wait: QueueWait, { offer, digits }: OfferStage, lengthMs: number): Next {
  const stay = stayOf(turn);
  if (stay.room === 'out') enterRoom(turn, stay);
  return waitFor({ ...wait, stage: { kind: 'offered', offer, digits, ...turn.timer(lengthMs) } });
}

function choose(turn: Turn, op: QueueOp, wait: QueueWait, { offer, digits }: Pressed): Next {
  stopPrompt(turn, wait);
  const chosen = liveKeys(turn, offer.keys).find(({ key }) => key === digits);
  if (chosen === undefined) return inLine(turn, op);
  const { key, label, target } = chosen;
  turn.fact({ kind: 'keyChosen', call: turn.frame.call, menu: offer.name, key, label });
  turn.change({ stay: { ...stayOf(turn), block: 'waiting' } });
  return goto(target);
}
