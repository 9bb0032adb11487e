// The engine: one event of one call, decided purely. Not here: what each statement does (steps/), what is performed
// (perform.ts), and time and chance, which come in by argument.

import type { Instant } from '../base/clock.ts';
import type { Decision } from '../base/machine.ts';
import { type CallFact, endReason } from '../call/index.ts';
import { beginOp } from './begin.ts';
import type { IvrEffect } from './effects.ts';
import { caught } from './faults.ts';
import { FlowFault } from './flow-fault.ts';
import type { CallState, Frame, IvrEvent } from './frame.ts';
import { afterCall, callerLeft, hangUp } from './hang-up.ts';
import { react } from './react.ts';
import { resumeLine } from './resume-line.ts';
import { type Next, Turn } from './turn.ts';
import type { World } from './world.ts';

export type CallDecision = Decision<CallState, CallFact, IvrEffect>;

/** The most statements between two waits; a flow that goes on longer takes its `on limit` or `on error`. */
export const statementsPerSprintMax = 1_000;

/** What follows from `event` for this call: the next frame (null when it has ended), facts, and what to do. */
export function advance(world: World, frame: Frame, event: IvrEvent, now: Instant): CallDecision {
  const turn = new Turn(world, frame, now);
  if (event.kind === 'legEnded') {
    callerLeft(turn, event.reason, (first) => sprint(turn, first));
    return { state: null, facts: turn.facts, effects: turn.effects.filter(afterCall) };
  }
  const end = sprint(turn, () => {
    if (event.kind === 'resumed' && frame.wait.kind !== 'begin') resumeLine(turn);
    return react(turn, event);
  });
  return { state: end === 'over' ? null : turn.frame, facts: turn.facts, effects: turn.effects };
}

/** Runs statements until one waits or the flow ends. Whatever goes wrong on the way enters a handler, with a new budget. */
function sprint(turn: Turn, first: () => Next): 'waits' | 'over' {
  let decide = first;
  for (let count = 0; ; count += 1) {
    const outcome = attempt(turn, count, decide);
    if (outcome.kind === 'over') return 'over';
    if (outcome.kind === 'wait') {
      turn.rest(outcome.wait);
      return 'waits';
    }
    if (outcome.kind === 'hangup') {
      hangUp(turn, endReason('completed', 'flowEnded'));
      return 'waits';
    }
    turn.done();
    if (outcome.kind === 'caught') count = 0;
    const address = outcome.kind === 'next' ? turn.frame.address + 1 : outcome.address;
    if (address !== turn.frame.address) turn.change({ address });
    decide = () => begin(turn);
  }
}

function begin(turn: Turn): Next {
  turn.world.passed?.(turn.frame.flow, turn.frame.address);
  return beginOp(turn, turn.op());
}

function attempt(turn: Turn, count: number, decide: () => Next): Next | { kind: 'caught'; address: number } {
  try {
    if (count > statementsPerSprintMax) {
      throw new FlowFault('tooManyStatements', 'The flow ran on without a wait.', 'onLimit');
    }
    return decide();
  } catch (fault) {
    if (!(fault instanceof FlowFault)) throw fault;
    const address = caught(turn, fault);
    return address === null ? { kind: 'wait', wait: turn.frame.wait } : { kind: 'caught', address };
  }
}
