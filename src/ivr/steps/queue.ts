// `queue`: the caller waits for an agent, hears the greeting and then music, and comes back when the agent has left.
// The ACD keeps the place in the line; the flow only joins, leaves and listens to what became of it.

import { remainingMs } from '../../base/clock.ts';
import { queueName } from '../../base/ids.ts';
import type { QueueOp } from '../../dsl/index.ts';
import { FlowFault } from '../evaluate.ts';
import type { IvrEvent, QueueStage, Wait } from '../frame.ts';
import { type Next, type Turn, goto, next, waitFor } from '../turn.ts';

type QueueWait = Extract<Wait, { kind: 'queue' }>;

export function beginQueue(turn: Turn, op: QueueOp): Next {
  turn.answer();
  join(turn, op);
  const { timer, until } = turn.timer(op.after.waitMs);
  const wait = { kind: 'queue', queue: queueName(op.queue), timer, after: until } as const;
  turn.change({
    stay: {
      ...{ queue: wait.queue, address: turn.frame.address, depth: 0, visit: turn.frame.serial, joinedAt: turn.now },
      ...{ after: until, block: 'none', meanwhileDone: [], offersDone: [], everyDone: [], asked: '' },
    },
  });
  return waitFor({ ...wait, stage: op.greet === null ? music(turn, op) : greeting(turn, op.greet) });
}

export function onQueue(turn: Turn, op: QueueOp, wait: QueueWait, event: IvrEvent): Next {
  if (event.kind === 'promptEnded') {
    if (wait.stage.kind !== 'greeting' || wait.stage.prompt !== event.prompt) return waitFor(wait);
    return waitFor({ ...wait, stage: music(turn, op) });
  }
  if (event.kind === 'queue') return onOutcome(turn, op, wait, event.outcome);
  if (event.kind === 'timer') return event.timer === wait.timer ? leave(turn, wait) : waitFor(wait);
  if (event.kind === 'conversationEnded') return wait.stage.kind === 'talking' ? next : waitFor(wait);
  if (event.kind === 'astray' && wait.stage.kind === 'music') music(turn, op);
  if (event.kind === 'resumed') return waitFor(resume(turn, op, wait, event));
  return waitFor(wait);
}

function onOutcome(
  turn: Turn,
  op: QueueOp,
  wait: QueueWait,
  outcome: 'connected' | 'closed' | 'full' | 'noAgent' | 'left',
): Next {
  if (wait.stage.kind === 'talking') return waitFor(wait);
  if (wait.stage.kind === 'greeting') turn.effect({ kind: 'stop', prompt: wait.stage.prompt });
  if (outcome === 'connected') return waitFor({ ...wait, stage: { kind: 'talking' } });
  turn.effect({ kind: 'leaveWaitingRoom', queue: wait.queue, music: op.music });
  return goto(
    outcome === 'closed' ? op.closed : outcome === 'noAgent' || outcome === 'full' ? op.noAgent : op.after.target,
  );
}

/** The longest wait is over. We leave only when the ACD agrees, for an agent may be answering right now. */
function leave(turn: Turn, wait: QueueWait): Next {
  if (wait.stage.kind === 'talking' || wait.stage.kind === 'leaving') return waitFor(wait);
  if (wait.stage.kind === 'greeting') turn.effect({ kind: 'stop', prompt: wait.stage.prompt });
  turn.effect({ kind: 'leaveQueue', why: 'flow' });
  return waitFor({ ...wait, stage: { kind: 'leaving', then: null } });
}

/** After an absence everything is asked for again; joining twice keeps the first place. */
function resume(turn: Turn, op: QueueOp, wait: QueueWait, event: IvrEvent & { kind: 'resumed' }): QueueWait {
  if (wait.stage.kind === 'talking') return wait;
  if (wait.stage.kind === 'leaving') {
    turn.effect({ kind: 'leaveQueue', why: 'flow' });
    return wait;
  }
  join(turn, op);
  const { timer, until } = turn.timer(remainingMs(wait.after, turn.now));
  const greets = wait.stage.kind === 'greeting' && event.playing.includes(wait.stage.prompt);
  return { ...wait, timer, after: until, stage: greets ? wait.stage : music(turn, op) };
}

function join(turn: Turn, op: QueueOp): void {
  const priority = op.priority === null ? 0 : turn.value(op.priority);
  if (typeof priority !== 'number') throw new FlowFault('wrongType', 'A priority is a number.');
  const bounded = Math.min(100, Math.max(0, Math.round(priority)));
  turn.effect({
    kind: 'joinQueue',
    queue: queueName(op.queue),
    priority: bounded,
    visit: turn.frame.serial,
    requirements: [],
    connect: 'direct',
  });
}

const greeting = (turn: Turn, greet: NonNullable<QueueOp['greet']>): QueueStage => ({
  kind: 'greeting',
  prompt: turn.play(greet),
});

function music(turn: Turn, op: QueueOp): QueueStage {
  turn.effect({ kind: 'enterWaitingRoom', queue: queueName(op.queue), music: op.music });
  return { kind: 'music' };
}
