// Reaching a number outside over a trunk: the request as Asterisk takes it. What comes here has passed the gate; each part
// is looked at once more, for all of them end up in a dial string or a header. Not here: the steps (reach.ts), the gate.

import { assert } from '../base/assert.ts';
import type { DialHeader, DialRequest, Done } from '../call/ports.ts';
import { trunkAway } from './end-reasons.ts';
import { dialHeaderMax } from './limits.ts';
import type { AriParts } from './parts.ts';
import { reach } from './reach.ts';
import { shownVariables } from './shown.ts';
import { plainTrunk } from './trunks.ts';

/** Calls a number. A trunk that is not there is an end of the leg, told as such, and no fault. */
export const dial = async (parts: AriParts, request: DialRequest): Promise<Done> =>
  reach(parts, {
    leg: request.leg,
    endpoint: endpointOf(request),
    role: { direction: 'outside', called: request.number },
    variables: { ...shownVariables(request.shown), ...headerVariables(request.headers) },
    away: trunkAway,
    when: request.when,
    timeoutMs: request.timeoutMs,
  });

/** A slash, an ampersand or an at sign in the number would change where the call goes. */
function endpointOf({ number, trunk }: DialRequest): string {
  assert(/^\+[1-9]\d{6,14}$/.test(number), 'A number that is dialled is in E.164.');
  return `PJSIP/${number}@${plainTrunk(trunk)}`;
}

function headerVariables(headers: readonly DialHeader[]): Record<string, string> {
  assert(headers.length <= dialHeaderMax.count, 'There are too many headers.');
  return Object.fromEntries(
    headers.map(({ name, value }) => {
      assert(/^X-[A-Za-z0-9-]{1,60}$/.test(name), 'A header of ours has a plain name that begins with X-.');
      assert(value.length <= dialHeaderMax.length && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(value), 'A header is one line.');
      return [`PJSIP_HEADER(add,${name})`, value];
    }),
  );
}
