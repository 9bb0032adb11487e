// What became of a call to a number outside, by the reason for which its leg ended: one table. What Asterisk's causes and SIP's
// statuses become as reasons is the table in src/ari/end-reasons.ts. Pure.

import type { EndReason } from '../call/index.ts';

/** What the network said. */
export type Outcome = 'answered' | 'busy' | 'noAnswer' | 'refused' | 'unreachable' | 'invalidNumber' | 'congestion';

export interface Ending {
  readonly outcome: Outcome;
  /** `trunk`: another trunk may do better, and this one did not do its part. `number`: every trunk would say the same. */
  readonly fault: 'trunk' | 'number';
}

const byNumber = (outcome: Outcome): Ending => ({ outcome, fault: 'number' });
const byTrunk = (outcome: Outcome): Ending => ({ outcome, fault: 'trunk' });

/** By the code of the reason, for legs that were never answered. */
const endings: ReadonlyMap<string, Ending> = new Map([
  ['busy', byNumber('busy')],
  ['noAnswer', byNumber('noAnswer')],
  ['refused', byNumber('refused')],
  ['answeredElsewhere', byNumber('refused')],
  ['badNumber', byNumber('invalidNumber')],
  ['cancelled', byNumber('noAnswer')],
  // 503 and its like; 401, 403, 407: it is the trunk that is not let in; 488: it speaks none of our codings.
  ['congestion', byTrunk('congestion')],
  ['notAllowed', byTrunk('congestion')],
  ['incompatible', byTrunk('unreachable')],
  ['unreachable', byTrunk('unreachable')],
  // Nothing sure is known: it may have been reached, and nobody is called twice.
  ['lost', byNumber('unreachable')],
  ['failed', byNumber('unreachable')],
  ['unknown', byNumber('unreachable')],
]);

/** Of a leg that was never answered. `heard`: whether there was any sign of ringing; none at all and no answer is a silent trunk. */
export function endingOf(reason: EndReason, heard: 'nothing' | 'ringing' | 'sounding' | 'givenUp'): Ending {
  if (heard === 'givenUp' || (reason.code === 'noAnswer' && heard === 'nothing')) return byTrunk('congestion');
  const ending = endings.get(reason.code) ?? byNumber('unreachable');
  // Once it has rung or been heard, somebody was called: not again by another trunk.
  return heard !== 'nothing' ? { ...ending, fault: 'number' } : ending;
}
