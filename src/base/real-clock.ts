// The real clock and the real source of identities: with main.ts the only places that touch time and chance.

import type { Clock } from './clock.ts';
import type { IdSource } from './ids.ts';

/** A clock that starts at the wall's time and then runs on the monotonic one, so a step of the wall clock moves no wait. */
export function realClock(): Clock {
  const origin = Date.now() - performance.now();
  return {
    now: () => Math.round(origin + performance.now()),
    after: (delayMs, task) => {
      const timer = setTimeout(task, Math.max(0, delayMs));
      return () => {
        clearTimeout(timer);
      };
    },
  };
}

/** A request for random bytes costs the same for six as for a few thousand. */
const bits = Buffer.alloc(6 * 512);
let used = bits.length;

/** Identities such as `call-m3k9x2ab-5f2c9d01e77a`: time first, then 48 random bits. */
export const realIds: IdSource = (prefix) => {
  if (used === bits.length) {
    crypto.getRandomValues(bits);
    used = 0;
  }
  const chance = bits.toString('hex', used, used + 6);
  used += 6;
  return `${prefix}-${Date.now().toString(36)}-${chance}`;
};
