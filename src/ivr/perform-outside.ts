// Performs what a flow asks of other systems and of messages: none of it holds up the call. Not here: how each is done.

import type { Asking } from './asking.ts';
import type { IvrEffect } from './effects.ts';
import { cancelRequest, performComfort, performRequest } from './perform-request.ts';
import { performSchedule } from './perform-schedule.ts';
import { performSend } from './perform-send.ts';

type OutsideEffect = Extract<IvrEffect, { kind: 'request' | 'cancelRequest' | 'comfort' | 'send' | 'schedule' }>;

/** Performs one; resolves when the next effect of this call may begin. */
export async function performOutside(at: Asking, effect: OutsideEffect): Promise<void> {
  switch (effect.kind) {
    case 'request':
      performRequest(at, effect);
      return;
    case 'cancelRequest':
      cancelRequest(at, effect.request);
      return;
    case 'comfort':
      return performComfort(at, effect);
    case 'send':
      performSend(at.ports.outbox, at.frame.call, effect);
      return;
    case 'schedule':
      performSchedule(at.ports.callbacks, at.frame.call, effect, at.world.program.timezone);
  }
}
