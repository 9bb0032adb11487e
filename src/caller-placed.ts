// When a caller is brought together with an agent, the telephone system breaks off what they are hearing. A script that has something
// to say to them waits for that, or an announcement that the law wants would be heard by nobody. Not here: bringing them together.

import type { Clock } from './base/clock.ts';
import type { Frame } from './ivr/index.ts';

/** A flow may say something itself between the agent's answer and the bridge: longer than any such prompt. */
const togetherMsMax = 120_000;
const lookMs = 50;

/** Resolves once the caller is where they talk with the agent, or is not about to; `arranged` says when a conversation has its places. */
export async function callerPlaced(
  clock: Pick<Clock, 'after'>,
  frame: () => Frame | undefined,
  arranged: () => Promise<void>,
): Promise<void> {
  for (let waitedMs = 0; isOnTheWay(frame()) && waitedMs < togetherMsMax; waitedMs += lookMs)
    await new Promise<void>((resolve) => void clock.after(lookMs, resolve));
  return arranged();
}

/** An agent has answered, and the two are not together yet. */
const isOnTheWay = (frame: Frame | undefined): boolean =>
  frame?.stay?.block === 'connect' || (frame?.wait.kind === 'queue' && frame.wait.stage.kind === 'bridging');
