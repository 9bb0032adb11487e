// Which version a new call gets while a canary is tried: decided by the call's id alone, so that the answer is the same
// wherever and whenever it is asked. Not here: what calls in progress run, for they keep what they began with.

import type { CallId } from '../base/ids.ts';
import type { Alias } from './alias.ts';

/** Where a new call looks for its number: the first of these that has it as an entry. */
export type Preference = readonly ('stable' | 'canary')[];

/** A call of the canary's share whose number the canary does not answer goes to the stable version, and the reverse. */
export function preferenceOf({ canary }: Alias, call: CallId): Preference {
  if (canary === null) return ['stable'];
  return placeOf(call) < canary.ratio ? ['canary', 'stable'] : ['stable', 'canary'];
}

/**
 * Where a call stands among all calls, from 0 to less than 1, evenly: a call within the first 20 % is within the first
 * 50 % too. FNV-1a over UTF-16 units with the final mix of MurmurHash3, since ids differ mostly at their ends.
 */
export function placeOf(call: CallId): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < call.length; index += 1) hash = Math.imul(hash ^ call.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
