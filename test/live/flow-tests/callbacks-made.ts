// The callbacks that a flow test's call promised, as the controller keeps them. Nobody is called back in a test: they are taken back
// before an agent could have them. Not here: keeping them (src/callbacks).

import type { Callback, Callbacks } from '../../../src/callbacks/index.ts';
import type { ScheduleEffect } from '../../../src/ivr/index.ts';

export class CallbacksMade {
  readonly #kept = new Map<string, Callback>();

  /** Looks at those that are kept now. */
  look(callbacks: Pick<Callbacks, 'list'>): void {
    for (const one of callbacks.list()) this.#kept.set(one.id, one);
  }

  /** None is kept any more. */
  takeBack(callbacks: Pick<Callbacks, 'list' | 'cancel'>): void {
    this.look(callbacks);
    for (const { id } of callbacks.list()) callbacks.cancel(id, 'test');
  }

  /** Whether what the flow asked for is kept: whom to call, and in which line. */
  keeps({ key, to, queue }: Pick<ScheduleEffect, 'key' | 'to' | 'queue'>): boolean {
    const one = this.#kept.get(key);
    return one?.to === to && one.queue === queue;
  }
}
