// Waiting for something to become true, looked at whenever it may have changed: no polling, always a limit.
// Not here: what is awaited.

import { PhoneFault } from './phone-fault.ts';

/** What a look at the present says: wait on, this is it, or it can no longer come. */
export type Look<Value> =
  | { readonly kind: 'wait' }
  | { readonly kind: 'done'; readonly value: Value }
  | { readonly kind: 'never'; readonly fault: PhoneFault };

export const waitOn: Look<never> = { kind: 'wait' };
export const done = <Value>(value: Value): Look<Value> => ({ kind: 'done', value });
export const never = (fault: PhoneFault): Look<never> => ({ kind: 'never', fault });

export interface WatchLimit {
  readonly withinMs: number;
  /** What is said when the limit passes: what was awaited and what is the case instead. */
  readonly inVain: () => string;
}

/** Those who wait for a change of one thing. */
export class Watch {
  readonly #lookers = new Set<() => void>();

  /** Everybody who waits looks again. */
  changed(): void {
    for (const look of [...this.#lookers]) look();
  }

  /** Resolves with the first `done`; rejects with the fault of `never`, or with PhoneFault `timeLimit`. */
  until<Value>(look: () => Look<Value>, limit: WatchLimit): Promise<Value> {
    return new Promise((resolve, reject) => {
      const settle = (act: () => void): void => {
        clearTimeout(timer);
        this.#lookers.delete(lookAgain);
        act();
      };
      const lookAgain = (): void => {
        const seen = look();
        if (seen.kind === 'done')
          settle(() => {
            resolve(seen.value);
          });
        if (seen.kind === 'never')
          settle(() => {
            reject(seen.fault);
          });
      };
      const timer = setTimeout(() => {
        settle(() => {
          reject(new PhoneFault('timeLimit', `${limit.inVain()} (${limit.withinMs} ms)`));
        });
      }, limit.withinMs);
      this.#lookers.add(lookAgain);
      lookAgain();
    });
  }
}
