// `schedule callback` on a call: the promise is recorded with the flow's own step, then kept by whoever keeps them. Not here:
// when and how somebody is called back.

import type { Instant } from '../base/clock.ts';
import type { CallId } from '../base/ids.ts';
import type { Changes } from '../base/machine.ts';
import type { IvrEffect, ScheduleEffect } from './effects.ts';
import type { FlowCallback, FlowCallbacks } from './ports.ts';
import { instantOf } from './values/calendar.ts';

/** From when on somebody is called on a day that was named without an hour, in minutes of the flow's local time: nine o'clock. */
const openingMinute = 9 * 60;

/** What is stored with a step that promises callbacks, so that none is lost when we die right after it. */
export function promisesOf(
  callbacks: FlowCallbacks,
  call: CallId,
  effects: readonly IvrEffect[],
  zone: string,
): Changes {
  const asked = effects.flatMap((effect) =>
    effect.kind === 'schedule' ? [callbacks.intent(callbackOf(call, effect, zone))] : [],
  );
  return Object.assign({}, ...asked) as Changes;
}

/** The promise is kept from now on. */
export const performSchedule = (callbacks: FlowCallbacks, call: CallId, effect: ScheduleEffect, zone: string): void =>
  callbacks.take(callbackOf(call, effect, zone));

const callbackOf = (call: CallId, effect: ScheduleEffect, zone: string): FlowCallback => ({
  ...{ id: effect.key, call, to: effect.to, queue: effect.queue, at: instantIn(effect.when, zone) },
  since: effect.position.kind === 'keep' ? effect.position.since : null,
});

function instantIn(when: ScheduleEffect['when'], zone: string): Instant | null {
  if (when.kind === 'now') return null;
  return when.kind === 'moment' ? when.at : instantOf({ date: when.date, minute: openingMinute }, zone);
}
