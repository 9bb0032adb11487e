// Into a line, and what is wanted of it while waiting. Not here: who gets whom (match.ts), offers (acd.ts).

import { type Instant, deadline } from '../base/clock.ts';
import type { QueueFact } from '../call/index.ts';
import type { Turn } from './acd-turn.ts';
import type { AcdEvent } from './events.ts';
import { relaxesAt } from './needs.ts';
import { type WaitingCall, isFull } from './waiting-line.ts';

/** Joining twice keeps the first place; what is wanted is taken as it is said last. */
export function callJoined(turn: Turn, event: AcdEvent & { kind: 'callJoined' }): void {
  const { call, leg, caller, priority, requirements, connect, visit } = event;
  const known = turn.waiting(call);
  if (known !== undefined) return known.visit === visit ? wanted(turn, known, event) : undefined;
  if (turn.talkOf(call) !== undefined) return;
  const joinedAt = event.since ?? turn.now;
  const why = refusal(turn, event, joinedAt);
  if (why !== null) {
    turn.fact({ kind: 'queueRefused', call, queue: event.queue, why });
    turn.effect({ kind: 'tellFlow', call, outcome: { kind: why } });
    return;
  }
  turn.fact({ kind: 'queueJoined', call, queue: event.queue, priority });
  const waiting: WaitingCall = {
    ...{ call, leg, caller, queue: event.queue, priority, requirements, connect, joinedAt, visit },
    ...{ ticket: turn.nextTicket(), offerCount: 0, place: { kind: 'waiting' } },
  };
  turn.putWaiting(waiting);
  armRelaxing(turn, waiting);
}

type Refusal = Extract<QueueFact, { kind: 'queueRefused' }>['why'];

/** Why the caller may not wait here. Whoever was promised a place has it, however many came meanwhile. */
function refusal(turn: Turn, event: AcdEvent & { kind: 'callJoined' }, joinedAt: Instant): Refusal | null {
  const { queue: name, requirements, since } = event;
  const queue = turn.queue(name);
  if (queue?.state === 'closed') return 'closed';
  if (!turn.isServed({ queue: name, requirements, joinedAt })) return 'noAgent';
  return queue !== undefined && since === null && isFull(queue, turn.line()) ? 'full' : null;
}

/** While they wait; the place is kept. */
export function callChanged(turn: Turn, event: AcdEvent & { kind: 'callChanged' }): void {
  const known = turn.waiting(event.call);
  if (known !== undefined) wanted(turn, known, event);
}

type Wanted = Pick<WaitingCall, 'priority' | 'requirements'>;

function wanted(turn: Turn, known: WaitingCall, { priority, requirements }: Wanted): void {
  const isSame = JSON.stringify(known.requirements) === JSON.stringify(requirements);
  if (isSame && known.priority === priority) return;
  const after = { ...known, priority, requirements };
  turn.putWaiting(after);
  armRelaxing(turn, after);
  turn.refuseUnserved();
}

/** Asks for less from the moment on that the flow said. */
export function needsRelaxed(turn: Turn, { call, visit }: AcdEvent & { kind: 'needsRelaxed' }): void {
  const waiting = turn.waiting(call);
  if (waiting?.visit !== visit) return;
  armRelaxing(turn, waiting);
  turn.refuseUnserved();
}

/** A timer for the next change of what is needed, if there will be one. */
export function armRelaxing(turn: Turn, waiting: WaitingCall): void {
  const at = relaxesAt(waiting, turn.now);
  if (at === null) return;
  const { call, visit } = waiting;
  turn.effect({ kind: 'timer', wait: deadline(turn.now, at - turn.now), event: { kind: 'needsRelaxed', call, visit } });
}
