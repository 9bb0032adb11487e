// The ear of a caller in a flow test: it reads the numbers in what a real phone receives, as it comes. Not here: what they mean.

import type { PhoneCall } from '../phone/index.ts';
import { CodeReader } from './codes.ts';

/** How often the phone is asked for what came. */
const everyMs = 10;

export interface CallerEar {
  readonly close: () => void;
}

/** Tells each number as soon as it was heard. */
export function listenTo(call: PhoneCall, onNumber: (number: number) => void): CallerEar {
  const reader = new CodeReader();
  let readUntil = -Infinity;
  const look = (): void => {
    const news = call.heard.packets({ from: readUntil }).filter(({ arrivedAt }) => arrivedAt > readUntil);
    readUntil = news.at(-1)?.arrivedAt ?? readUntil;
    for (const { samples } of news) {
      const number = reader.take(samples);
      if (number !== null) onNumber(number);
    }
  };
  const timer = setInterval(look, everyMs);
  return {
    close: () => {
      clearInterval(timer);
      look();
    },
  };
}
