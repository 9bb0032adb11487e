// How a leg ended, out of what Asterisk says: the one place that turns cause numbers into an EndReason. What becomes of a
// call to the outside by that reason is in src/outbound/outcome.ts.
// Causes are those of Q.850, `techCause` is SIP's status. Not here: what an end means for a call.

import { endReason } from '../call/index.ts';
import type { EndReason } from '../call/index.ts';
import type { Direction } from './leg-ids.ts';

/** What is known about a leg at its end. */
export interface LegEnd {
  readonly direction: Direction;
  readonly progress: 'unanswered' | 'answered';
  /** Set when the end was our doing. */
  readonly wanted: EndReason | null;
  readonly cause: number;
  readonly techCause: number | null;
}

/** The one reason of a leg's end: ours if we asked for it, else the party's or the network's. */
export function endReasonOf(end: LegEnd): EndReason {
  if (end.wanted !== null) return end.wanted;
  if (end.progress === 'answered') return answeredEnd(end);
  return end.direction === 'inbound' ? beforeAnswer(end) : unansweredEnd(end);
}

/** Why a leg could not even be created: the phone is signed out or unknown. */
export const phoneAway = endReason('agent', 'unreachable');
/** The same of a number outside: the trunk is unknown or has no address. */
export const trunkAway = endReason('network', 'unreachable');
/** The end of a leg that we ended. */
export const endedByUs = endReason('us', 'hangup');
/** The end of a leg that Asterisk no longer has and of which no cause was heard. */
export const vanished = endReason('unknown', 'lost');

/** Causes that say no more than "somebody hung up": none given, normal, answered elsewhere, unspecified. */
const plainCauses: ReadonlySet<number> = new Set([0, 16, 26, 31]);

/** Whose doing it is when the far party does something; of a number outside we know only what the network says. */
const parties = { inbound: 'caller', outbound: 'agent', outside: 'network' } as const satisfies Record<
  Direction,
  EndReason['result']
>;

/** Once answered, either a party hung up or the audio or the network was lost (44: no audio for too long). */
const answeredEnd = (end: LegEnd): EndReason =>
  plainCauses.has(end.cause) ? endReason(parties[end.direction], 'hangup') : endReason('network', 'lost');

/** A caller who goes before the answer; 127 is what SIP's 487 becomes. */
const beforeAnswer = (end: LegEnd): EndReason =>
  plainCauses.has(end.cause) || end.cause === 127 ? endReason('caller', 'hangup') : endReason('network', 'lost');

const causes: ReadonlyMap<number, EndReason> = new Map([
  [0, endReason('unknown', 'unknown')],
  [1, endReason('network', 'badNumber')],
  [2, endReason('network', 'badNumber')],
  [3, endReason('network', 'congestion')],
  [16, endReason('network', 'failed')],
  [17, endReason('agent', 'busy')],
  [18, endReason('agent', 'noAnswer')],
  [19, endReason('agent', 'noAnswer')],
  [20, phoneAway],
  [21, endReason('agent', 'refused')],
  [22, endReason('network', 'badNumber')],
  [26, endReason('agent', 'answeredElsewhere')],
  [27, endReason('network', 'congestion')],
  [28, endReason('network', 'badNumber')],
  [31, endReason('network', 'failed')],
  [34, endReason('network', 'congestion')],
  [38, endReason('network', 'congestion')],
  [41, endReason('network', 'congestion')],
  [42, endReason('network', 'congestion')],
  [44, endReason('network', 'congestion')],
  [58, endReason('network', 'incompatible')],
  [65, endReason('network', 'incompatible')],
  [79, endReason('network', 'incompatible')],
  [88, endReason('network', 'incompatible')],
  [102, endReason('network', 'congestion')],
  [127, endReason('network', 'failed')],
]);

/** SIP statuses by which the far end's system refuses us rather than the person refusing the call. */
const refusesUs: ReadonlySet<number | null> = new Set([401, 403, 407]);

function unansweredEnd(end: LegEnd): EndReason {
  const reason = reasonOf(end);
  return reason.result === 'agent' ? endReason(parties[end.direction], reason.code) : reason;
}

function reasonOf(end: LegEnd): EndReason {
  if (end.cause === 21 && refusesUs.has(end.techCause)) return endReason('us', 'notAllowed');
  if (end.cause === 127 && end.techCause === 487) return endReason('network', 'cancelled');
  return causes.get(end.cause) ?? endReason('network', 'failed');
}
