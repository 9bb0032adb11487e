// Who was refused at Asterisk's doors, out of its security events. Somebody who tries passwords makes thousands of them: the
// first of a kind is a fact at once, the rest of a minute is one more. Not here: keeping anybody out.

import type { Clock } from '../../base/clock.ts';
import type { TelephonyFact } from '../../call/index.ts';
import { refusalKindCountMax, refusalWindowMs } from './limits.ts';
import type { AmiEvent } from './session.ts';

type Refusal = Extract<TelephonyFact, { readonly kind: 'accessRefused' }>;

const reasons: ReadonlyMap<string, Refusal['why']> = new Map([
  ['ChallengeResponseFailed', 'wrongPassword'],
  ['InvalidPassword', 'wrongPassword'],
  ['InvalidAccountID', 'unknownAccount'],
  ['FailedACL', 'wrongAddress'],
  ['UnexpectedAddress', 'wrongAddress'],
  ['AuthMethodNotAllowed', 'notAllowed'],
  ['InvalidTransport', 'notAllowed'],
  ['RequestNotAllowed', 'notAllowed'],
  ['RequestNotSupported', 'notAllowed'],
  ['RequestBadFormat', 'badRequest'],
  ['LoadAverageLimit', 'overLimit'],
  ['MemoryLimit', 'overLimit'],
  ['SessionLimit', 'overLimit'],
]);

const services: ReadonlyMap<string, Refusal['service']> = new Map([
  ['PJSIP', 'sip'],
  ['AMI', 'ami'],
  ['ARI', 'ari'],
  ['HTTP', 'ari'],
]);

export interface Refusals {
  /** Why an event tells that somebody was refused, or null when it does not; facts go to `onFact`. */
  readonly hear: (event: AmiEvent) => Refusal['why'] | null;
}

/** `onFact` is told at once of the first of a kind, and at the end of a window of how many more there were. */
export function makeRefusals(clock: Clock, onFact: (fact: Refusal) => void): Refusals {
  const windows = new Map<string, { readonly refusal: Refusal; more: number }>();
  const begin = (key: string, refusal: Refusal): void => {
    const window = { refusal, more: 0 };
    windows.set(key, window);
    onFact(refusal);
    clock.after(refusalWindowMs, () => {
      windows.delete(key);
      if (window.more > 0) onFact({ ...refusal, count: window.more });
    });
  };
  return {
    hear: (event) => {
      const refusal = refusalIn(event);
      if (refusal === null) return null;
      // Too many names at once: from here on they are one.
      const told = windows.size < refusalKindCountMax ? refusal : { ...refusal, account: null };
      const key = [told.service, told.why, told.account ?? ''].join(' ');
      const window = windows.get(key) ?? windows.get([refusal.service, refusal.why, refusal.account ?? ''].join(' '));
      if (window === undefined) begin(key, told);
      else window.more += 1;
      return refusal.why;
    },
  };
}

function refusalIn(event: AmiEvent): Refusal | null {
  const why = reasons.get(event['event'] ?? '');
  if (why === undefined) return null;
  const account = event['accountid'] ?? '';
  return {
    kind: 'accessRefused',
    service: services.get(event['service'] ?? '') ?? 'other',
    why,
    // A stranger's name may be anything, also somebody's number: only what could be an account of ours is kept.
    account: /^[A-Za-z][\w-]{0,63}$/.test(account) ? account : null,
    count: 1,
  };
}
