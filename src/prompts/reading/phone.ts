// Telephone numbers: grouped as their country does, said as the listener's locale does. Not here: the grouping itself.

import { groupedNumber } from './numbering-plans.ts';
import { digitWords, eachDigit, groupNumber, pairWords, pairsOf } from './numbers.ts';
import type { Speaker } from './speaker.ts';
import { groupPause, paused } from './words.ts';
import type { Words } from './words.ts';

/** `zéro six, douze, trente-quatre...`; a number of another country begins with `plus` and its calling code. */
export function phoneWords(phone: string, format: 'grouped' | 'digits' | 'pairs', speaker: Speaker): Words {
  const number = groupedNumber(phone, speaker.callingCode);
  if (number === null) return format === 'pairs' ? pairWords(phone, speaker) : digitWords(phone, speaker);
  const asNumbers = format === 'pairs' || (format === 'grouped' && speaker.phoneGroups === 'numbers');
  const say = (group: string): Words => (asNumbers ? groupNumber(group, speaker) : eachDigit(group, speaker));
  const groups = format === 'pairs' ? pairsOf(number.groups.join('')) : number.groups;
  const code = number.callingCode === null ? [] : [[speaker.signs.plus, ...say(number.callingCode)]];
  return paused([...code, ...groups.map(say)], groupPause);
}
