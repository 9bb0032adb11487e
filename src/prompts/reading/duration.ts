// Lengths of time: days, hours, minutes and seconds, those that are not nought. Not here: times of day.

import { assert } from '../../base/assert.ts';
import type { Speaker, Unit } from './speaker.ts';
import { listed } from './words.ts';
import type { Words } from './words.ts';

/** Longer than any wait or deadline: a thousand years. */
const secondsMax = 1000 * 366 * 86_400;

/** `deux minutes et trente secondes`, to the nearest second. */
export function durationWords(durationMs: number, speaker: Speaker): Words {
  const seconds = Math.round(Math.abs(durationMs) / 1000);
  assert(seconds <= secondsMax, 'A duration to be read has a limit.');
  const counts: readonly (readonly [Unit, number])[] = [
    ['day', Math.floor(seconds / 86_400)],
    ['hour', Math.floor(seconds / 3600) % 24],
    ['minute', Math.floor(seconds / 60) % 60],
    ['second', seconds % 60],
  ];
  const spoken = counts.filter(([unit, count]) => count > 0 || (seconds === 0 && unit === 'second'));
  const words = listed(
    spoken.map(([unit, count]) => speaker.counted(count, speaker.units[unit])),
    speaker.signs.and,
  );
  return durationMs < 0 && seconds > 0 ? [speaker.signs.minus, ...words] : words;
}
