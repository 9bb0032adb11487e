// THE gate: every call that we place passes it, whoever asks (transfers, and what else may come to call out). Closed unless the
// policy opens it. Pure. Not here: placing the call (outbound.ts), nor the policy itself.

import type { Instant } from '../base/clock.ts';
import { type E164, e164 } from '../base/ids.ts';
import type { DialHeader } from '../call/ports.ts';
import { type Books, booksAt, nightOf, rateOf } from './books.ts';
import { type Danger, dangerOf } from './dangerous.ts';
import { type ReadNumber, type Unreadable, readNumber } from './number.ts';
import type { Policy } from './policy.ts';

/** A call that somebody would like to place; all of it may come from strangers. */
export interface Wish {
  readonly to: string;
  /** The number to be shown; null: our own. */
  readonly from: string | null;
  readonly headers: readonly DialHeader[];
}

/** A call that may be placed. */
export interface Route {
  readonly number: E164;
  readonly shown: E164;
  readonly headers: readonly DialHeader[];
  /** How long they may talk before the call's budget is used up, in milliseconds. */
  readonly talkMsMax: number;
  /** What it may cost at most, and what a minute costs, in thousandths of the currency. */
  readonly reserve: number;
  readonly perMinute: number;
}

/** `own`: one of our numbers, which would call ourselves. `tooFast`: over the calls of one second. `tooMany`: over those at a time. */
export type Refused =
  | Unreadable
  | Danger
  | 'country'
  | 'blocked'
  | 'own'
  | 'callerId'
  | 'header'
  | 'noTrunk'
  | 'noRate'
  | 'night'
  | 'tooFast'
  | 'tooMany'
  | 'spend';

export type Verdict =
  { readonly kind: 'allowed'; readonly route: Route } | { readonly kind: 'refused'; readonly why: Refused };

/** No call lasts longer than four hours, as in the dialplan (TIMEOUT(absolute)). */
const talkMinutesMax = 240;
/** Headers of ours in one call, and characters of one. */
const headersMax = { count: 10, length: 256 } as const;

/** Whether a call may be placed now. `spent` is what was placed and spent before. */
export function mayPlace(wish: Wish, policy: Policy, spent: Books, now: Instant): Verdict {
  const read = readNumber(wish.to, policy.home);
  if (typeof read === 'string') return refused(read);
  const why = forbidden(read, policy) ?? unfitHeaders(wish.headers);
  if (why !== null) return refused(why);
  const shown = shownNumber(wish.from, policy);
  if (shown === null) return refused('callerId');
  if (policy.trunks.length === 0) return refused('noTrunk');
  const books = booksAt(spent, policy, now);
  const over = overLimit(policy, books, now);
  if (over !== null) return refused(over);
  const budget = budgetFor(read.number, policy, books);
  if (typeof budget === 'string') return refused(budget);
  return { kind: 'allowed', route: { number: read.number, shown, headers: wish.headers, ...budget } };
}

/** Whether another attempt of a call that was let through may leave now, by another trunk. */
export const mayTryAgain = (policy: Policy, spent: Books, now: Instant): boolean =>
  booksAt(spent, policy, now).placedAt.length < policy.callsPerSecondMax;

const refused = (why: Refused): Verdict => ({ kind: 'refused', why });

function forbidden({ number, country, exists, type }: ReadNumber, policy: Policy): Refused | null {
  const danger = dangerOf(number);
  if (danger !== null) return danger;
  if (exists === 'no') return 'notANumber';
  const kind = dangerousType(type);
  if (kind !== null) return kind;
  if (country === null || !policy.countries.includes(country)) return 'country';
  if (policy.ours.includes(number)) return 'own';
  return policy.blocked.some((beginning) => number.startsWith(beginning)) ? 'blocked' : null;
}

/** Null for numbers at which people are reached. A number of no known type is none of them. */
function dangerousType(type: ReadNumber['type']): Danger | null {
  if (type === 'FIXED_LINE' || type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE') return null;
  if (type === 'VOIP' || type === 'TOLL_FREE') return null;
  if (type === 'PREMIUM_RATE') return 'premium';
  return type === 'PERSONAL_NUMBER' ? 'personal' : 'special';
}

/** One line each, under names of our own, none twice: a header must not begin another one, nor replace one of SIP's. */
function unfitHeaders(headers: readonly DialHeader[]): Refused | null {
  const names = headers.map(({ name }) => name.toLowerCase());
  const fit = headers.every(
    ({ name, value }) =>
      /^X-[A-Za-z0-9-]{1,60}$/.test(name) &&
      value.length <= headersMax.length &&
      !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(value) &&
      value.isWellFormed(),
  );
  return fit && new Set(names).size === names.length && headers.length <= headersMax.count ? null : 'header';
}

/** The number that is shown: one that is ours or verified, or none at all. */
function shownNumber(from: string | null, { ours, verified, home }: Policy): E164 | null {
  if (from === null) return ours[0] ?? null;
  const read = readNumber(from, home);
  // A number of ours need not exist by the plan, as long as the operator wrote it exactly so.
  const number = typeof read === 'string' ? e164(from) : read.number;
  return ours.includes(number) || verified.includes(number) ? number : null;
}

function overLimit(policy: Policy, { reserved, placedAt, nightCalls }: Books, now: Instant): Refused | null {
  if (Object.keys(reserved).length >= policy.concurrentMax) return 'tooMany';
  if (placedAt.length >= policy.callsPerSecondMax) return 'tooFast';
  return nightOf(policy, now) !== null && nightCalls >= policy.night.callsMax ? 'night' : null;
}

/** Whole minutes, for begun ones are paid: what is left of the day after all that live have used theirs up. */
function budgetFor(
  number: E164,
  { rates, spend }: Policy,
  { spent, reserved }: Books,
): Pick<Route, 'talkMsMax' | 'reserve' | 'perMinute'> | 'noRate' | 'spend' {
  const rate = rateOf(rates, number);
  if (rate === null || !(rate.perMinute > 0)) return 'noRate';
  const held = Object.values(reserved).reduce((sum, one) => sum + one, 0);
  const budget = Math.min(spend.perCallMax, spend.perDayMax - spent - held);
  const minutes = Math.min(Math.floor(budget / rate.perMinute), talkMinutesMax);
  if (!(minutes >= 1)) return 'spend';
  return { talkMsMax: minutes * 60_000, reserve: minutes * rate.perMinute, perMinute: rate.perMinute };
}
