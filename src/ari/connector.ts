// Opens connections to Asterisk a few at a time. Its web server lets ten wait that it has not taken yet; of more the kernel drops the
// first packet, which is sent again after a second, and again after two more. Whoever asks a hundred things at once, as after a
// restart with a hundred calls up, would wait for that. Not here: what travels on a connection (rest.ts).

import { buildConnector } from 'undici';
import type { Clock } from '../base/clock.ts';
import { acceptMs, openingCountMax } from './limits.ts';

/** For a pool of undici. */
export function fewAtATime(clock: Clock): buildConnector.connector {
  const connect = buildConnector({});
  const waiting: (() => void)[] = [];
  let openingCount = 0;
  const goOn = (): void => {
    while (openingCount < openingCountMax && waiting.length > 0) {
      openingCount += 1;
      waiting.shift()?.();
    }
  };
  const taken = (): void => {
    openingCount -= 1;
    goOn();
  };
  return (options, callback) => {
    waiting.push(() => {
      connect(options, (...outcome) => {
        // The kernel has it now, Asterisk a moment later, which nothing tells.
        clock.after(acceptMs, taken);
        callback(...outcome);
      });
    });
    goOn();
  };
}
