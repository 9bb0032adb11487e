// What the ACD says became of a caller in the line. Not here: waiting (queue-wait.ts).

import type { QueueOp } from '../../dsl/index.ts';
import type { IvrEvent } from '../frame.ts';
import { startClock } from '../self-service.ts';
import { type Next, type Turn, goto, waitFor } from '../turn.ts';
import { endStay, freeze, quietRoom } from './leave-line.ts';
import { type QueueWait, stayOf, stopPrompt } from './queue-wait.ts';

type Outcome = Extract<IvrEvent, { kind: 'queue' }>['outcome'];

/** How long the two may take to be put together before it is asked for again. */
const bridgeMsMax = 10_000;

export function onOutcome(turn: Turn, op: QueueOp, wait: QueueWait, outcome: Outcome): Next {
  if (wait.stage.kind === 'talking') return waitFor(wait);
  stopPrompt(turn, wait);
  const stay = stayOf(turn);
  if (outcome === 'connected') {
    freeze(turn, stay);
    turn.change({ stay: { ...stay, block: 'none', room: 'out' } });
    return waitFor({ ...wait, stage: { kind: 'talking' } });
  }
  endStay(turn, stay);
  startClock(turn);
  return goto(ways(op, wait)[outcome]);
}

const ways = (op: QueueOp, { stage }: QueueWait): Readonly<Record<Exclude<Outcome, 'connected'>, number>> => ({
  closed: op.closed,
  full: op.full,
  noAgent: op.noAgent,
  left: (stage.kind === 'leaving' ? stage.then : null) ?? op.after.target,
});

/** An agent answered: what there is to say before the bridge, then the bridge. */
export function agentAnswered(turn: Turn, op: QueueOp, wait: QueueWait, agent: string): Next {
  stopPrompt(turn, wait);
  turn.change({ agent });
  if (op.connect === null) return bridge(turn, wait);
  quietRoom(turn);
  turn.change({ stay: { ...stayOf(turn), block: 'connect' } });
  return goto(op.connect);
}

/** Asks for the two to hear each other; its success comes as `connected`. */
export function bridge(turn: Turn, { queue, after }: Pick<QueueWait, 'queue' | 'after'>): Next {
  turn.effect({ kind: 'bridge' });
  const { timer } = turn.timer(bridgeMsMax);
  return waitFor({ kind: 'queue', queue, after, timer, stage: { kind: 'bridging' } });
}
