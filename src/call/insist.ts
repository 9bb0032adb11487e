// Asking again: every telephone command is safe to repeat, so an answer that did not come is asked for once more before
// anybody is told that it failed. Not here: what a failure means to whoever asked.

import type { Clock } from '../base/clock.ts';
import { TelephonyFault } from './ports.ts';

/** How long to wait before each repeat, in milliseconds: a hiccup first, then a short overload. */
export const pausesMs = [200, 1_000] as const;

/** Runs a command until it is answered, with a limit. A refusal is an answer: it is thrown at once. */
export async function insist<Reply>(clock: Clock, command: () => Promise<Reply>): Promise<Reply> {
  for (const pauseMs of pausesMs) {
    try {
      return await command();
    } catch (fault) {
      if (!(fault instanceof TelephonyFault) || fault.code === 'refused') throw fault;
    }
    await new Promise<void>((resolve) => void clock.after(pauseMs, resolve));
  }
  return command();
}
