// `queue`: the caller waits for an agent, hears the greeting and then music, and comes back when the agent has left.
// The ACD keeps the place in the line; the flow only joins, leaves and listens to what became of it.
// Not here: the blocks that run meanwhile (queue-blocks.ts), what is due (queue-due.ts).

import { type Deadline, deadline } from '../../base/clock.ts';
import { type QueueName, queueName } from '../../base/ids.ts';
import type { QueueOp } from '../../dsl/index.ts';
import { answer } from '../answer.ts';
import { FlowFault } from '../flow-fault.ts';
import type { IvrEvent, Stay } from '../frame.ts';
import { holdClock, startClock } from '../self-service.ts';
import { speak } from '../speak.ts';
import { type Next, type Turn, next, waitFor } from '../turn.ts';
import { join } from './queue-line.ts';
import { onOffer } from './queue-offer.ts';
import { agentAnswered, bridge, onOutcome } from './queue-outcome.ts';
import { resumeQueue } from './queue-resume.ts';
import { type QueueWait, enterRoom, inLine, leave, stayOf } from './queue-wait.ts';

export function beginQueue(turn: Turn, op: QueueOp): Next {
  if (turn.frame.stay !== null) throw new FlowFault('alreadyWaiting', 'The caller waits in a line already.');
  answer(turn);
  holdClock(turn);
  const after = takePlace(turn, op, queueName(op.queue));
  if (op.greet === null) return inLine(turn, op);
  const { timer } = turn.timer(op.after.waitMs);
  const prompt = speak(turn, 'say', turn.words(op.greet));
  return waitFor({ kind: 'queue', queue: queueName(op.queue), timer, after, stage: { kind: 'greeting', prompt } });
}

/** Asks for a place in a line and begins the stay in it; gives its longest wait. */
function takePlace(turn: Turn, op: QueueOp, queue: QueueName): Deadline {
  const visit = turn.number();
  const asked = join(turn, op, { queue, visit });
  const after = deadline(turn.now, op.after.waitMs);
  const stay: Stay = {
    ...{ queue, visit, asked, after, address: turn.frame.address, depth: turn.frame.stack.length },
    ...{ joinedAt: turn.now, block: 'none', room: 'out', meanwhileDone: [], offersDone: [], everyDone: [] },
  };
  const view = turn.world.queues[queue];
  const position = view === undefined ? null : view.callerCount + 1;
  turn.change({
    stay,
    waited: { queue, joinedAt: turn.now, position, estimateMs: view?.estimateMs ?? null, elapsedMs: null },
  });
  return after;
}

export function onQueue(turn: Turn, op: QueueOp, wait: QueueWait, event: IvrEvent): Next {
  const { stage } = wait;
  if (event.kind === 'queue') return onOutcome(turn, op, wait, event.outcome);
  if (event.kind === 'resumed') return resumeQueue(turn, op, wait, event.playing);
  if (stage.kind === 'talking') {
    if (event.kind !== 'conversationEnded') return waitFor(wait);
    return event.next.kind === 'flow' ? conversationOver(turn) : transferred(turn, op, event.next.queue);
  }
  if (event.kind === 'agentAnswered')
    return isNews(turn, stage, event) ? agentAnswered(turn, op, wait, event.agent) : waitFor(wait);
  if (event.kind === 'agentGone') return stage.kind === 'bridging' ? inLine(turn, op) : waitFor(wait);
  if (stage.kind === 'offering' || stage.kind === 'offered') return onOffer(turn, op, wait, event);
  if (event.kind === 'promptEnded' && stage.kind === 'greeting' && stage.prompt === event.prompt) {
    return inLine(turn, op);
  }
  if (event.kind === 'astray' && stage.kind === 'music') enterRoom(turn, stayOf(turn));
  if (event.kind !== 'timer' || event.timer !== wait.timer || stage.kind === 'leaving') return waitFor(wait);
  if (stage.kind === 'bridging') return bridge(turn, wait);
  return stage.kind === 'greeting' ? leave(turn, wait, null) : inLine(turn, op);
}

/** Who answered is told again after an absence; and of a caller who leaves the line, the agent is taken back. */
const isNews = (turn: Turn, stage: QueueWait['stage'], { agent }: IvrEvent & { kind: 'agentAnswered' }): boolean =>
  stage.kind !== 'leaving' && !(stage.kind === 'bridging' && turn.frame.agent === agent);

/** The agent has left: the flow goes on with its next statement. */
function conversationOver(turn: Turn): Next {
  turn.change({ stay: null });
  startClock(turn);
  return next;
}

/** An agent handed the caller over: they wait in the other queue as in this one, with the same ways out. */
function transferred(turn: Turn, op: QueueOp, queue: QueueName): Next {
  takePlace(turn, op, queue);
  return inLine(turn, op);
}
