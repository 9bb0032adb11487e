// `request consent.give` and `consent.refuse`: stored outside, nobody waits for it.

import type { OpBody } from '../../dsl/index.ts';
import { type Next, type Turn, next } from '../turn.ts';
import { phone } from '../values/phone.ts';

export function consent(turn: Turn, op: Extract<OpBody, { op: 'consent' }>): Next {
  const { call } = turn.frame;
  const { what, purpose } = op;
  const key = `${call}-consent-${turn.number()}`;
  turn.effect({ kind: 'consent', what, to: phone(turn.value(op.to)), purpose, key });
  turn.fact(
    what === 'give' ? { kind: 'consentGiven', call, purpose: purpose ?? '' } : { kind: 'consentRefused', call },
  );
  return next;
}
