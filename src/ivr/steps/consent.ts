// `request consent.give` and `consent.refuse`: the fact is the record of it, nobody waits for anything more.

import type { OpBody } from '../../dsl/index.ts';
import { type Next, type Turn, next } from '../turn.ts';
import { phone } from '../values/phone.ts';

export function consent(turn: Turn, op: Extract<OpBody, { op: 'consent' }>): Next {
  const { call } = turn.frame;
  const { what, purpose } = op;
  const key = `${call}-consent-${turn.number()}`;
  const to = phone(turn.value(op.to));
  turn.effect({ kind: 'consent', what, to, purpose, key });
  turn.fact(
    what === 'give' ? { kind: 'consentGiven', call, to, purpose: purpose ?? '' } : { kind: 'consentRefused', call, to },
  );
  return next;
}
