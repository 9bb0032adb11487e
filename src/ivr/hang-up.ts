// The end of a call, from either side. Not here: faults (faults.ts).

import { type EndReason, endReason } from '../call/index.ts';
import type { IvrEffect } from './effects.ts';
import type { IvrEvent, Wait } from './frame.ts';
import { inHandForGood } from './in-hand.ts';
import { pop } from './levels.ts';
import { leaveLine } from './steps/leave-line.ts';
import { type Next, type Turn, goto, waitFor } from './turn.ts';
import { outlivesCall } from './wanted.ts';

/** How long after hanging up the leg's end may take to be heard before we hang up again. */
const endAgainMs = 10_000;

/** Ends the call from our side. A call that still rings is refused. */
export function hangUp(turn: Turn, reason: EndReason): void {
  const { stay, wait, line } = turn.frame;
  const talks = wait.kind === 'queue' && wait.stage.kind === 'talking';
  if (stay !== null && !talks && turn.frame.part !== 'onHangup') leaveLine(turn, 'flow');
  turn.effect({ kind: 'end', how: line === 'up' ? 'normal' : 'refused' });
  turn.change({ stay: null, wait: { kind: 'ending', reason, ...turn.timer(endAgainMs) } });
}

/** We have hung up and wait to hear of it. */
export function stillEnding(turn: Turn, wait: Wait & { kind: 'ending' }, event: IvrEvent): Next {
  const isDue = event.kind === 'timer' && event.timer === wait.timer;
  if (event.kind === 'resumed' || isDue) hangUp(turn, wait.reason);
  return waitFor(turn.frame.wait);
}

/** The caller hung up, or the network dropped them: out of the line, through `on hangup` of every flow, and it has ended. */
export function callerLeft(turn: Turn, reason: EndReason, run: (first: () => Next) => unknown): void {
  const { wait, stay } = turn.frame;
  const by = wait.kind === 'ending' ? wait.reason : reason.code === 'hangup' ? endReason('caller', 'hangup') : reason;
  const talks = wait.kind === 'queue' && wait.stage.kind === 'talking';
  inHandForGood(turn);
  if (stay !== null && !talks) turn.effect({ kind: 'leaveQueue', why: 'abandoned' });
  turn.change({ stay: null });
  if (wait.kind !== 'ending') runHandlers(turn, run);
  const { call, flow } = turn.frame;
  if (turn.isScript()) turn.fact({ kind: 'scriptEnded', call, script: flow, result: turn.result, reason: by });
  else turn.fact({ kind: 'callEnded', call, reason: by });
}

/** The inner flow first, then outwards. */
function runHandlers(turn: Turn, run: (first: () => Next) => unknown): void {
  do {
    const handler = turn.flow()?.onHangup ?? null;
    if (handler === null) continue;
    turn.change({ part: 'onHangup' });
    run(() => goto(handler));
  } while (pop(turn, 'hangup'));
}

/** The caller is gone: whatever the handler would have had them hear is dropped. */
export const afterCall = (effect: IvrEffect): boolean => outlivesCall(effect);
