// Promises to call back, all of one tenant, as one pure machine. A callback waits in the line like a caller; when an agent has
// answered, the number is dialled, so that nobody who picks up finds us without one. Not here: telephones and timers (service.ts),
// what may be called (outbound).

import { unreachable } from '../base/assert.ts';
import type { Instant } from '../base/clock.ts';
import type { AgentId, LegId } from '../base/ids.ts';
import type { Decision } from '../base/machine.ts';
import type { CallbackFact } from '../call/index.ts';
import type {
  Callback,
  CallbackEffect,
  CallbackEvent,
  CallbacksState,
  DialOutcome,
  Judgement,
  LineNews,
} from './callback.ts';
import { CallbackTurn } from './callback-turn.ts';

export type CallbackDecision = Decision<CallbacksState, CallbackFact, CallbackEffect>;

/** After so many calls in vain it is given up: whoever does not answer three times knows that we tried. */
const vainCountMax = 3;
/** Until the number is dialled again that did not answer. */
const vainPauseMs = 15 * 60_000;
/** Until it is dialled again when the fault was the network's or ours, and how often at most: a trunk that is out breaks no promise. */
const networkPauseMs = 2 * 60_000;
const dialCountMax = 30;
/** Until the line is looked at again that was closed, or had nobody in it. */
const closedPauseMs = 60_000;

/** The next state. Total: late and doubled events change nothing. */
export function callbacksNext(state: CallbacksState, event: CallbackEvent, now: Instant): CallbackDecision {
  const turn = new CallbackTurn(state, now);
  decide(turn, event);
  return turn.decision();
}

function decide(turn: CallbackTurn, event: CallbackEvent): void {
  switch (event.kind) {
    case 'asked':
      return turn.add(event.wish);
    case 'due':
      return turn.of(event.id, (one) => {
        if (one.stage.kind === 'scheduled' && one.stage.at <= turn.now) judged(turn, one, event.judgement);
      });
    case 'line':
      return turn.of(event.id, (one) => heard(turn, one, event.news));
    case 'answered':
      return turn.of(event.id, (one) => answered(turn, one, event.dial, event.leg));
    case 'dialEnded':
      return turn.of(event.id, (one) => dialEnded(turn, one, event));
    case 'over':
      return turn.of(event.id, (one) => over(turn, one, event.queue));
    case 'cancelled':
      return turn.of(event.id, (one) => cancelled(turn, one, event.by));
    case 'resumed':
      for (const one of turn.all()) resumed(turn, one);
      return;
    default:
      return unreachable(event);
  }
}

function judged(turn: CallbackTurn, one: Callback, judgement: Judgement): void {
  switch (judgement.kind) {
    case 'allowed':
      return turn.joinLine({ ...one, visitCount: one.visitCount + 1, stage: { kind: 'inLine' } }, null);
    case 'later':
      return turn.move(one, judgement.at, judgement.why);
    case 'never':
      return turn.end(one, 'refused', judgement.why);
  }
}

function heard(turn: CallbackTurn, one: Callback, news: LineNews): void {
  switch (one.stage.kind) {
    case 'scheduled':
    case 'talking':
      return;
    case 'inLine':
      if (news.kind === 'agentAnswered') return ring(turn, one, news.agent);
      if (news.kind !== 'agentGone' && news.kind !== 'connected') turn.move(one, turn.now + closedPauseMs, news.kind);
      return;
    case 'dialling':
      // Told again after an absence, unless it is somebody else.
      if (news.kind === 'connected' || (news.kind === 'agentAnswered' && news.agent === one.stage.agent)) return;
      return parted(turn, one, news);
    case 'joining':
    case 'held':
      return withSomebody(turn, one, one.stage.leg, news);
  }
}

/** Nobody is rung without end, whoever is to blame. */
function ring(turn: CallbackTurn, one: Callback, agent: AgentId): void {
  if (one.dialCount < dialCountMax) return turn.dial(one, agent);
  turn.leaveLine(one, 'flow');
  turn.end(one, 'unanswered', 'tooOften');
}

/** The agent has left while the number was dialled: it is not let ring for nobody, nor again and again. */
function parted(turn: CallbackTurn, one: Callback, news: LineNews): void {
  turn.effect({ kind: 'hangUp', id: one.id, dial: one.dialCount });
  if (news.kind === 'agentAnswered') return ring(turn, one, news.agent);
  if (news.kind === 'agentGone' && one.dialCount % vainCountMax !== 0)
    return turn.put({ ...one, stage: { kind: 'inLine' } });
  if (news.kind === 'agentGone') {
    turn.leaveLine(one, 'flow');
    return turn.move(one, turn.now + vainPauseMs, news.kind);
  }
  turn.move(one, turn.now + closedPauseMs, news.kind);
}

/** Who was called is on the line: they keep it until an agent has them, or nobody is left who could. */
function withSomebody(turn: CallbackTurn, one: Callback, leg: LegId, news: LineNews): void {
  switch (news.kind) {
    case 'agentAnswered':
      return turn.join(one, leg);
    case 'connected':
      return turn.put({ ...one, stage: { kind: 'talking', leg } });
    case 'agentGone':
      return one.stage.kind === 'held' ? undefined : turn.hold(one, leg);
    case 'closed':
    case 'full':
    case 'noAgent':
    case 'left':
      turn.effect({ kind: 'hangUp', id: one.id, dial: one.dialCount });
      return turn.move(one, turn.now + closedPauseMs, news.kind);
  }
}

function answered(turn: CallbackTurn, one: Callback, dial: number, leg: LegId): void {
  if (dial !== one.dialCount) return;
  if (one.stage.kind === 'dialling') turn.join(one, leg);
  // Told again after an absence.
  else if (one.stage.kind === 'joining') turn.join(one, leg);
}

function dialEnded(turn: CallbackTurn, one: Callback, event: CallbackEvent & { kind: 'dialEnded' }): void {
  const { stage } = one;
  if (event.dial !== one.dialCount || stage.kind === 'scheduled' || stage.kind === 'inLine') return;
  // Of a conversation its own end tells.
  if (stage.kind === 'talking') return;
  if (stage.kind !== 'dialling') {
    turn.leaveLine(one, 'abandoned');
    return turn.end(one, 'abandoned', 'hangup');
  }
  turn.leaveLine(one, 'flow');
  if (event.outcome === 'invalidNumber') return turn.end(one, 'refused', event.outcome);
  if (event.outcome === 'refused') return refused(turn, one, event.judgement);
  inVain(turn, one, event.outcome);
}

/** Nobody was reached: through their own doing, or because the call did not get there. */
function inVain(turn: CallbackTurn, one: Callback, outcome: DialOutcome): void {
  const isNetwork = outcome === 'unreachable' || outcome === 'congestion' || outcome === 'calledOff';
  const vainCount = one.vainCount + (isNetwork ? 0 : 1);
  if (vainCount >= vainCountMax || one.dialCount >= dialCountMax)
    return turn.end({ ...one, vainCount }, 'unanswered', outcome);
  turn.move({ ...one, vainCount }, turn.now + (isNetwork ? networkPauseMs : vainPauseMs), outcome);
}

/** The gate said no after it had said yes: it says again when. */
function refused(turn: CallbackTurn, one: Callback, judgement: Judgement): void {
  if (judgement.kind === 'never') turn.end(one, 'refused', judgement.why);
  else if (judgement.kind === 'later') turn.move(one, judgement.at, judgement.why);
  else turn.move(one, turn.now + closedPauseMs, 'refused');
}

function over(turn: CallbackTurn, one: Callback, queue: Callback['queue'] | null): void {
  const { stage } = one;
  if (stage.kind !== 'talking' && stage.kind !== 'joining') return;
  if (queue === null) {
    turn.effect({ kind: 'hangUp', id: one.id, dial: one.dialCount });
    return turn.end(one, 'completed', 'talked');
  }
  const { leg } = stage;
  const moved = { ...one, queue, since: null, visitCount: one.visitCount + 1, stage: { kind: 'held', leg } } as const;
  turn.effect({ kind: 'entertain', id: one.id, leg, queue });
  turn.joinLine(moved, leg);
}

/** A conversation is its agent's to end. */
function cancelled(turn: CallbackTurn, one: Callback, by: string): void {
  const { kind } = one.stage;
  if (kind === 'talking') return;
  if (kind !== 'scheduled') turn.leaveLine(one, 'flow');
  if (kind !== 'scheduled' && kind !== 'inLine') turn.effect({ kind: 'hangUp', id: one.id, dial: one.dialCount });
  turn.end(one, 'cancelled', by);
}

function resumed(turn: CallbackTurn, one: Callback): void {
  const { stage } = one;
  switch (stage.kind) {
    case 'scheduled':
      return turn.remind(one, stage.at);
    case 'inLine':
      return turn.joinLine(one, null);
    case 'dialling':
      turn.joinLine(one, null);
      return turn.dialAgain(one);
    case 'joining':
      return turn.join(one, stage.leg);
    case 'held':
      turn.effect({ kind: 'entertain', id: one.id, leg: stage.leg, queue: one.queue });
      return turn.joinLine(one, stage.leg);
    case 'talking':
      return;
  }
}
