// Reaching an agent's phone: the request as Asterisk takes it. Not here: the steps (reach.ts), nor whether the phone may be
// called.

import { assert } from '../base/assert.ts';
import type { PhoneId } from '../base/ids.ts';
import type { Done, RingRequest } from '../call/ports.ts';
import { phoneAway } from './end-reasons.ts';
import type { AriParts } from './parts.ts';
import { reach } from './reach.ts';
import { shownVariables } from './shown.ts';

/** Calls a phone. A phone that cannot be reached is an end of the leg, told as such, and no fault. */
export const ring = (parts: AriParts, { leg, phone, shown, timeoutMs }: RingRequest): Promise<Done> =>
  reach(parts, {
    leg,
    endpoint: endpointOf(phone),
    role: { direction: 'outbound', called: phone },
    variables: shownVariables(shown),
    away: phoneAway,
    when: 'first',
    timeoutMs,
  });

/** The phone id becomes part of a dial string: nothing that could change the destination may be in it. */
function endpointOf(phone: PhoneId): string {
  assert(/^[\w-]{1,64}$/.test(phone), 'A phone has a plain id.');
  return `PJSIP/${phone}`;
}
