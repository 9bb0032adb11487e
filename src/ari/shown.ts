// What a phone that rings may show, cleaned: both come from strangers and end up in a SIP header.
// Not here: which number may be shown to whom.

import type { CallerShown } from '../call/ports.ts';
import { shownLengthMax } from './limits.ts';

/** Letters, digits and what names are written with; everything else, quotes and line ends above all, is left out. */
const notInNames = /[^\p{L}\p{M}\p{N} .,'_()&/+-]/gu;
const notInNumbers = /[^0-9A-Za-z+*#]/g;

/**
 * The variables that a leg is created with. The far end sees a leg's connected line, not its caller; `i` keeps Asterisk
 * from announcing the change to a phone that does not ring yet.
 */
export function shownVariables(shown: CallerShown): Readonly<Record<string, string>> {
  const name = shown.name.replaceAll(notInNames, '').trim().slice(0, shownLengthMax.name);
  const number = shown.number.replaceAll(notInNumbers, '').slice(0, shownLengthMax.number);
  return {
    ...(number === '' ? {} : { 'CONNECTEDLINE(num,i)': number }),
    ...(name === '' ? {} : { 'CONNECTEDLINE(name,i)': name }),
  };
}
