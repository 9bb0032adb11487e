// A caller in the line, between the blocks: music, and a timer for what is due next. Not here: blocks (queue-blocks.ts).

import type { Address, QueueOp } from '../../dsl/index.ts';
import { stayedMs } from '../ambient.ts';
import { FlowFault } from '../flow-fault.ts';
import type { Stay, Wait } from '../frame.ts';
import { type Next, type Turn, goto, waitFor } from '../turn.ts';
import { musicOf } from './leave-line.ts';
import { everyCount, dueNow } from './queue-due.ts';
import { makeOffer } from './queue-offer-begin.ts';

export type QueueWait = Extract<Wait, { kind: 'queue' }>;

/** The stay in a line. Throws FlowFault when there is none. */
export function stayOf(turn: Turn): Stay {
  const { stay } = turn.frame;
  if (stay === null) throw new FlowFault('frameMismatch', 'The caller is in no line.');
  return stay;
}

/** Does what is due, or waits for it with music. */
export function inLine(turn: Turn, op: QueueOp): Next {
  const stay = stayOf(turn);
  const due = dueNow(turn, op, stay);
  switch (due.kind) {
    case 'later': {
      if (stay.room === 'out') enterRoom(turn, stay);
      const { timer } = turn.timer(due.inMs);
      return waitFor({ kind: 'queue', queue: stay.queue, stage: { kind: 'music' }, timer, after: stay.after });
    }
    case 'after':
      return leave(turn, null, null);
    case 'offer':
      return makeOffer(turn, op, due.index);
    case 'meanwhile':
      return block(turn, op.meanwhile[due.index]?.target, {
        meanwhileDone: [...stay.meanwhileDone, due.index],
      });
    case 'every': {
      const count = everyCount(op.every[due.index]?.everyMs ?? Infinity, stayedMs(stay, turn.now));
      const everyDone = op.every.map((_, index) => (index === due.index ? count : (stay.everyDone[index] ?? 0)));
      return block(turn, op.every[due.index]?.target, { everyDone });
    }
  }
}

/** Into a block of the queue; the place is kept. */
function block(turn: Turn, target: Address | undefined, done: Partial<Stay>): Next {
  if (target === undefined) throw new FlowFault('frameMismatch', 'The block is not in its queue.');
  turn.change({ stay: { ...stayOf(turn), ...done, block: 'waiting' } });
  return goto(target);
}

/** Brings the caller to the music. */
export function enterRoom(turn: Turn, stay: Stay): void {
  turn.effect({ kind: 'enterWaitingRoom', queue: stay.queue, music: musicOf(turn, stay) });
  turn.change({ stay: { ...stay, room: 'in' } });
}

/** We leave only when the ACD agrees, for an agent may be answering right now. `then` null: by the longest wait. */
export function leave(turn: Turn, wait: QueueWait | null, then: Address | null): Next {
  const stay = stayOf(turn);
  if (wait !== null) stopPrompt(turn, wait);
  turn.effect({ kind: 'leaveQueue', why: 'flow' });
  const stage = { kind: 'leaving', then } as const;
  return waitFor({ kind: 'queue', queue: stay.queue, stage, timer: wait?.timer ?? 0, after: stay.after });
}

/** A prompt of the queue itself is stopped, if one is playing. */
export function stopPrompt(turn: Turn, { stage }: QueueWait): void {
  if (stage.kind === 'greeting' || stage.kind === 'offering') turn.effect({ kind: 'stop', prompt: stage.prompt });
}
